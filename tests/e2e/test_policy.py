"""A policy goes public: drafted by one editor, reviewed with an opinion by another."""

import re

import pytest
from django.urls import reverse

from accounts.models import Role
from accounts.services.groups import mirror
from cms import site
from cms.models import PolicyIndexPage, ReleaseReview
from tests.e2e.browser import look, shoot
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
    assert draft.locator("[name=action-publish]").count() == 0

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
    shoot(page, "policy-waiting")
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
    assert page.get_by_role("heading", name=TITLE).is_visible()
    look(page, "policy-public")
