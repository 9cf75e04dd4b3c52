"""A firm reads a public achievement and asks; the owner answers; nobody else sees any of it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Role
from marketplace.models import Enquiry
from tests.e2e.browser import look
from tests.factories import ListingFactory
from tests.parts.people import person


@pytest.fixture
def listing():
    return ListingFactory(
        public=True,
        comparison=[
            ["抗剥离强度", "1.3 N/mm", "0.9 N/mm", "第三方检测 2026-03"],
            ["处理温度", "25 ℃", "60 ℃", "中试线记录"],
        ],
        economics="以年产 5,000 吨计，年省电约 120 万元，改造投资约 80 万元。",
        applications="高频覆铜板、锂电负极集流体。",
        team="材料学院，5 人。",
    )


def test_a_question_is_asked_and_answered(sign_in, visit, listing):
    firm = person(Role.FIRM_MEMBER)
    page = visit(listing.get_absolute_url())
    look(page, "listing-public")
    look(visit("/en" + listing.get_absolute_url()), "listing-public-en")

    sign_in(firm)
    page = visit(listing.get_absolute_url())
    page.get_by_role("link", name="提问", exact=True).click()
    page.get_by_label("内容").fill("6 μm 铜箔上试过吗？")
    look(page, "enquiry-ask")
    page.get_by_role("button", name="发送").click()
    expect(page.get_by_text("已送达成果方")).to_be_visible()
    enquiry = Enquiry.objects.get()

    sign_in(listing.author)
    page = visit("/enquiries/?side=received")
    look(page, "enquiry-list")
    page.get_by_role("link", name=listing.title).click()
    page.get_by_label("内容").fill("还没有，9 μm 的检测报告可以提供。")
    page.get_by_role("button", name="答复").click()
    look(page, "enquiry-answered")
    expect(page.get_by_text(enquiry.chain.number).first).to_be_visible()
    expect(page.locator(".zh-chain li")).to_have_count(3)

    sign_in(person(Role.FIRM_MEMBER))
    answer = page.goto(page.url)
    assert answer.status == 404


def test_a_public_question_stands_with_its_public_answer_alone(sign_in, visit, context, listing):
    sign_in(person(Role.FIRM_MEMBER))
    page = visit(f"{listing.get_absolute_url()}ask/")
    page.get_by_label("内容").fill("6 μm 铜箔上试过吗？")
    page.get_by_label("公开提问").check()
    page.get_by_role("button", name="发送").click()

    sign_in(listing.author)
    page = visit(Enquiry.objects.get().get_absolute_url())
    look(page, "public-question")
    page.get_by_label("内容").fill("贵单位的用量请电话里说。")
    page.get_by_label("仅咨询人可见").check()
    page.get_by_role("button", name="答复").click()
    page.get_by_label("内容").fill("试过，抗剥离强度 1.1 N/mm。")
    page.get_by_role("button", name="答复").click()
    look(page, "public-answer")

    context.clear_cookies()
    page = visit(listing.get_absolute_url())
    look(page, "public-answer-listing")
    expect(page.get_by_text("试过，抗剥离强度 1.1 N/mm。")).to_be_visible()
    expect(page.get_by_text("贵单位的用量")).to_have_count(0)


def test_a_meeting_is_found_by_keyboard(sign_in, visit, page, listing):
    firm = person(Role.FIRM_MEMBER)
    sign_in(firm)
    visit(listing.get_absolute_url())
    page.get_by_role("link", name="约谈").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_label("想谈什么").focus()
    page.keyboard.type("想看中试线。")
    when = timezone.localtime() + timedelta(days=3)
    page.get_by_label("时间 1").fill(when.strftime("%Y-%m-%dT%H:%M"))
    look(page, "enquiry-meeting")
    page.get_by_role("button", name="发送").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    sign_in(listing.author)
    visit(Enquiry.objects.get().get_absolute_url())
    look(page, "enquiry-times")
    page.get_by_role("button", name="就这个时间").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    look(page, "enquiry-agreed")
    assert Enquiry.objects.get().meeting_at
    visit(f"/enquiries/{Enquiry.objects.get().pk}/decline/")
    look(page, "enquiry-decline")
    look(visit(f"/en/enquiries/{Enquiry.objects.get().pk}/"), "enquiry-agreed-en")


def test_a_public_answer_stands_on_the_page(sign_in, visit, page, listing):
    sign_in(person(Role.FIRM_MEMBER))
    visit(f"/listings/{listing.number}/ask/")
    page.get_by_label("内容").fill("6 μm 铜箔上试过吗？")
    page.get_by_label("公开提问").check()
    page.get_by_role("button", name="发送").click()
    sign_in(listing.author)
    visit(Enquiry.objects.get().get_absolute_url())
    page.get_by_label("内容").fill("还没有，9 μm 有检测报告。")
    page.get_by_role("button", name="答复").click()

    look(visit(listing.get_absolute_url()), "listing-answered")
    expect(page.get_by_text("还没有，9 μm 有检测报告。")).to_be_visible()
