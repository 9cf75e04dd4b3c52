"""A broker takes an enquiry and brings it to the signature; each sees what is theirs."""

import pytest
from playwright.sync_api import expect

from accounts.models import Role
from brokers.models import Deal, Stage
from marketplace.models import Message
from tests.brokers.evidence import PDF
from tests.e2e.browser import look, shoot
from tests.factories import DealFactory, EnquiryFactory, MembershipFactory, OrganisationFactory
from tests.parts.people import person

DAY = "2026-03-02"


@pytest.fixture
def broker(transactional_db):
    agency = OrganisationFactory(kind="agency", name="浔阳技术转移中心（示例）")
    return MembershipFactory(role=Role.BROKER, organisation=agency, user__name="朱某").user


@pytest.fixture
def enquiry(transactional_db):
    asked = EnquiryFactory(organisation__name="湓浦机电（示例）有限公司")
    Message.objects.create(enquiry=asked, author=asked.asker, text="能否先做小试？")
    return asked


def fill(page, **values):
    for label, value in values.items():
        page.get_by_label(label).first.fill(value)


def test_an_enquiry_becomes_a_signed_deal(sign_in, visit, broker, enquiry):
    sign_in(broker)
    page = visit("/deals/board/")
    look(page, "deal-board-empty")
    page.get_by_role("link", name="待接手咨询").click()
    expect(page.get_by_text("湓浦机电")).to_have_count(0)
    look(page, "deal-pool")
    page.get_by_role("button", name="接手").click()
    expect(page.get_by_text("已接手，请尽快与双方联系。")).to_be_visible()
    expect(page.get_by_role("link", name="湓浦机电（示例）有限公司")).to_be_visible()

    fill(page, 进展="电话沟通，对方要看检测报告", 下一步="寄样")
    page.get_by_label("下一步日期").fill("2099-01-05")
    page.get_by_role("button", name="记下").click()
    expect(page.get_by_text("寄样 · 01-05")).to_be_visible()
    look(page, "deal-lead")

    page.get_by_role("button", name="保存并移至对接").click()
    fill(page, 与买方联系日期=DAY, 与卖方联系日期=DAY)
    page.get_by_role("button", name="保存并移至对接").click()
    fill(page, 会谈日期=DAY, 会谈纪要="双方确认先做小试。")
    page.get_by_role("button", name="保存并移至洽谈").click()
    fill(page, 意向书签署日期=DAY, 价格下限="500,000", 价格上限="400,000")
    page.get_by_label("报价方式").select_option("instalments")
    page.get_by_role("button", name="保存并移至意向").click()
    expect(page.get_by_text("价格上限不得低于下限。", exact=True)).to_be_visible()
    look(page, "deal-intent-refused")
    fill(page, 价格下限="300,000")
    page.get_by_role("button", name="保存并移至意向").click()
    expect(page.get_by_text("300,000.00～400,000.00 元")).to_be_visible()

    fill(page, 合同签订日期=DAY, 合同金额="450,000.00")
    page.get_by_label("合同类型").select_option("licence")
    page.get_by_label("已签署的合同文本").set_input_files(
        {"name": "合同.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    look(page, "deal-to-signed")
    page.get_by_role("button", name="保存并移至签约").click()
    expect(page.get_by_role("heading", name="等待登记")).to_be_visible()
    expect(page.get_by_role("link", name="合同.pdf")).to_be_visible()
    look(page, "deal-signed")

    deal = Deal.objects.get()
    assert (deal.status, deal.amount_fen) == (Stage.SIGNED, 45_000_000)
    assert (deal.chain, deal.steps.count()) == (enquiry.chain, 5)

    sign_in(enquiry.asker)
    page = visit(deal.get_absolute_url())
    expect(page.get_by_text("双方确认先做小试。")).to_be_visible()
    expect(page.get_by_text("电话沟通，对方要看检测报告")).to_have_count(0)
    look(page, "deal-as-buyer")


def test_a_card_moves_by_its_menu_with_the_keyboard_and_without_script(
    browser, live_server, context, sign_in, broker
):
    agency = broker.memberships.get().organisation
    deal = DealFactory(broker=broker, agency=agency, next_step="", status=Stage.CONTACT)
    sign_in(broker)
    plain = browser.new_context(java_script_enabled=False, locale="zh-CN")
    plain.add_cookies(context.cookies())
    page = plain.new_page()
    page.goto(live_server.url + "/deals/board/")

    page.locator(".zh-move summary").focus()
    page.keyboard.press("Enter")
    shoot(page, "deal-menu")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_label("会谈日期").fill(DAY)
    page.get_by_label("会谈纪要").fill("双方确认先做小试。")
    page.get_by_role("button", name="保存并移至洽谈").click()

    expect(page.get_by_text("已移至“洽谈”。")).to_be_visible()
    page.get_by_role("link", name="失败…").click()
    page.get_by_label("价格谈不拢").check()
    shoot(page, "deal-lose")
    page.get_by_role("button", name="记为失败").click()
    deal.refresh_from_db()
    assert (deal.status, deal.lost_reason) == (Stage.LOST, "price")


def test_a_section_counts_leads_and_reads_intents(sign_in, visit, transactional_db):
    DealFactory(title="没有公开的线索")
    DealFactory(title="达成意向的商机", status=Stage.INTENT)
    sign_in(person(Role.SECTION_STAFF))

    page = visit("/deals/board/")

    expect(page.get_by_text("1 件未达成意向，只计件数。")).to_be_visible()
    expect(page.get_by_text("没有公开的线索")).to_have_count(0)
    page.get_by_role("link", name="达成意向的商机").click()
    expect(page.get_by_role("heading", name="达成意向的商机")).to_be_visible()
    look(page, "deal-as-section")
