"""The ways into the achievements: counts that are right, lists that hold what they say."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from core.classifications import Industry
from marketplace import browsing
from tests.factories import ListingFactory, OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db


def counts(places):
    return {str(place.label): place.count for place in places if place.count}


def test_only_what_is_public_is_counted():
    unit = OrganisationFactory(name="示例大学（示例）", kind="university")
    ListingFactory.create_batch(2, public=True, industry="steel", organisation=unit)
    ListingFactory(public=True, industry="food", organisation=unit)
    ListingFactory(industry="food", organisation=unit)

    assert counts(browsing.by_industry()) == {"钢铁": 2, "食品": 1}
    assert len(browsing.by_industry()) == len(Industry)
    assert counts(browsing.by_unit()) == {"示例大学（示例）": 3}
    assert counts(browsing.by_region()) == {"浔阳区": 3}


def test_units_are_named_in_the_language_of_the_reader(client):
    unit = OrganisationFactory(name="示例大学（示例）", name_en="Example University")
    ListingFactory(public=True, organisation=unit)

    here = client.get(reverse("marketplace:achievements")).content.decode()
    abroad = client.get(f"/en{reverse('marketplace:achievements')}").content.decode()

    assert "<b>示例大学（示例）</b>" in here
    assert "<b>Example University</b>" in abroad


def test_a_county_holds_what_lies_in_its_zones(client):
    county = RegionFactory()
    zone = RegionFactory(code="3604Z98", gb_code=None, kind="zone", county=county)
    inside = ListingFactory(public=True, region=zone, title="区内的成果")

    page = client.get(reverse("marketplace:by_region", args=[county.pk])).content.decode()

    assert inside.title in page


@pytest.mark.parametrize("way", ["industry", "unit", "region"])
def test_a_list_holds_its_own_and_no_drafts(client, way, django_assert_max_num_queries):
    others = ListingFactory.create_batch(25, public=True, organisation=OrganisationFactory())
    mine = ListingFactory(public=True, title="这一项", organisation=others[0].organisation)
    other = ListingFactory(
        public=True, title="另一项", industry="ai", region=RegionFactory(code="360404")
    )
    draft = ListingFactory(title="草稿里的", organisation=mine.organisation)
    key = {"industry": mine.industry, "unit": mine.organisation_id, "region": mine.region_id}[way]
    address = reverse(f"marketplace:by_{way}", args=[key])
    client.get(address)

    with django_assert_max_num_queries(12):
        page = client.get(address).content.decode()

    assert mine.title in page
    assert other.title not in page
    assert draft.title not in page


@pytest.mark.parametrize("way", ["industry", "unit", "region"])
def test_what_nobody_confirmed_is_listed_only_where_it_is_asked_for(client, way):
    fresh = ListingFactory(public=True, title="确认过的")
    stale = ListingFactory(
        public=True,
        title="久未确认的",
        organisation=fresh.organisation,
        stale_since=timezone.localdate(),
    )
    key = {"industry": fresh.industry, "unit": fresh.organisation_id, "region": fresh.region_id}
    address = reverse(f"marketplace:by_{way}", args=[key[way]])

    unasked = client.get(address).content.decode()
    asked = client.get(f"{address}?stale=with").content.decode()

    assert fresh.title in unasked
    assert stale.title not in unasked
    assert {fresh.title, stale.title} <= {*re.findall("确认过的|久未确认的", asked)}
    assert "逾期未确认" in asked
    assert counts(browsing.by_unit()) == {str(fresh.organisation): 1}


def test_a_unit_with_nothing_but_stale_offers_keeps_its_page(client):
    stale = ListingFactory(public=True, stale_since=timezone.localdate())
    address = reverse("marketplace:by_unit", args=[stale.organisation_id])

    assert stale.title in client.get(f"{address}?stale=with").content.decode()


def test_the_index_asks_a_bounded_number_of_questions(client, django_assert_max_num_queries):
    ListingFactory.create_batch(5, public=True)
    client.get(reverse("marketplace:achievements"))

    with django_assert_max_num_queries(12):
        client.get(reverse("marketplace:achievements"))


@pytest.mark.parametrize(
    ("name", "key"),
    [("by_industry", "mining"), ("by_unit", 999_999), ("by_region", "999999")],
)
def test_what_is_nowhere_is_not_found(client, name, key):
    assert client.get(reverse(f"marketplace:{name}", args=[key])).status_code == 404
