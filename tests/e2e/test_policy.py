"""A policy goes public: drafted by one editor, reviewed with an opinion by another."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Canvas
from playwright.sync_api import expect

from accounts.models import Role
from accounts.services.groups import mirror
from cms import schedule, site
from cms.models import PolicyIndexPage, ReleaseReview
from core.models import AuditEvent
from tests.e2e.browser import look, shoot
from tests.e2e.hands import send
from tests.parts.people import person

OPINION = "不涉密，无个人信息，数字已与原文核对。"
TITLE = "示例政策：技术合同奖补"
PUBLIC = "/policies/example-policy/"


def an_editor():
    user = person(Role.SITE_EDITOR)
    mirror([user.pk])
    return user


@pytest.fixture
def column(transactional_db):
    return PolicyIndexPage.objects.child_of(site.set_up()).get()


@pytest.fixture
def author(column, sign_in):
    return sign_in(an_editor())


@pytest.fixture
def draft(author, column, visit):
    """The desk's page of a policy that its author has just saved."""
    page = visit(reverse("wagtailadmin_pages:add", args=["cms", "policypage", column.pk]))
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_summary").fill("按登记的技术交易额给予奖补，示例。")
    page.locator("#id_issuer").fill("示例机关")
    page.get_by_label("企业", exact=True).check()
    page.get_by_role("tab", name="推荐").click()
    page.locator("#id_slug").fill("example-policy")
    page.locator("button.action-save").first.click()
    page.wait_for_url("**/edit/**")
    return page


@pytest.fixture
def status(page, live_server):
    """What a passer-by gets who asks for a path."""

    def ask(path):
        return page.request.get(live_server.url + path).status

    return ask


def test_the_desk_offers_no_publishing_and_refuses_it_when_asked_directly(draft, column, status):
    expect(draft.locator("[name=action-publish]")).to_have_count(0)

    draft.evaluate(
        """() => {
            const button = document.querySelector("button.action-save");
            button.name = "action-publish"; button.value = "1"; button.click();
        }"""
    )
    draft.get_by_text("未经信息发布审查，不能公开。").wait_for()

    assert status(PUBLIC) == 404
    shoot(draft, "policy-refused")


def test_a_policy_is_public_only_after_another_editor_has_passed_it(
    draft, author, sign_in, visit, status
):
    shoot(draft, "policy-draft")
    draft.get_by_role("button", name="更多动作").last.click()
    draft.get_by_role("button", name="提交给信息发布审查").click()
    draft.wait_for_load_state()
    assert status(PUBLIC) == 404

    colleague = sign_in(an_editor())
    page = visit("/admin/")
    shoot(page, "policy-waiting", (1440,))
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("button", name="更多动作").last.click()
    page.get_by_role("button", name="同意发布").click()
    page.get_by_label("审查意见").fill(OPINION)
    shoot(page, "policy-opinion")
    page.get_by_role("dialog").get_by_role("button", name="同意发布").click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/$"))

    review = ReleaseReview.objects.get(page__slug="example-policy")
    assert (review.author, review.reviewer, review.opinion) == (author, colleague, OPINION)
    page = visit(PUBLIC)
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    look(page, "policy-public")


OPINIONS = ("来源未注明，请补上。", "已补来源，不涉密，无个人信息。")
ALT = "奖补流程：登记、申请、公示、拨付"


def drawn():
    buffer = BytesIO()
    Canvas.new("RGB", (600, 300), "teal").save(buffer, "PNG")
    return {"name": "flow.png", "mimeType": "image/png", "buffer": buffer.getvalue()}


def act(page, name):
    """Press one of the desk's further actions."""
    page.get_by_role("button", name="更多动作").last.click()
    page.get_by_role("button", name=name).click()


def decide(page, action, opinion):
    """Say what a reviewer found, and wait until the desk has taken it."""
    act(page, action)
    page.get_by_label("审查意见").fill(opinion)
    with page.expect_navigation():
        page.get_by_role("dialog").get_by_role("button", name=action).click()


def add_picture(page):
    """Upload a picture into the text, with what it says."""
    page.get_by_role("button", name="插入内容块").last.click()
    page.get_by_role("option", name="图片").click()
    page.get_by_role("button", name="选择一个图片").click()
    chooser = page.get_by_role("dialog")
    chooser.get_by_role("tab", name="上传").click()
    chooser.locator("input[type=file]").set_input_files(drawn())
    chooser.locator("input[name$=title]").fill("流程图")
    chooser.get_by_role("button", name="上传").click()
    page.get_by_label("替代文字").fill(ALT)


@pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning")
def test_a_picture_is_returned_mended_passed_and_taken_down(draft, author, sign_in, visit, status):
    edit = draft.url
    add_picture(draft)
    act(draft, "提交给信息发布审查")
    shoot(draft, "policy-with-picture", (1440,))

    colleague = sign_in(an_editor())
    page = visit("/admin/")
    page.get_by_role("link", name=TITLE).first.click()
    decide(page, "退回修改", OPINIONS[0])
    assert status(PUBLIC) == 404

    sign_in(author)
    page.goto(edit)
    expect(page.get_by_text(OPINIONS[0]).first).to_be_attached()
    shoot(page, "policy-returned", (1440,))
    page.locator("#id_source_note").fill("示例机关网站，2026 年 1 月。")
    act(page, "重新提交给信息发布审查")
    page.wait_for_load_state()

    sign_in(colleague)
    page.goto(edit)
    decide(page, "同意发布", OPINIONS[1])
    page = visit(PUBLIC)
    assert page.get_by_alt_text(ALT).evaluate("picture => picture.naturalWidth") == 600
    expect(page.get_by_text("示例机关网站，2026 年 1 月。")).to_be_visible()
    look(page, "policy-pictured")

    page.goto(edit.replace("/edit/", "/unpublish/"))
    page.get_by_label("下线原因").fill("文件已修订。")
    shoot(page, "policy-unpublish", (1440,))
    send(page.get_by_role("button", name="是，取消发布"))
    assert status(PUBLIC) == 404
    event = AuditEvent.objects.get(action="page.unpublish")
    assert (event.actor, event.changes) == (colleague, {"reason": "文件已修订。"})


def test_a_policy_goes_public_when_its_time_has_come(draft, sign_in, visit, status):
    edit = draft.url
    moment = timezone.localtime() + timedelta(hours=1)
    draft.get_by_role("button", name="状态开关").click()
    draft.get_by_role("button", name="设置计划").click()
    # Typed without the focus, whose calendar would lie over the button.
    draft.locator("#id_go_live_at").evaluate(
        "(field, typed) => { field.value = typed; }", f"{moment:%Y-%m-%d %H:%M}"
    )
    shoot(draft, "policy-schedule", (1440,))
    draft.get_by_role("button", name="保存计划").click()
    draft.wait_for_load_state()
    act(draft, "提交给信息发布审查")
    draft.wait_for_load_state()

    sign_in(an_editor())
    page = visit("/admin/")
    page.goto(edit)
    decide(page, "同意发布", OPINION)
    assert status(PUBLIC) == 404
    with time_machine.travel(moment + timedelta(minutes=1)):
        schedule.run()

    assert status(PUBLIC) == 200
