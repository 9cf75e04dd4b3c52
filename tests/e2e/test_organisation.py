"""An organisation comes to stand: founded, confirmed by staff, joined by a colleague."""

import pytest
from playwright.sync_api import expect

from accounts.models import Membership, Organisation, Role
from tests.e2e.browser import look, shoot
from tests.e2e.hands import send
from tests.factories import UserFactory, credit_code

NAME = "江畔仪表（示例）有限公司"
WRONG_DIGIT = "统一社会信用代码的校验位不符，请对照营业执照逐位核对。"


def wrong(code):
    """The same code with a check digit that does not fit."""
    return code[:-1] + ("0" if code[-1] != "0" else "1")


@pytest.fixture
def founder():
    return UserFactory(name="甲某")


@pytest.fixture
def form(sign_in, visit, founder):
    """The form of a new organisation, filled but for its code."""
    sign_in(founder)
    page = visit("/organisations/mine/")
    page.get_by_role("link", name="登记新单位").click()
    page.get_by_label("单位名称").fill(NAME)
    page.get_by_label("单位类型").select_option("company")
    page.get_by_label("所在地区").select_option(label="浔阳区")
    page.get_by_label("联系人姓名").fill("甲某")
    page.get_by_label("联系人电话").fill("0792-0000000")
    page.get_by_label("您在该单位的角色").select_option(Role.FIRM_MEMBER)
    return page


def submit(form, code):
    form.get_by_label("统一社会信用代码").fill(code)
    form.get_by_role("button", name="提交").click()


def test_a_wrong_credit_code_is_refused_with_the_reason_beside_it(form):
    submit(form, wrong(credit_code(1)))

    code = form.get_by_label("统一社会信用代码")
    assert form.locator("#id_code_error").inner_text().strip() == WRONG_DIGIT
    assert "id_code_error" in code.get_attribute("aria-describedby")
    expect(form.get_by_label("单位名称")).to_have_value(NAME)
    assert not Organisation.objects.filter(name=NAME).exists()
    look(form, "organisation-wrong-code")


def test_contacts_come_and_go_without_script(browser, live_server, context, sign_in, founder):
    sign_in(founder)
    plain = browser.new_context(java_script_enabled=False, locale="zh-CN")
    plain.add_cookies(context.cookies())
    page = plain.new_page()
    page.goto(live_server.url + "/organisations/found/")
    page.get_by_label("单位名称").fill(NAME)
    page.get_by_label("联系人姓名").fill("甲某")
    for name in ("乙某", "丙某"):
        page.get_by_role("button", name="增加联系人").click()
        page.get_by_label("联系人姓名").last.fill(name)
    shoot(page, "organisation-contacts")

    page.get_by_role("button", name="去掉联系人 2").click()

    left = page.get_by_label("联系人姓名")
    expect(left).to_have_count(2)
    expect(left.first).to_have_value("甲某")
    expect(left.last).to_have_value("丙某")
    expect(page.get_by_label("单位名称")).to_have_value(NAME)
    expect(page.get_by_text("请先改正下面的问题")).to_have_count(0)


def test_a_new_organisation_is_confirmed_by_staff_and_joined_by_a_colleague(
    form, sign_in, visit, section_staff, founder
):
    submit(form, credit_code(1).lower())
    expect(form.get_by_text("等待主管科室或县区确认")).to_be_visible()
    expect(form.get_by_text("0792-0000000")).to_be_visible()
    look(form, "organisation-pending")

    sign_in(section_staff)
    page = visit("/desk/organisations/?status=pending")
    look(page, "organisation-queue")
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("button", name="确认单位").click()
    expect(page.get_by_text("单位已确认，申请人可以使用了。")).to_be_visible()
    look(page, "organisation-confirmed")

    colleague = sign_in(UserFactory(name="乙某"))
    page = visit("/organisations/")
    page.get_by_role("link", name=f"申请加入 {NAME}").click()
    page.get_by_label("申请的角色").select_option(Role.FIRM_MEMBER)
    look(page, "organisation-join")
    page.get_by_role("button", name="申请", exact=True).click()
    expect(page.get_by_text("已申请，单位管理员或主管科室确认后生效。")).to_be_visible()

    sign_in(founder)
    page = visit("/organisations/mine/")
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("link", name="人员", exact=True).click()
    look(page, "organisation-members")
    send(page.get_by_role("button", name="确认 乙某", exact=True))

    assert page.get_by_text("已确认").count() >= 2
    held = Membership.objects.get(user=colleague)
    assert (held.organisation.name, held.status) == (NAME, Membership.Status.CONFIRMED)
