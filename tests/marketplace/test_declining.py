"""How often each reason was given, against the same counted one by one."""

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.urls import reverse
from django.utils import timezone

from marketplace import declining
from marketplace.models import Enquiry, Offer
from marketplace.models.parts import DeclineReason
from tests.factories import (
    EnquiryFactory,
    ListingFactory,
    NeedFactory,
    OfferFactory,
    OrganisationFactory,
    RegionFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 30)


def at(day, hour=12):
    return datetime.combine(day, datetime.min.time(), timezone.get_current_timezone()).replace(
        hour=hour
    )


def declined(listing, reason, day, hour=12):
    return EnquiryFactory(
        listing=listing, status="declined", reason=reason, declined_at=at(day, hour)
    )


def counted(rows):
    return {str(row.label): (row.enquiries, row.offers) for row in rows}


def test_every_reason_has_a_row_and_a_period_its_first_and_last_day(section_staff):
    listing = ListingFactory(public=True)
    since, until = declining.span("quarter", TODAY)
    assert (until - since).days == 89
    for day, hour in ((since, 0), (until, 23)):
        declined(listing, "science", day, hour)
    declined(listing, "science", since - timedelta(days=1), 23)
    declined(listing, "science", until + timedelta(days=1), 0)

    rows = counted(declining.reasons(section_staff, since, until))

    assert [*rows] == [str(label) for label in DeclineReason.labels]
    assert rows["技术上有疑问"] == (2, 0)
    assert sum(one for one, _two in rows.values()) == 2


def test_spans_of_years():
    assert declining.span("year", TODAY) == (date(2026, 1, 1), TODAY)
    assert declining.span("last_year", TODAY) == (date(2025, 1, 1), date(2025, 12, 31))


def test_against_counting_one_by_one(section_staff, django_assert_num_queries):
    chance = Random(11)
    listings = [ListingFactory(public=True) for _unit in range(3)]
    since, until = date(2026, 1, 1), TODAY
    for _case in range(40):
        day = TODAY - timedelta(days=chance.randint(0, 400))
        reason = chance.choice(DeclineReason.values)
        declined(chance.choice(listings), reason, day)
        status = chance.choice(Offer.Status.values)
        OfferFactory(
            status=status,
            reason=reason if status == "declined" else "",
            decided_at=at(day) if status in {"declined", "accepted"} else None,
        )
    EnquiryFactory(listing=listings[0])

    with django_assert_num_queries(5):  # one of them for the roles of who reads
        rows = declining.reasons(section_staff, since, until)
        units = declining.units(section_staff, since, until)

    def inside(moment):
        return moment is not None and since <= timezone.localdate(moment) <= until

    asked = [row for row in Enquiry.objects.all() if inside(row.declined_at)]
    offered = [
        row for row in Offer.objects.all() if row.status == "declined" and inside(row.decided_at)
    ]
    by_reason = Counter(row.reason for row in asked), Counter(row.reason for row in offered)
    assert [(row.enquiries, row.offers) for row in rows] == [
        (by_reason[0][code], by_reason[1][code]) for code in DeclineReason.values
    ]
    by_unit = Counter(row.listing.organisation.name for row in asked)
    assert {unit.name: unit.declined for unit in units} == by_unit


def test_a_county_counts_its_own(county_staff):
    county = county_staff.counties()[0]
    zone = RegionFactory(
        code="Z-1", gb_code=None, name="某区", kind="zone", parent=county.parent, county=county
    )
    elsewhere = RegionFactory(code="360402", name="濂溪区")
    for region in (county, zone, elsewhere):
        unit = OrganisationFactory(region=region)
        declined(ListingFactory(public=True, organisation=unit), "route", TODAY)
        OfferFactory(
            need=NeedFactory(region=region, status="open"),
            status="declined",
            reason="route",
            decided_at=at(TODAY),
        )

    rows = counted(declining.reasons(county_staff, TODAY, TODAY))

    assert rows["产业化路径不清楚"] == (2, 2)
    assert len(declining.units(county_staff, TODAY, TODAY)) == 2


def test_the_page_names_its_period_and_basis(client, section_staff):
    client.force_login(section_staff)
    page = reverse("marketplace:declines")
    assert "这段时间没有婉拒" in client.get(page).content.decode()
    listing = ListingFactory(public=True)
    declined(listing, "too_early", timezone.localdate())

    shown = client.get(page, {"period": "year"}).content.decode()

    since, until = declining.span("year", timezone.localdate())
    assert f"{since}～{until}，成果方婉拒咨询 1 项" in shown
    assert "口径：" in shown
    assert listing.organisation.name in shown
