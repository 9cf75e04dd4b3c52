"""A researcher writes, an editor passes it in the admin, everybody reads the achievement."""

import pytest
from playwright.sync_api import expect

from accounts.models import Role
from accounts.services.groups import mirror
from core.models import Draft
from marketplace import setup
from marketplace.models import Listing
from tests.e2e.browser import look, shoot
from tests.e2e.hands import send
from tests.factories import MembershipFactory
from tests.parts.people import person

TEXTS = {
    "成果名称": "示例铜箔常温表面处理工艺",
    "一句话说明": "抗剥离强度由 0.9 提高到 1.3 N/mm。",
    "解决什么问题": "极薄铜箔与树脂结合不牢，多层板易分层。",
    "成果简介": "两步法在铜箔表面生成纳米瘤化层，不含铬与砷。",
    "成熟度证据": "2026 年 3 月第三方检测报告。",
    "已知局限与风险": "只在 9～35 μm 铜箔上试过。",
}


@pytest.fixture
def editor(transactional_db):
    setup.set_up()
    user = person(Role.SITE_EDITOR)
    mirror([user.pk])
    return user


def consent(visit, listing):
    """The unit's office confirms its four points."""
    page = visit("/listings/consents/")
    look(page, "listing-consents")
    page.get_by_role("link", name=Listing.objects.get(pk=listing.pk).title).click()
    for point in ("权属清楚", "不涉密", "不属限制", "同意合作方式与价格"):
        page.get_by_label(point).check()
    look(page, "listing-consent")
    send(page.get_by_role("button", name="同意，送网站审查"))


def approve(visit, listing):
    """In Wagtail's admin, with the opinion that it asks for."""
    page = visit(f"/admin/snippets/marketplace/listing/edit/{listing.pk}/")
    shoot(page, "listing-admin", widths=(1440,))
    page.locator("footer .w-dropdown__toggle").first.click()
    page.get_by_role("button", name="同意发布").click()
    page.locator(".modal-dialog [name=comment]").fill("不涉密，数字已核对。")
    send(page.locator(".modal-dialog :is(button, input)[type=submit]"))


def test_from_the_first_word_to_the_public_page(sign_in, visit, editor, context):
    researcher = person(Role.RESEARCHER)
    place = researcher.organisations().get()
    office = MembershipFactory(organisation=place, role=Role.RESEARCH_OFFICE).user
    sign_in(researcher)
    page = visit("/listings/new/")
    page.get_by_role("button", name="开始填写").click()
    assert not Listing.objects.exists()
    look(page, "listing-declare")
    page.get_by_label("我声明").check()
    page.get_by_role("button", name="开始填写").click()
    listing = Listing.objects.get()

    for label, text in TEXTS.items():
        page.get_by_label(label).fill(text)
    context.set_offline(True)
    page.get_by_label("技术就绪度").fill("6")
    expect(page.locator(".zh-saved")).to_contain_text("离线", timeout=8000)
    context.set_offline(False)
    expect(page.locator(".zh-saved")).to_contain_text("已保存", timeout=8000)
    assert Draft.objects.get().data["title"] == TEXTS["成果名称"]
    page.reload()
    expect(page.get_by_label("成果名称")).to_have_value(TEXTS["成果名称"])
    expect(page.get_by_label("技术就绪度")).to_have_value("6")
    page.get_by_label("行业").select_option("nonferrous")
    page.get_by_label("技术领域").select_option("05")
    page.locator("[name=rights-0-kind]").select_option("secret")
    page.get_by_label("技术许可").check()
    with context.expect_page() as opened:
        page.get_by_role("button", name="预览").click()
    opened.value.wait_for_load_state()
    look(opened.value, "listing-preview")
    assert TEXTS["已知局限与风险"] in opened.value.content()
    assert Listing.objects.get().limits == ""
    opened.value.close()
    send(page.get_by_role("button", name="保存"))
    look(page, "listing-write")
    page.get_by_role("button", name="提交审查").click()
    look(page, "listing-mine")

    sign_in(office)
    consent(visit, listing)

    sign_in(editor)
    approve(visit, listing)
    listing.refresh_from_db()
    assert listing.live
    sign_in(person(Role.FIRM_MEMBER))
    page = visit(listing.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text(TEXTS["成果名称"])
    look(page, "listing-published")
