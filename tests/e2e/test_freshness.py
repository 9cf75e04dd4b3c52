"""Half a year after an offer was confirmed its owner opens a link from the mail and answers."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from core.models import Notice
from marketplace.models import Listing
from marketplace.services import freshness
from tests.e2e.browser import look
from tests.e2e.hands import send
from tests.factories import ListingFactory


@pytest.fixture
def asked(transactional_db):
    """Public, and its owner has just been asked whether it still stands."""
    day = timezone.localdate() - timedelta(days=180)
    listing = ListingFactory(public=True, confirmed_on=day)
    listing.live_revision = listing.latest_revision = listing.save_revision(user=listing.author)
    listing.save()
    freshness.ask_owners()
    return Listing.objects.get(pk=listing.pk)


def link(listing):
    body = Notice.objects.filter(recipient=listing.author).latest("id").body
    return body[body.index("/listings/confirm/") :].split()[0]


def press(page, name):
    send(page.get_by_role("button", name=name))


def test_an_offer_is_confirmed_by_a_link_that_works_once(visit, asked):
    address = link(asked)
    page = visit(address)
    look(page, "freshness-asked")

    press(page, "仍然有效")
    look(page, "freshness-answered")

    assert Listing.objects.get(pk=asked.pk).confirmed_on == timezone.localdate()
    page = visit(address)
    expect(page.get_by_role("button", name="仍然有效")).to_have_count(0)
    page = visit(asked.get_absolute_url())
    assert f"{timezone.localdate():%Y-%m-%d} 确认有效" in page.content()
    for name, prefix in (("public", ""), ("public-en", "/en")):
        look(visit(prefix + asked.get_absolute_url()), f"freshness-{name}")


def test_an_offer_is_taken_down_by_the_link(visit, asked):
    page = visit(f"/en{link(asked)}")
    look(page, "freshness-asked-en")

    press(page, "Take down")

    assert not Listing.objects.get(pk=asked.pk).live
    look(page, "freshness-taken-down-en")
    assert page.goto(page.url.split("/en/")[0] + asked.get_absolute_url()).status == 404
