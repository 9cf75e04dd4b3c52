"""An enquiry is its firm's: who acts for the firm today reads it and goes on with it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Role, User
from core.errors import PermissionDenied
from core.models import AuditEvent
from marketplace.models import Agreement, Enquiry, Message, Slot
from marketplace.services import abuse, disclosure, enquiries, meetings
from tests.factories import (
    AgreementFactory,
    EnquiryFactory,
    MembershipFactory,
    OrganisationFactory,
)
from tests.marketplace.conftest import forget
from tests.marketplace.test_disclosure import address, filed

pytestmark = pytest.mark.django_db


@pytest.fixture
def enquiry(firm_member):
    return EnquiryFactory(asker=firm_member, kind="disclosure")


@pytest.fixture
def colleague(enquiry):
    return MembershipFactory(organisation=enquiry.organisation).user


def left(user):
    """The person as of today, with every membership ended."""
    Membership.objects.filter(user=user).update(status="ended")
    return User.objects.get(pk=user.pk)


def pages(enquiry, agreement):
    number = enquiry.listing.number
    [entry] = type(enquiry.listing).objects.get(pk=enquiry.listing_id).attachments
    return {
        "thread": enquiry.get_absolute_url(),
        "agreement": agreement.get_absolute_url(),
        "file": reverse("marketplace:file", args=[number, entry["file"]]),
    }


def codes(client, user, addresses):
    client.force_login(user)
    return {name: client.get(url).status_code for name, url in addresses.items()}


def test_who_left_the_firm_sees_it_no_more_and_a_colleague_does(client, enquiry, colleague):
    filed(enquiry.listing)
    agreement = AgreementFactory(enquiry=enquiry, status="in_force")
    addresses = pages(enquiry, agreement)
    asker = enquiry.asker
    for who in (asker, colleague):
        assert codes(client, who, addresses) == {"thread": 200, "agreement": 200, "file": 200}

    asker = left(asker)

    assert codes(client, asker, addresses) == {"thread": 404, "agreement": 404, "file": 403}
    assert (
        enquiry.listing.title not in client.get(reverse("marketplace:enquiries")).content.decode()
    )
    assert client.post(addresses["thread"], {"text": "还在"}).status_code == 404
    assert codes(client, colleague, addresses) == {"thread": 200, "agreement": 200, "file": 200}
    for rows in (Enquiry.objects, Message.objects, Slot.objects, Agreement.objects):
        assert not rows.visible_to(asker).exists()


def test_who_left_does_nothing_in_its_name(enquiry, colleague):
    offered = AgreementFactory(enquiry=enquiry)
    slot = Slot.objects.create(
        enquiry=enquiry, from_owner=True, starts_at=timezone.now() + timedelta(days=2)
    )
    asker = left(enquiry.asker)
    signed = {"signatory": "示例总", "signatory_post": "", "is_authorised": True}

    for act in (
        lambda: enquiries.ask_again(enquiry.pk, "还在", actor=asker),
        lambda: enquiries.close(enquiry.pk, actor=asker),
        lambda: meetings.agree_time(enquiry.pk, slot.pk, actor=asker),
        lambda: abuse.report_enquiry(enquiry.pk, "索要", actor=asker),
        lambda: disclosure.sign_agreement(offered.pk, **signed, ip_address=None, actor=asker),
    ):
        with pytest.raises(PermissionDenied):
            act()

    assert not Message.objects.exists()
    assert not AuditEvent.objects.exists()


def test_a_colleague_goes_on_with_it_and_the_trail_says_who(client, enquiry, colleague):
    offered = AgreementFactory(enquiry=enquiry)
    left(enquiry.asker)
    client.force_login(colleague)
    listed = client.get(reverse("marketplace:enquiries"), {"side": "asked"}).content.decode()
    assert enquiry.get_absolute_url() in listed

    client.post(enquiry.get_absolute_url(), {"text": "由我接手。"})
    client.post(
        offered.get_absolute_url(),
        {"signatory": "示例总", "signatory_post": "总经理", "is_authorised": "on"},
    )

    said = Message.objects.get()
    assert (said.author, said.from_owner) == (colleague, False)
    assert Agreement.objects.get().signed_by == colleague
    assert {*AuditEvent.objects.values_list("action", "actor")} >= {
        ("enquiry.ask_again", colleague.pk),
        ("agreement.sign", colleague.pk),
    }


def test_another_firm_and_an_ended_colleague_do_not_see_it(client, enquiry, colleague):
    stranger = MembershipFactory(organisation=OrganisationFactory()).user
    for who in (stranger, left(colleague)):
        client.force_login(who)
        assert client.get(enquiry.get_absolute_url()).status_code == 404


def test_who_also_answers_for_the_owner_speaks_for_the_owner(enquiry):
    office = MembershipFactory(
        role=Role.RESEARCH_OFFICE, organisation=enquiry.listing.organisation
    ).user
    MembershipFactory(user=office, organisation=enquiry.organisation)

    with pytest.raises(PermissionDenied):
        enquiries.ask_again(enquiry.pk, "？", actor=office)
    assert enquiries.answer(enquiry.pk, "可以。", actor=office)


def test_answers_go_to_who_wrote_for_the_firm_and_is_still_there(enquiry, colleague):
    idle = MembershipFactory(organisation=enquiry.organisation).user
    enquiries.ask_again(enquiry.pk, "价格？", actor=colleague)
    owner, asker = enquiry.listing.author, enquiry.asker
    enquiries.answer(enquiry.pk, "面谈。", actor=owner)
    assert [who.notices.count() for who in (asker, colleague, idle)] == [1, 1, 0]

    left(asker)
    enquiries.answer(enquiry.pk, "又及。", actor=owner)

    assert [who.notices.count() for who in (asker, colleague, idle)] == [1, 2, 0]


def test_where_nobody_is_left_who_wrote_its_administrators_are_told(enquiry, colleague):
    head = MembershipFactory(organisation=enquiry.organisation, is_administrator=True).user
    left(enquiry.asker)

    enquiries.answer(enquiry.pk, "面谈。", actor=enquiry.listing.author)

    assert [who.notices.count() for who in (enquiry.asker, colleague, head)] == [0, 0, 1]


def test_an_enquiry_of_a_firm_that_was_left_is_no_bar_to_a_new_one(client, enquiry):
    Membership.objects.filter(user=enquiry.asker).update(status="ended")
    place = MembershipFactory(user=enquiry.asker).organisation
    asker = User.objects.get(pk=enquiry.asker_id)
    client.force_login(asker)
    assert client.get(reverse("marketplace:ask", args=[enquiry.listing.number])).status_code == 200

    again = enquiries.ask(enquiry.listing_id, "换了单位再问", organisation=place, actor=asker)

    assert again.pk != enquiry.pk


def test_nobody_closes_a_report_about_what_they_once_asked(section_staff):
    enquiry = EnquiryFactory(asker=section_staff, organisation=OrganisationFactory())
    report = abuse.report_enquiry(enquiry.pk, "索要好处费", actor=enquiry.listing.author)
    Membership.objects.filter(organisation=enquiry.organisation).update(status="ended")
    forget()

    with pytest.raises(PermissionDenied):
        abuse.close_report(
            report.pk,
            outcome="upheld",
            answer="已约谈。",
            actor=User.objects.get(pk=section_staff.pk),
        )


def test_files_open_for_the_firm_and_the_ledger_names_the_person(client, enquiry, colleague):
    row = filed(enquiry.listing)
    agreement = AgreementFactory(enquiry=enquiry, status="in_force")
    client.force_login(colleague)
    assert client.get(address(row)).status_code == 200

    assert agreement.views.get().viewer == colleague
