"""A unit answers a public need, the firm agrees, and only then is named: by mouse, by keys."""

import pytest
from playwright.sync_api import expect

from accounts.models import Role
from cms import site
from marketplace.models import Enquiry, Offer
from tests.e2e.browser import look
from tests.e2e.hands import Keys, Mouse
from tests.factories import ListingFactory, NeedFactory, RegionFactory
from tests.parts.people import person


@pytest.fixture
def need(transactional_db):
    site.set_up()
    firm = person(Role.FIRM_MEMBER)
    return NeedFactory(
        status="open",
        author=firm,
        organisation=firm.organisations().get(),
        region=RegionFactory(),
    )


@pytest.mark.parametrize("hand", [Mouse, Keys])
def test_from_a_public_need_to_an_enquiry(hand, visit, page, sign_in, need):
    hands, seen = hand(page), hand is Mouse
    solver = person(Role.RESEARCHER)
    unit = solver.organisations().get()
    listing = ListingFactory(public=True, author=solver, organisation=unit)
    firm = need.organisation.shown_name

    def shown(name):
        if seen:
            look(page, f"offer-{name}")

    sign_in(solver)
    visit("/needs/")
    hands.follow("降低玻纤拉丝断头率")
    shown("need")
    hands.follow("我有办法")
    hands.write("解决思路", "漏板分区温控，断头下降四成。")
    hands.choose("对应的成果", listing.title)
    shown("form")
    hands.follow("发送")
    expect(page.get_by_text(firm)).to_have_count(0)
    shown("made")

    sign_in(need.author)
    visit(need.get_absolute_url())
    shown("received")
    hands.follow(unit.shown_name)
    shown("decide")
    hands.follow("同意对接")
    assert Offer.objects.get().status == Offer.Status.ACCEPTED
    shown("accepted")

    sign_in(solver)
    visit("/needs/offers/")
    shown("mine")
    hands.follow("降低玻纤拉丝断头率")
    expect(page.get_by_text(firm).first).to_be_visible()
    hands.follow("看咨询往来")
    assert Enquiry.objects.get().chain == need.chain
    if seen:
        visit("/en" + Offer.objects.get().get_absolute_url())
        shown("en")


def test_a_report_is_closed_and_a_block_lifted(visit, page, sign_in, need):
    listing = ListingFactory(public=True)
    asker = need.author
    sign_in(asker)
    hands = Mouse(page)
    visit(f"/listings/{listing.number}/ask/")
    hands.write("内容", "买设备吗？")
    hands.follow("发送")
    enquiry = Enquiry.objects.get()

    sign_in(listing.author)
    visit(enquiry.get_absolute_url())
    hands.follow("举报或屏蔽")
    hands.write("说明", "反复推销设备。")
    hands.tick("屏蔽这家单位")
    look(page, "report-form")
    hands.follow("发送")
    look(page, "report-made")

    sign_in(person(Role.SECTION_STAFF))
    visit("/desk/reports/")
    look(page, "reports")
    hands.follow("处理")
    hands.tick("已劝导")
    hands.write("处理说明", "已与双方联系，对方不再推销。")
    look(page, "report-close")
    hands.follow("办结")
    look(page, "reports-closed")
    visit("/desk/declines/")
    look(page, "declines-none")

    sign_in(listing.author)
    visit("/enquiries/blocks/")
    look(page, "blocks")
    hands.follow("解除屏蔽")
    expect(page.get_by_text("没有屏蔽任何单位")).to_be_visible()
    look(page, "blocks-none")
