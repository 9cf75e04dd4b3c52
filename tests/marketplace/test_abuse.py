"""Report to the bureau, block a firm."""

import pytest
from django.urls import reverse

from core.errors import PermissionDenied, ValidationError
from core.models import AuditEvent
from marketplace.models import Block, Enquiry, Report
from marketplace.services import abuse, enquiries
from tests.factories import EnquiryFactory, ListingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def enquiry(firm_member):
    return EnquiryFactory(
        asker=firm_member, organisation=firm_member.roles_in_force[0].organisation
    )


def test_either_side_tells_the_section_once(enquiry, section_staff):
    for who in (enquiry.asker, enquiry.listing.author):
        abuse.report_enquiry(enquiry.pk, "索要好处费", actor=who)
        with pytest.raises(ValidationError):
            abuse.report_enquiry(enquiry.pk, "再说一次", actor=who)

    assert Report.objects.count() == 2
    assert "索要好处费" in section_staff.notices.first().body
    assert Enquiry.objects.get().status == Enquiry.Status.OPEN


def test_a_blocked_firm_asks_that_owner_no_more(enquiry, firm_member):
    listing = enquiry.listing
    abuse.report_enquiry(enquiry.pk, "推销", is_blocked=True, actor=listing.author)
    assert Enquiry.objects.get().status == Enquiry.Status.CLOSED
    other = ListingFactory(public=True, organisation=listing.organisation)

    for one in (listing, other):
        with pytest.raises(ValidationError, match="不再接受"):
            enquiries.ask(one.pk, "？", organisation=enquiry.organisation, actor=firm_member)

    elsewhere = ListingFactory(public=True)
    assert enquiries.ask(
        elsewhere.pk, "？", organisation=enquiry.organisation, actor=firm_member
    ).pk


def test_who_may_not_leaves_no_trace(enquiry, broker):
    for who, blocks in ((broker, False), (enquiry.asker, True)):
        with pytest.raises(PermissionDenied):
            abuse.report_enquiry(enquiry.pk, "x", is_blocked=blocks, actor=who)
    with pytest.raises(ValidationError):
        abuse.report_enquiry(enquiry.pk, " ", actor=enquiry.asker)

    assert not Report.objects.exists()
    assert not Block.objects.exists()
    assert not AuditEvent.objects.exists()


def test_pages_and_the_sections_list(client, enquiry, section_staff):
    client.force_login(enquiry.listing.author)
    page = reverse("marketplace:enquiry_report", args=[enquiry.pk])
    assert page in client.get(enquiry.get_absolute_url()).content.decode()
    client.post(page, {"text": "反复推销", "is_blocked": "on"})
    client.force_login(section_staff)

    told = client.get(reverse("marketplace:reports")).content.decode()

    assert "反复推销" in told
    assert Block.objects.get().firm == enquiry.organisation
