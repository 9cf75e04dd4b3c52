"""The demo's agreements, offers and reports: each as a real one would stand."""

from collections import Counter

import pytest

from accounts.models import User
from core.models import AuditEvent, Delivery
from marketplace.demo_dealings import KINDS, load_demo_dealings
from marketplace.demo_enquiries import load_demo_enquiries
from marketplace.demo_needs import load_demo_needs
from marketplace.models import (
    Agreement,
    Enquiry,
    FileView,
    Listing,
    Need,
    Offer,
    Report,
    Tier,
)
from marketplace.permissions import may_open


@pytest.fixture
def loaded(demo_listings):
    load_demo_enquiries()
    load_demo_needs()
    return load_demo_dealings()


def test_they_stand_in_every_state_and_load_once(loaded):
    acts = AuditEvent.objects.count()

    assert loaded == 8
    assert Counter(Agreement.objects.values_list("status", flat=True)) == {
        "in_force": 1,
        "offered": 1,
    }
    assert Counter(Offer.objects.values_list("status", flat=True)) == {
        "offered": 2,
        "accepted": 1,
        "declined": 1,
    }
    assert Counter(Report.objects.values_list("outcome", flat=True)) == {"upheld": 1, "": 1}
    assert not Delivery.objects.filter(notice__kind__in=KINDS).exists()
    assert (load_demo_dealings(), AuditEvent.objects.count()) == (0, acts)


def test_the_demo_s_firm_reads_in_confidence_and_its_researcher_sees_that(loaded):
    firm, researcher = (User.objects.get(phone=f"139000000{number}") for number in (13, 12))
    listing = Listing.objects.get(external_id="demo-electronics-4")

    views = FileView.objects.of_owner(researcher)

    assert may_open(firm, listing, Tier.CONFIDENTIAL)
    assert [view.viewer for view in views] == [firm, firm]
    assert {view.file.listing for view in views} == {listing}


def test_what_was_ended_before_they_came_is_left_alone(demo_listings):
    load_demo_enquiries()
    load_demo_needs()
    Enquiry.objects.update(status=Enquiry.Status.CLOSED)
    Need.objects.update(title="改了名")

    assert load_demo_dealings() == 2
    assert not Agreement.objects.exists()
    assert not Offer.objects.exists()
