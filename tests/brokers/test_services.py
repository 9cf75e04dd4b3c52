"""Starting, moving, keeping deals: what each act writes, tells, refuses."""

import hashlib
from datetime import date

import pytest
from django.utils import timezone

from accounts.models import Role
from brokers import hooks, services
from brokers.models import Deal, LostReason, Stage, Step
from brokers.querysets import waiting_enquiries
from core.errors import PermissionDenied, ValidationError, WrongState
from core.models import AuditEvent, Notice
from marketplace.models import Enquiry
from tests.brokers.evidence import PDF, evidence, paper
from tests.factories import (
    DealFactory,
    EnquiryFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.parts.people import person

pytestmark = pytest.mark.django_db


def take(asked):
    return services.take_enquiry(asked.enquiry.pk, agency=asked.agency, actor=asked.broker)


def test_taking_an_enquiry_carries_it_on_its_own_chain(asked):
    deal = take(asked)

    enquiry = asked.enquiry
    assert deal.number == f"SJ-{timezone.localdate().year}-000001"
    assert (deal.chain, deal.enquiry, deal.status) == (enquiry.chain, enquiry, Stage.LEAD)
    assert (deal.seller, deal.buyer) == (enquiry.listing.organisation, enquiry.organisation)
    assert (deal.buyer_name, deal.broker) == (enquiry.organisation.name, asked.broker)
    assert deal.steps.get().after == Stage.LEAD
    event = AuditEvent.objects.get()
    assert (event.action, event.chain) == ("deal.take", enquiry.chain)
    told = Notice.objects.filter(kind="deal.taken").values_list("recipient", flat=True)
    assert set(told) == {enquiry.asker_id, enquiry.listing.author_id}


def test_who_carries_an_enquiry_may_read_it_and_nobody_else_of_the_agency(asked):
    colleague = MembershipFactory(role=Role.BROKER, organisation=asked.agency).user
    head = MembershipFactory(role=Role.AGENCY_HEAD, organisation=asked.agency).user
    assert not Enquiry.objects.visible_to(asked.broker).exists()

    take(asked)

    assert Enquiry.objects.visible_to(asked.broker).get() == asked.enquiry
    assert Enquiry.objects.visible_to(head).get() == asked.enquiry
    assert not Enquiry.objects.visible_to(colleague).exists()


def test_an_enquiry_is_carried_once_until_it_is_lost(asked):
    other = MembershipFactory(role=Role.BROKER, organisation__kind="agency")
    deal = take(asked)

    with pytest.raises(WrongState):
        services.take_enquiry(asked.enquiry.pk, agency=other.organisation, actor=other.user)
    services.lose(deal.pk, reason=LostReason.EARLY, actor=asked.broker)
    again = services.take_enquiry(asked.enquiry.pk, agency=other.organisation, actor=other.user)

    assert (again.broker, again.chain) == (other.user, deal.chain)


def test_a_closed_enquiry_is_not_taken(asked):
    Enquiry.objects.filter(pk=asked.enquiry.pk).update(status=Enquiry.Status.CLOSED)

    with pytest.raises(WrongState):
        take(asked)

    assert not Deal.objects.exists()


@pytest.mark.parametrize("side", ["asker", "its firm", "author", "its unit"])
def test_a_broker_stands_between_two_others(asked, side):
    """居间促成的是他人的交易."""
    enquiry = asked.enquiry
    places = {"its firm": enquiry.organisation, "its unit": enquiry.listing.organisation}
    if side in places:
        MembershipFactory(user=asked.broker, organisation=places[side])
    elif side == "asker":
        Enquiry.objects.filter(pk=enquiry.pk).update(asker=asked.broker)
    else:
        type(enquiry.listing).objects.filter(pk=enquiry.listing_id).update(author=asked.broker)

    with pytest.raises(PermissionDenied):
        take(asked)

    assert not Deal.objects.exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.BROKER}))
def test_only_a_broker_takes_or_starts(asked, role, request):
    actor = request.getfixturevalue(role)
    place = actor.memberships.get().organisation

    with pytest.raises(PermissionDenied):
        services.take_enquiry(asked.enquiry.pk, agency=place, actor=actor)
    with pytest.raises(PermissionDenied):
        services.start_deal({"title": "甲", "buyer_name": "乙"}, agency=place, actor=actor)

    assert not Deal.objects.exists()
    assert not AuditEvent.objects.exists()


def test_a_deal_starts_with_a_firm_that_has_no_account(asked):
    deal = services.start_deal(
        {"title": "再生切片色值控制", "buyer_name": "濂溪某纺织厂"},
        agency=asked.agency,
        actor=asked.broker,
    )

    assert (deal.buyer, deal.buyer_name, deal.seller) == (None, "濂溪某纺织厂", None)
    assert deal.chain.title == "再生切片色值控制"
    assert [*AuditEvent.objects.order_by("id").values_list("action", flat=True)] == [
        "chain.start",
        "deal.start",
    ]


