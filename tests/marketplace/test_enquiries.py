"""Ask, answer, ask again, close: the whole table, and what either side sees."""

import pytest
from django.urls import reverse

from accounts.models import Role
from core.errors import PermissionDenied, ValidationError, WrongState
from core.models import AuditEvent, Chain, OutboxMessage
from core.workflow import apply
from marketplace import workflow
from marketplace.models import Enquiry, Message
from marketplace.services import enquiries
from tests.factories import EnquiryFactory, ListingFactory, MembershipFactory, OrganisationFactory
from tests.marketplace.conftest import forget

pytestmark = pytest.mark.django_db

Status = Enquiry.Status
ASKERS = {
    "enquiry.ask_again",
    "enquiry.ask_meeting",
    "enquiry.ask_disclosure",
    "enquiry.close",
    "enquiry.agree_time",
}
OWNERS = {
    "enquiry.answer",
    "enquiry.note_reply",
    "enquiry.close",
    "enquiry.agree_time",
    "enquiry.propose_times",
    "enquiry.decline",
}


@pytest.fixture
def listing(db):
    return ListingFactory(public=True)


def ask(listing, firm_member, text="能用于 6 μm 吗？"):
    place = firm_member.roles_in_force[0].organisation
    return enquiries.ask(listing.pk, text, organisation=place, actor=firm_member)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("arrow", workflow.ENQUIRY, ids=lambda t: t.action)
def test_every_state_and_action(arrow, status):
    enquiry = EnquiryFactory(status=status)
    actor = enquiry.listing.author if arrow.action in OWNERS else enquiry.asker

    if status in arrow.sources:
        apply(arrow, enquiry, actor=actor)
        assert enquiry.status == arrow.target
        assert AuditEvent.objects.get().action == arrow.action
    else:
        with pytest.raises(WrongState):
            apply(arrow, enquiry, actor=actor)
        assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("arrow", workflow.ENQUIRY, ids=lambda t: t.action)
def test_nobody_else_moves_it(arrow, role, request):
    enquiry = EnquiryFactory()

    with pytest.raises(PermissionDenied):
        apply(arrow, enquiry, actor=request.getfixturevalue(role))

    assert Enquiry.objects.get().status == Status.OPEN
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("arrow", workflow.ENQUIRY, ids=lambda t: t.action)
def test_each_side_has_its_own_acts(arrow):
    enquiry = EnquiryFactory()
    place = enquiry.listing.organisation
    office = MembershipFactory(role=Role.RESEARCH_OFFICE, organisation=place).user

    assert arrow.allowed(enquiry.asker, enquiry) is (arrow.action in ASKERS)
    assert arrow.allowed(enquiry.listing.author, enquiry) is (arrow.action in OWNERS)
    assert arrow.allowed(office, enquiry) is (arrow.action in OWNERS)


def test_asking_begins_a_chain_and_tells_the_owner(listing, firm_member):
    enquiry = ask(listing, firm_member)

    assert enquiry.chain.title == listing.title
    assert [*AuditEvent.objects.filter(chain=enquiry.chain).values_list("action", flat=True)] == [
        "chain.start",
        "enquiry.ask",
    ]
    assert listing.title in listing.author.notices.get().title
    assert not firm_member.notices.exists()
    assert not OutboxMessage.objects.exclude(topic="notices").exists()


def test_the_two_sides_take_turns(listing, firm_member):
    enquiry = ask(listing, firm_member)

    enquiries.answer(enquiry.pk, "可以，见检测报告。", actor=listing.author)
    enquiries.ask_again(enquiry.pk, "价格？", actor=firm_member)

    assert Enquiry.objects.get().status == Status.OPEN
    assert [*Message.objects.values_list("from_owner", flat=True)] == [False, True, False]
    assert firm_member.notices.count() == 1
    assert listing.author.notices.count() == 2


def test_the_owners_side_does_not_ask_itself(listing):
    colleague = MembershipFactory(organisation=listing.organisation, role=Role.RESEARCHER).user

    for who in (listing.author, colleague):
        with pytest.raises(PermissionDenied):
            enquiries.ask(listing.pk, "？", organisation=listing.organisation, actor=who)

    assert not Chain.objects.exists()


def test_nobody_asks_for_a_place_that_is_not_theirs_or_not_confirmed(listing, firm_member):
    waiting = MembershipFactory(organisation=OrganisationFactory(pending=True))

    for who, place in (
        (firm_member, OrganisationFactory()),
        (waiting.user, waiting.organisation),
    ):
        with pytest.raises(PermissionDenied):
            enquiries.ask(listing.pk, "？", organisation=place, actor=who)

    assert not Enquiry.objects.exists()


def test_a_second_question_goes_into_the_first_enquiry(listing, firm_member):
    first = ask(listing, firm_member)
    with pytest.raises(ValidationError, match="追问"):
        ask(listing, firm_member)
    enquiries.close(first.pk, actor=firm_member)

    assert ask(listing, firm_member).pk != first.pk


def test_what_is_not_public_cannot_be_asked_about(firm_member):
    with pytest.raises(WrongState):
        ask(ListingFactory(), firm_member)

    assert not Chain.objects.exists()


def test_twenty_a_day_and_no_more(firm_member, monkeypatch):
    monkeypatch.setattr(enquiries, "A_DAY", 2)
    for _n in range(2):
        ask(ListingFactory(public=True), firm_member)

    with pytest.raises(ValidationError, match="2"):
        ask(ListingFactory(public=True), firm_member)

    assert Enquiry.objects.count() == 2


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_question_or_answer_leaves_no_trace(listing, firm_member, text):
    with pytest.raises(ValidationError):
        ask(listing, firm_member, text=text)
    assert not Chain.objects.exists()
    enquiry = ask(listing, firm_member)
    forget()

    with pytest.raises(ValidationError):
        enquiries.answer(enquiry.pk, text, actor=listing.author)

    assert Enquiry.objects.get().status == Status.OPEN
    assert not AuditEvent.objects.exists()


def test_pages_from_question_to_answer(client, listing, firm_member):
    place = firm_member.roles_in_force[0].organisation
    client.force_login(firm_member)
    asked = client.post(
        reverse("marketplace:ask", args=[listing.number]),
        {"organisation": place.pk, "text": "能用于 6 μm 吗？"},
        follow=True,
    )
    client.force_login(listing.author)
    page = reverse("marketplace:enquiry", args=[Enquiry.objects.get().pk])
    client.post(page, {"text": "可以，见检测报告。"})
    client.force_login(firm_member)
    answered = client.get(page).content.decode()

    assert "能用于 6 μm 吗？" in asked.content.decode()
    assert "可以，见检测报告。" in answered
    assert "提出咨询" in answered
    assert "答复咨询" in answered


def test_pages_ask_a_bounded_number_of_questions(
    client, listing, firm_member, django_assert_max_num_queries, settings
):
    settings.USERSESSIONS_TRACK_ACTIVITY = False  # five more, of every page
    listing.save_revision(changed=False)
    enquiry = ask(listing, firm_member)
    for _n in range(15):
        ask(ListingFactory(public=True), firm_member)
        enquiries.answer(enquiry.pk, "又及。", actor=listing.author)

    client.get(listing.get_absolute_url())
    with django_assert_max_num_queries(12):
        client.get(listing.get_absolute_url())
    client.force_login(firm_member)
    with django_assert_max_num_queries(12):
        client.get(reverse("marketplace:enquiries"))
    with django_assert_max_num_queries(13):  # one of them for the block
        client.get(enquiry.get_absolute_url())
