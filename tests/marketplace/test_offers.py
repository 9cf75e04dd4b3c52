"""Answer a public need; the firm stays unnamed until it agrees; the whole table."""

import pytest
from django.urls import reverse

from accounts.models import Organisation, Role
from core.chains import timeline
from core.errors import PermissionDenied, ValidationError, WrongState
from core.models import AuditEvent
from core.workflow import apply
from marketplace import offer_workflow as workflow
from marketplace.models import Enquiry, Need, Offer
from marketplace.services import abuse, enquiries, needs, offers
from tests.factories import (
    ListingFactory,
    MembershipFactory,
    NeedFactory,
    OfferFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.parts.people import person

pytestmark = pytest.mark.django_db

Status = Offer.Status
FIRM = "江畔玻纤（示例）有限公司"


@pytest.fixture
def need():
    author = UserFactory(name="何经理", phone="13900000755", phone_verified=True)
    return NeedFactory(status=Need.Status.OPEN, author=author, company=FIRM, contact="何经理")


def place_of(user):
    return user.roles_in_force[0].organisation


def make(need, who, **facts):
    said = {"text": "漏板分区温控，已在两条线上用过。", "organisation": place_of(who), **facts}
    return offers.make_offer(need.pk, said.pop("text"), **said, actor=who)


def page_of(client, who, row):
    client.force_login(who)
    return client.get(row.get_absolute_url()).content.decode()


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("arrow", workflow.OFFER, ids=lambda t: t.action)
def test_every_state_and_action(arrow, status, need):
    offer = OfferFactory(need=need, status=status)
    actor = offer.author if arrow.action == "offer.withdraw" else need.author
    changes = {"reason": "route"} if arrow.action == "offer.decline" else {}

    if status in arrow.sources:
        apply(arrow, offer, actor=actor, changes=changes)
        assert Offer.objects.get().status == arrow.target
        assert AuditEvent.objects.get().chain == need.chain
    else:
        with pytest.raises(WrongState):
            apply(arrow, offer, actor=actor, changes=changes)
        assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("arrow", workflow.OFFER, ids=lambda t: t.action)
def test_nobody_else_moves_it(arrow, role, request):
    offer = OfferFactory()

    with pytest.raises(PermissionDenied):
        apply(arrow, offer, actor=request.getfixturevalue(role))

    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("role", Role)
def test_units_and_brokers_answer_and_nobody_else(role, need, request):
    who = request.getfixturevalue(role)
    solvers = {
        Role.RESEARCHER,
        Role.RESEARCH_OFFICE,
        Role.FIRM_MEMBER,
        Role.BROKER,
        Role.AGENCY_HEAD,
    }

    if role in solvers:
        assert make(need, who).chain == need.chain
    else:
        with pytest.raises(PermissionDenied):
            make(need, who)
        assert not AuditEvent.objects.exists()


def test_who_left_it_and_its_own_unit_do_not_answer(firm_member, researcher):
    need = NeedFactory(status="open", organisation=place_of(firm_member))
    with pytest.raises(PermissionDenied):
        make(need, firm_member)
    need = NeedFactory(status="open", author=researcher)
    with pytest.raises(PermissionDenied):
        make(need, researcher)
    pending = MembershipFactory(
        role=Role.RESEARCHER, organisation=OrganisationFactory(pending=True)
    )
    with pytest.raises(PermissionDenied):
        offers.make_offer(need.pk, "x", organisation=pending.organisation, actor=pending.user)

    assert not Offer.objects.exists()


def test_the_firm_and_its_desk_hear_of_it_and_a_text_message_leads_there(
    need, researcher, firm_member, section_staff
):
    make(need, researcher)
    assert need.links.count() == 1

    assert need.author.notices.get().kind == "offer.made"
    assert section_staff.notices.get().kind == "offer.came"
    make(need, firm_member)
    assert need.links.count() == 1  # one message a day, however many answer


def test_only_what_is_public_once_a_unit_by_its_own_goods(need, researcher, firm_member):
    own = ListingFactory(public=True, organisation=place_of(researcher))
    with pytest.raises(PermissionDenied):
        make(need, researcher, listing=ListingFactory(public=True))
    with pytest.raises(PermissionDenied):
        make(need, researcher, listing=ListingFactory(organisation=place_of(researcher)))
    with pytest.raises(ValidationError):
        make(need, researcher, text=" ")
    first = make(need, researcher, listing=own)
    with pytest.raises(ValidationError, match="还在办理"):
        make(need, researcher)
    offers.withdraw_offer(first.pk, actor=researcher)
    make(need, researcher)
    needs.withdraw_need(need.pk, actor=need.author)

    with pytest.raises(WrongState):
        make(need, firm_member)
    with pytest.raises(WrongState):
        offers.accept_offer(Offer.objects.open().get().pk, actor=need.author)


def test_nobody_answers_without_end_in_a_day(researcher, monkeypatch):
    monkeypatch.setattr(offers, "A_DAY", 2)
    for _once in range(2):
        make(NeedFactory(status="open"), researcher)

    with pytest.raises(ValidationError, match="最多应答 2 项"):
        make(NeedFactory(status="open"), researcher)


def test_the_firm_is_unnamed_until_it_agrees(client, need, researcher):
    offer = make(need, researcher)
    before = page_of(client, researcher, offer)
    assert need.public_firm in before
    for hidden in (FIRM, "何经理", need.author.phone):
        assert hidden not in before
    assert timeline(need.chain, researcher) == []
    assert client.get(reverse("core:chain", args=[need.chain.number])).status_code == 404

    offers.accept_offer(offer.pk, "请先看现场。", actor=need.author)

    after = page_of(client, researcher, offer)
    for shown in (FIRM, "何经理", need.author.phone, "请先看现场。"):
        assert shown in after
    assert researcher.notices.get().kind == "offer.accepted"
    steps = [entry.event.action for entry in timeline(need.chain, researcher)]
    assert steps == ["offer.make", "offer.accept"]


def test_a_refusal_says_why_and_names_nobody(client, need, researcher):
    offer = make(need, researcher)
    with pytest.raises(ValidationError):
        offers.decline_offer(offer.pk, reason="other", actor=need.author)
    offers.decline_offer(offer.pk, reason="benefit", actor=need.author)

    shown = page_of(client, researcher, offer)
    assert "比现有方案好在哪里还不清楚" in shown
    assert FIRM not in shown
    assert "何经理" not in shown
    assert researcher.notices.get().kind == "offer.declined"
    assert timeline(need.chain, researcher) == []


def test_with_an_achievement_an_enquiry_begins_on_the_needs_chain(researcher, firm_member):
    need = NeedFactory(status="open", author=firm_member, organisation=place_of(firm_member))
    listing = ListingFactory(public=True, organisation=place_of(researcher), author=researcher)
    offer = make(need, researcher, listing=listing)

    offers.accept_offer(offer.pk, actor=firm_member)

    enquiry = Enquiry.objects.get()
    assert (enquiry.chain, enquiry.listing, enquiry.organisation) == (
        need.chain,
        listing,
        need.organisation,
    )
    assert need.number in enquiry.messages.get().text
    enquiries.answer(enquiry.pk, "好的，周三可以。", actor=researcher)
    steps = {entry.event.action for entry in timeline(need.chain, researcher)}
    assert {"offer.accept", "enquiry.ask", "enquiry.answer"} <= steps


def test_a_blocked_firm_agrees_and_no_enquiry_begins(researcher, firm_member):
    place = place_of(researcher)
    listing = ListingFactory(public=True, organisation=place, author=researcher)
    asked = enquiries.ask(listing.pk, "？", organisation=place_of(firm_member), actor=firm_member)
    abuse.report_enquiry(asked.pk, "推销", is_blocked=True, actor=researcher)
    need = NeedFactory(status="open", author=firm_member, organisation=place_of(firm_member))
    offer = make(need, researcher, listing=listing)

    offers.accept_offer(offer.pk, actor=firm_member)

    assert Offer.objects.get().status == Status.ACCEPTED
    assert Enquiry.objects.count() == 1


def test_pages_from_a_need_to_a_yes(client, need, researcher, section_staff):
    client.force_login(researcher)
    public = reverse("marketplace:public_need", args=[need.number])
    page = reverse("marketplace:offer_need", args=[need.number])
    assert page in client.get(public).content.decode()
    listing = ListingFactory(public=True, organisation=place_of(researcher))
    refused = client.post(page, {"organisation": place_of(researcher).pk, "text": ""})
    assert refused.status_code == 200
    sent = client.post(
        page,
        {"organisation": place_of(researcher).pk, "text": "分区温控。", "listing": listing.pk},
    )
    offer = Offer.objects.get()
    assert sent["Location"] == offer.get_absolute_url()
    assert need.title in client.get(reverse("marketplace:offers")).content.decode()

    client.force_login(section_staff)
    desk = client.get(reverse("marketplace:desk_need", args=[need.pk])).content.decode()
    assert offer.get_absolute_url() in desk

    client.force_login(need.author)
    assert offer.get_absolute_url() in client.get(need.get_absolute_url()).content.decode()
    asked = client.get(offer.get_absolute_url()).content.decode()
    assert reverse("marketplace:offer_accept", args=[offer.pk]) in asked
    client.post(reverse("marketplace:offer_accept", args=[offer.pk]), {"answer": ""})
    assert Offer.objects.get().status == Status.ACCEPTED
    declined = client.get(reverse("marketplace:offer_decline", args=[offer.pk]))
    assert declined.status_code == 409


def test_a_colleague_who_runs_the_office_reads_it_and_a_stranger_does_not(
    client, need, researcher
):
    offer = make(need, researcher)
    office = MembershipFactory(role=Role.RESEARCH_OFFICE, organisation=place_of(researcher)).user
    assert need.title in page_of(client, office, offer)
    client.force_login(person(Role.RESEARCHER))
    assert client.get(offer.get_absolute_url()).status_code == 404
    assert Organisation.objects.filter(offers=offer).exists()


def test_a_yes_with_a_word_that_is_too_long_is_not_yet_a_yes(client, need, researcher):
    offer = make(need, researcher)
    client.force_login(need.author)
    typed = "长" * 1001

    page = client.post(reverse("marketplace:offer_accept", args=[offer.pk]), {"answer": typed})

    assert page.status_code == 200
    assert typed in page.content.decode()
    assert page.context["form"].errors["answer"]
    assert Offer.objects.get().status == Status.OFFERED