def test_the_whole_way_to_the_signature(asked, no_hooks, papers):
    deal = take(asked)

    for stage in (Stage.CONTACT, Stage.NEGOTIATION, Stage.INTENT, Stage.SIGNED):
        deal = services.move(deal.pk, stage, evidence(stage), actor=asked.broker)
        assert deal.status == stage

    deal.refresh_from_db()
    assert (deal.signed_on, deal.amount_fen, deal.kind) == (
        date(2026, 3, 2),
        45_000_000,
        "licence",
    )
    assert (deal.price_low_fen, deal.price_high_fen) == (40_000_000, 50_000_000)
    assert deal.price_way == "instalments"
    contact, minutes, intent, signed = deal.steps.all()[1:]
    assert contact.facts == {"buyer_on": "2026-03-02", "seller_on": "2026-03-04"}
    assert contact.happened_on == date(2026, 3, 4)
    assert minutes.text == "双方确认先做小试。"
    assert intent.facts["price_high_fen"] == 50_000_000
    assert (signed.before, signed.after, signed.file_name) == ("intent", "signed", "合同.pdf")
    assert signed.sha256 == hashlib.sha256(PDF).hexdigest()
    assert papers() == [signed.file.name]
    assert signed.file.read() == PDF
    assert {*AuditEvent.objects.values_list("chain", flat=True)} == {deal.chain_id}


def test_both_sides_and_the_head_learn_of_a_move_but_not_who_made_it(asked):
    head = MembershipFactory(role=Role.AGENCY_HEAD, organisation=asked.agency).user
    deal = take(asked)
    Notice.objects.all().delete()

    services.move(deal.pk, Stage.CONTACT, evidence(Stage.CONTACT), actor=asked.broker)

    told = Notice.objects.filter(kind="deal.moved").values_list("recipient", flat=True)
    enquiry = asked.enquiry
    assert {*told} == {enquiry.asker_id, enquiry.listing.author_id, head.pk}


def test_a_lead_that_fails_is_told_to_nobody_outside(asked):
    deal = take(asked)
    Notice.objects.all().delete()

    services.lose(deal.pk, reason=LostReason.DOUBT, actor=asked.broker)

    assert not Notice.objects.exists()


def test_what_is_no_paper_is_refused_and_nothing_moves(no_hooks, papers):
    deal = DealFactory(status=Stage.INTENT)
    fake = paper("合同.pdf", b"MZ not a paper")

    with pytest.raises(ValidationError, match="内容须与扩展名相符"):
        services.move(deal.pk, Stage.SIGNED, evidence(Stage.SIGNED, file=fake), actor=deal.broker)

    deal.refresh_from_db()
    assert deal.status == Stage.INTENT
    assert not AuditEvent.objects.exists()
    assert papers() == []


def test_signing_calls_who_asked_in_the_same_transaction(monkeypatch, papers):
    told = []
    monkeypatch.setattr(hooks, "on_signed", [])
    hooks.call_on_signed(lambda deal, *, actor: told.append((deal.status, deal.pk, actor)))
    deal = DealFactory(status=Stage.INTENT)

    services.move(deal.pk, Stage.SIGNED, evidence(Stage.SIGNED), actor=deal.broker)

    assert told == [(Stage.SIGNED, deal.pk, deal.broker)]


def test_a_hook_that_fails_takes_the_signing_back(monkeypatch, papers):
    def fail(deal, *, actor):
        assert Deal.objects.get(pk=deal.pk).status == Stage.SIGNED
        raise ValidationError("合同草稿建不成")

    monkeypatch.setattr(hooks, "on_signed", [fail])
    deal = DealFactory(status=Stage.INTENT)

    with pytest.raises(ValidationError, match="合同草稿建不成"):
        services.move(deal.pk, Stage.SIGNED, evidence(Stage.SIGNED), actor=deal.broker)

    deal.refresh_from_db()
    assert (deal.status, deal.signed_on) == (Stage.INTENT, None)
    assert not AuditEvent.objects.exists()
    assert not Notice.objects.exists()
    assert not Step.objects.exists()
    assert papers() == []


def test_stages_are_not_skipped():
    deal = DealFactory()

    with pytest.raises(WrongState):
        services.move(deal.pk, Stage.NEGOTIATION, evidence(Stage.NEGOTIATION), actor=deal.broker)
    with pytest.raises(WrongState):
        services.move(deal.pk, Stage.REGISTERED, {}, actor=deal.broker)


@pytest.mark.parametrize("left", [Stage.LEAD, Stage.CONTACT, Stage.NEGOTIATION, Stage.INTENT])
def test_a_shelved_deal_comes_back_where_it_was(left):
    deal = DealFactory(status=left)

    shelved = services.shelve(deal.pk, text="停产检修", actor=deal.broker)
    assert (shelved.status, shelved.shelved_from) == (Stage.SHELVED, left)
    back = services.resume(deal.pk, actor=deal.broker)

    assert (back.status, back.shelved_from) == (left, "")


