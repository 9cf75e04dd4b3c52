"""A seller files a contract; the desk takes it to its number, or back, or refuses it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Role
from contracts.demo_paper import pdf
from contracts.models import Contract
from tests.contracts.factories import JurisdictionFactory, in_state
from tests.e2e.browser import look
from tests.e2e.hands import send
from tests.factories import MembershipFactory, OrganisationFactory, RegionFactory
from tests.parts.people import person

NUMBER = "3604012026000123"
ARTICLE = "技术合同认定规则 第六条"
TEXT = pdf(
    "技术开发（委托）合同",
    ["项目名称：玻璃纤维池窑节能熔制工艺开发（示例）", "本合同由双方签章后生效。" * 6],
)


@pytest.fixture
def people(transactional_db):
    """A seller, a buyer and the body in charge; one of its people holds both posts."""
    region = RegionFactory()
    body = JurisdictionFactory(region=region).body
    both = MembershipFactory(organisation=body, role=Role.REGISTRAR).user
    MembershipFactory(organisation=body, role=Role.REVIEWER, user=both)
    return SimpleNamespace(
        seller=person(Role.FIRM_MEMBER, organisation__region=region),
        buyer=OrganisationFactory(region=region),
        both=both,
        reviewer=MembershipFactory(organisation=body, role=Role.REVIEWER).user,
        body=body,
    )


def test_from_the_first_word_to_the_number(people, sign_in, visit):
    contract = _file(people, sign_in, visit)
    _examine(people, sign_in, visit, contract)
    _review_and_number(people, sign_in, visit, contract)
    _read(people, sign_in, visit, contract)


def _examine(people, sign_in, visit, contract):
    """A registrar accepts and determines, and may not be the second person."""
    sign_in(people.both)
    page = visit("/desk/contracts/")
    look(page, "contract-queue")
    page.get_by_role("link", name=contract.title).click()
    look(page, "contract-review")
    page.get_by_role("button", name="受理").click()
    page.get_by_role("link", name="认定通过").click()
    page.locator("[name=cost-0-kind]").select_option("equipment")
    page.locator("[name=cost-0-label]").fill("窑炉改造用燃烧器")
    page.locator("[name=cost-0-amount]").fill("120,000.00")
    look(page, "contract-examine")
    send(page.locator("main form button.btn-primary").last)
    look(page, "contract-examined")
    contract.refresh_from_db()
    assert (contract.amount_fen, contract.technology_amount_fen) == (100_000_000, 88_000_000)

    # Who determined it holds the other post too, and still is not the other person.
    expect(page.get_by_role("link", name="复核通过")).to_have_count(0)
    assert page.goto(page.url + "review/").status == 403
    contract.refresh_from_db()
    assert contract.status == "examined"


def _review_and_number(people, sign_in, visit, contract):
    """Another person reviews; the national number makes it registered."""
    sign_in(people.reviewer)
    page = visit(f"/desk/contracts/{contract.pk}/")
    page.get_by_role("link", name="复核通过").click()
    look(page, "contract-decide")
    send(page.locator("main form button.btn-primary").last)
    assert Contract.objects.get().status == "reviewed"

    sign_in(people.both)
    page = visit("/desk/contracts/numbers/")
    page.get_by_label("合同登记编号").fill(NUMBER)
    page.get_by_label("国家系统登记日期").fill(timezone.localdate().isoformat())
    look(page, "contract-numbers")
    send(page.get_by_role("button", name="录入"))
    contract.refresh_from_db()
    assert (contract.status, contract.national_number) == ("registered", NUMBER)


def _read(people, sign_in, visit, contract):
    """The seller has the sheet; anybody verifies the number, and with the code what it is of."""
    case = contract.get_absolute_url()
    sign_in(people.seller)
    look(visit(case), "contract-registered")
    look(visit(f"{case}sheet/"), "contract-sheet")
    look(visit("/contracts/"), "contract-mine")

    sign_in(person(Role.FIRM_MEMBER))
    page = visit("/verify/")
    assert page.goto(page.url.replace("/verify/", case)).status == 404
    page.goto(page.url.replace(case, "/verify/"))
    page.get_by_label("合同登记编号").fill(NUMBER)
    page.get_by_role("button", name="核验").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("有效")
    assert contract.title not in page.content()
    look(page, "contract-verify")
    page.get_by_label("核验码").fill("AAAABBBBCCCC")
    send(page.get_by_role("button", name="核验"))
    assert contract.title not in page.content()
    page.get_by_label("核验码").fill(contract.verification_code.lower())
    page.get_by_role("button", name="核验").click()
    expect(page.get_by_text(contract.title)).to_be_visible()
    look(page, "contract-verify-opened")


def _file(people, sign_in, visit):
    """The seller writes, is told what is missing, adds it and files."""
    day = timezone.localdate() - timedelta(days=3)
    sign_in(people.seller)
    page = visit("/contracts/new/")
    page.get_by_label("项目名称").fill("玻璃纤维池窑节能熔制工艺开发（示例）")
    page.get_by_label("合同类别").select_option("development.commissioned")
    page.get_by_label("技术内容摘要").fill("开发节能熔制工艺，吨纱天然气单耗不高于 170 立方米。")
    page.get_by_label("签订日期").fill(day.isoformat())
    page.get_by_label("有效期起").fill(day.isoformat())
    page.get_by_label("合同成交额（元）").fill("1,000,000.00")
    page.get_by_label("支付方式").select_option("instalments")
    page.get_by_label("技术领域").select_option("05")
    page.get_by_label("社会经济目标").select_option("industry")
    page.get_by_label("买方国民经济行业").select_option("C")
    page.get_by_label("知识产权类型").select_option("none")
    page.get_by_label("统一社会信用代码").first.fill(people.buyer.code)
    look(page, "contract-form")
    send(page.get_by_role("button", name="保存，下一步"))
    send(page.get_by_role("button", name="提交申请"))
    contract = Contract.objects.get()
    assert contract.status == "draft"
    look(page, "contract-blocked")

    page.get_by_role("link", name="修改").click()
    page.get_by_label("有效期止").fill((day + timedelta(days=900)).isoformat())
    send(page.get_by_role("button", name="保存，下一步"))
    _upload(page)
    look(page, "contract-ready")
    send(page.get_by_role("button", name="提交申请"))
    contract.refresh_from_db()
    assert (contract.status, contract.body) == ("submitted", people.body)
    look(page, "contract-filed")
    return contract


def _upload(page):
    page.get_by_role("link", name="上传材料").first.click()
    page.get_by_label("文件").set_input_files(
        {"name": "合同文本.pdf", "mimeType": "application/pdf", "buffer": TEXT}
    )
    page.get_by_label("该材料不涉及国家秘密").check()
    look(page, "contract-attach")
    page.get_by_role("button", name="上传", exact=True).click()


def test_a_case_comes_back_and_is_filed_again(people, sign_in, visit):
    contract = in_state("submitted", body=people.body, seller=people.seller.organisations().get())
    sign_in(people.both)
    page = visit(f"/desk/contracts/{contract.pk}/")
    page.get_by_role("link", name="退回补正").click()
    page.get_by_label("需补正的内容").fill("合同文本缺买方签章，请补盖后重新上传。")
    look(page, "contract-return")
    send(page.locator("main form button.btn-primary").last)

    sign_in(people.seller)
    page = visit(contract.get_absolute_url())
    expect(page.get_by_text("缺买方签章").first).to_be_visible()
    look(page, "contract-returned")
    _upload(page)
    send(page.get_by_role("button", name="提交补正"))
    contract.refresh_from_db()
    assert contract.status == "accepted"
    assert contract.clocks.count() == 1
    look(page, "contract-supplemented")


def test_a_refusal_says_why_and_what_can_be_done(people, sign_in, visit):
    contract = in_state("submitted", body=people.body, seller=people.seller.organisations().get())
    sign_in(people.both)
    page = visit(f"/desk/contracts/{contract.pk}/")
    page.get_by_role("link", name="不予登记").click()
    page.get_by_label("不予登记理由").select_option("R2")
    page.get_by_label("依据条款").fill(ARTICLE)
    page.get_by_label("理由说明").fill("标的是设备买卖，不含技术内容。")
    look(page, "contract-refuse")
    send(page.locator("main form button[type=submit], main form button").last)
    contract.refresh_from_db()
    assert (contract.status, contract.refusal_code) == ("refused", "R2")

    sign_in(people.seller)
    page = visit(contract.get_absolute_url())
    for words in (ARTICLE, "行政复议", "行政诉讼"):
        expect(page.get_by_text(words).first).to_be_visible()
    look(page, "contract-refused")
