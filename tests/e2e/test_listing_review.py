"""A listing goes back and forth: unit and editor comment, the author answers; then out and in."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Role
from accounts.services.groups import mirror
from marketplace import setup
from marketplace.models import Listing
from marketplace.services import listings
from tests.e2e.browser import look, shoot
from tests.e2e.hands import send
from tests.factories import ListingFactory, MembershipFactory
from tests.parts.people import person

POINTS = ("权属清楚", "不涉密", "不属限制", "同意合作方式与价格")


@pytest.fixture
def submitted(transactional_db):
    """A complete listing that its author has submitted to a unit with an office."""
    setup.set_up()
    draft = ListingFactory()
    MembershipFactory(organisation=draft.organisation, role=Role.RESEARCH_OFFICE)
    draft.save_revision(user=draft.author)
    listings.submit_listing(draft.pk, actor=draft.author)
    return now(draft)


@pytest.fixture
def editor(submitted):
    user = person(Role.SITE_EDITOR)
    mirror([user.pk])
    return user


def now(listing):
    return Listing.objects.get(pk=listing.pk)


def office(listing):
    return listing.organisation.memberships.get(role=Role.RESEARCH_OFFICE).user


def desk(visit, listing):
    return visit(f"/admin/snippets/marketplace/listing/edit/{listing.pk}/")


def decide(page, action, opinion, **said):
    """In the admin: an opinion, and comments at parts."""
    button = page.get_by_role("button", name=action, exact=True)
    if action == "退回修改":  # the second decision stands in the menu
        page.locator("footer .w-dropdown__toggle").first.click()
    button.click()
    page.locator(".modal-dialog [name=comment]").fill(opinion)
    if said:
        page.get_by_text("对单个栏目提意见").click()
    for name, text in said.items():
        page.locator(f".modal-dialog [name=on_{name}]").fill(text)
    shoot(page, f"review-desk-{action}", widths=(1440,))
    send(page.locator(".modal-dialog :is(button, input)[type=submit]"))


def settle(page, answer):
    """The author answers the first open comment and marks it as settled."""
    page.get_by_label("答复").first.fill(answer)
    send(page.get_by_role("button", name="答复").first)
    send(page.get_by_role("button", name="标为已处理").first)


def test_returned_by_unit_and_city_and_published_at_last(sign_in, visit, submitted, editor):
    url = f"/listings/{submitted.number}"
    sign_in(office(submitted))
    page = visit(f"{url}/consent/")
    send(page.get_by_role("button", name="同意，送网站审查"))
    look(page, "review-consent-refused")
    page.get_by_text("对“一句话说明”提意见").click()
    page.locator("[name=on_benefit]").fill("请写与什么相比。")
    page.get_by_label("单位意见").fill("请改一处。")
    send(page.get_by_role("button", name="退回修改"))
    assert now(submitted).status == "returned"

    sign_in(submitted.author)
    page = visit(f"{url}/edit/")
    look(page, "review-returned")
    settle(page, "已写明与现行工艺相比。")
    page.get_by_label("一句话说明").fill("与现行工艺相比，抗剥离强度由 0.9 提高到 1.3 N/mm。")
    send(page.get_by_role("button", name="保存"))
    send(page.get_by_role("button", name="提交审查"))

    sign_in(office(submitted))
    page = visit(f"{url}/consent/")
    for point in POINTS:
        page.get_by_label(point).check()
    send(page.get_by_role("button", name="同意，送网站审查"))

    sign_in(editor)
    decide(desk(visit, submitted), "退回修改", "请答复一处。", trl_evidence="报告编号？")
    sign_in(submitted.author)
    page = visit(f"{url}/edit/")
    settle(page, "报告编号在附件中。")
    send(page.get_by_role("button", name="提交审查"))
    assert now(submitted).status == "consented"  # nothing was changed: the consent stands

    sign_in(editor)
    page = desk(visit, submitted)
    expect(page.get_by_text("报告编号在附件中。")).to_be_visible()
    shoot(page, "review-desk", widths=(390, 1440))
    expect(page.locator("footer").get_by_text("发布")).to_have_count(1)
    decide(page, "同意发布", "不涉密，数字已核对。")
    expect(page.get_by_text("已公开。")).to_be_visible()
    assert now(submitted).live

    page = visit(f"/admin/snippets/marketplace/listing/unpublish/{submitted.pk}/")
    send(page.locator("main [type=submit]").first)
    assert (now(submitted).live, now(submitted).status) == (False, "unpublished")


def test_an_editor_sets_the_hour_and_the_clock_publishes(sign_in, visit, submitted, editor):
    sign_in(office(submitted))
    page = visit(f"/listings/{submitted.number}/consent/")
    for point in POINTS:
        page.get_by_label(point).check()
    send(page.get_by_role("button", name="同意，送网站审查"))
    text = now(submitted).draft
    text.go_live_at = timezone.now() + timedelta(seconds=2)
    text.save_revision(user=editor)

    sign_in(editor)
    decide(desk(visit, submitted), "同意发布", "不涉密，数字已核对。")

    assert now(submitted).status in {"scheduled", "published"}
    page.wait_for_timeout(2500)
    call_command("publish_scheduled", verbosity=0)
    assert (now(submitted).live, now(submitted).status) == (True, "published")