def test_going_back_keeps_who_sees_it():
    deal = DealFactory(status=Stage.INTENT)
    staff = person(Role.SECTION_STAFF)

    services.send_back(deal.pk, Stage.CONTACT, text="报价作废", actor=deal.broker)

    assert Deal.objects.visible_to(staff).get().status == Stage.CONTACT


def test_registration_is_told_from_above_once():
    deal = DealFactory(status=Stage.SIGNED)
    facts = {"number": "3604002026000123", "registered_on": date(2026, 6, 30)}

    services.record_registration(deal.pk, **facts, actor=None)
    services.record_registration(
        deal.pk, number="3604002026000999", registered_on=date(2026, 7, 1), actor=None
    )

    deal.refresh_from_db()
    assert (deal.status, deal.national_number) == (Stage.REGISTERED, "3604002026000123")
    assert deal.registered_on == date(2026, 6, 30)
    assert AuditEvent.objects.get().action == "deal.register"


@pytest.mark.parametrize("status", sorted(set(Stage) - {Stage.SIGNED, Stage.REGISTERED}))
def test_what_was_never_signed_is_not_registered(status):
    deal = DealFactory(status=status)

    with pytest.raises(WrongState):
        services.record_registration(
            deal.pk, number="3604002026000123", registered_on=date(2026, 6, 30), actor=None
        )


def test_a_line_and_the_next_step():
    deal = DealFactory()

    services.log(
        deal.pk,
        text="电话核实指标",
        next_step="寄样",
        next_step_on=date(2026, 7, 3),
        actor=deal.broker,
    )

    deal.refresh_from_db()
    assert (deal.next_step, deal.next_step_on) == ("寄样", date(2026, 7, 3))
    assert deal.notes.get().text == "电话核实指标"
    acts = AuditEvent.objects.order_by("id")
    assert [*acts.values_list("action", flat=True)] == ["deal.log", "deal.plan"]
    assert {event.chain for event in acts} == {deal.chain}
    assert "电话核实指标" not in acts[0].subject_label


@pytest.mark.parametrize("act", ["edit_deal", "log", "hand_over"])
def test_who_does_not_carry_a_deal_does_not_keep_it(act):
    deal = DealFactory(status=Stage.INTENT)
    stranger = person(Role.BROKER)
    calls = {
        "edit_deal": lambda: services.edit_deal(deal.pk, {"title": "乙"}, actor=stranger),
        "log": lambda: services.log(deal.pk, text="甲", actor=stranger),
        "hand_over": lambda: services.hand_over(deal.pk, broker=stranger, actor=stranger),
    }

    with pytest.raises(PermissionDenied):
        calls[act]()

    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("status", [Stage.SIGNED, Stage.REGISTERED, Stage.LOST])
def test_what_is_signed_or_lost_is_not_edited(status):
    deal = DealFactory(status=status)

    with pytest.raises(WrongState):
        services.edit_deal(deal.pk, {"amount_fen": 1}, actor=deal.broker)


def test_the_sides_of_an_enquiry_stay(asked):
    deal = take(asked)

    with pytest.raises(ValidationError, match="成果和双方不能改"):
        services.edit_deal(deal.pk, {"buyer": OrganisationFactory()}, actor=asked.broker)
    services.edit_deal(deal.pk, {"amount_fen": 1_200_000}, actor=asked.broker)

    assert Deal.objects.get().amount_fen == 1_200_000


def test_a_head_hands_over_within_the_agency(deal):
    head = MembershipFactory(role=Role.AGENCY_HEAD, organisation=deal.agency).user
    colleague = MembershipFactory(role=Role.BROKER, organisation=deal.agency).user

    with pytest.raises(ValidationError, match="本机构在任"):
        services.hand_over(deal.pk, broker=person(Role.BROKER), actor=head)
    services.hand_over(deal.pk, broker=colleague, actor=head)

    assert Deal.objects.carried_by(colleague).get() == deal
    assert not Deal.objects.carried_by(deal.broker).exists()
    told = Notice.objects.filter(kind="deal.handed_over").values_list("recipient", flat=True)
    assert {*told} == {deal.broker_id, colleague.pk}


def test_a_broker_who_left_the_agency_carries_nothing(deal):
    deal.broker.memberships.update(status="ended")
    actor = type(deal.broker).objects.get(pk=deal.broker_id)

    with pytest.raises(PermissionDenied):
        services.log(deal.pk, text="甲", actor=actor)

    assert not Deal.objects.visible_to(actor).exists()


def test_nobody_trades_with_oneself():
    place = OrganisationFactory()
    broker = MembershipFactory(role=Role.BROKER, organisation__kind="agency")

    with pytest.raises(ValidationError, match="不能是同一家"):
        services.start_deal(
            {"title": "甲", "buyer": place, "seller": place},
            agency=broker.organisation,
            actor=broker.user,
        )

    assert not Deal.objects.exists()


def test_enquiries_of_strangers_stay_out_of_the_pool_of_who_is_a_side():
    enquiry = EnquiryFactory(asker=UserFactory())
    held = MembershipFactory(role=Role.BROKER, organisation=enquiry.organisation)

    assert not waiting_enquiries(held.user).exists()
