"""Every state × action of deals, who may, what each gate asks, and what a denied act leaves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from brokers import workflow
from brokers.models import Stage, Step
from core.errors import PermissionDenied, ValidationError, WrongState
from core.models import AuditEvent, Notice, OutboxMessage
from core.workflow import apply
from tests.brokers.conftest import around
from tests.brokers.evidence import evidence
from tests.factories import DealFactory

pytestmark = pytest.mark.django_db

CARRIERS = {"broker", "agency_head"}
WHO = (
    "broker", "agency_head", "colleague", "other_broker", "other_head", "buyer", "seller",
    "section_staff", "county_staff", "other_county", "leader", "registrar", "operator", "nobody",
)  # fmt: skip


def name(transition):
    return f"{transition.action} {transition.target}"


def facts_of(transition):
    """What the service sets beside the status."""
    today = timezone.localdate()
    return {
        "deal.to_signed": {"signed_on": today},
        "deal.register": {"national_number": "3604002026000123", "registered_on": today},
        "deal.lose": {"lost_reason": "price", "shelved_from": ""},
        "deal.shelve": {"shelved_from": Stage.CONTACT},
        "deal.resume": {"shelved_from": ""},
    }.get(transition.action, {})


def standing(status, transition):
    """A deal in ``status`` to which nothing is lacking that ``transition`` asks."""
    shelved = {"shelved_from": transition.target} if transition.action == "deal.resume" else {}
    deal = DealFactory(status=status, **(shelved if status == Stage.SHELVED else {}))
    deal.evidence = {"reason": "price", "text": "买方停产检修。"} | evidence(transition.target)
    return deal


def nothing_was_written():
    return not (
        AuditEvent.objects.exists()
        or OutboxMessage.objects.exists()
        or Notice.objects.exists()
        or Step.objects.exists()
    )


@pytest.mark.parametrize("status", Stage)
@pytest.mark.parametrize("transition", workflow.DEAL, ids=name)
def test_every_state_and_action(transition, status):
    deal = standing(status, transition)

    if status in transition.sources:
        apply(transition, deal, actor=deal.broker, changes=facts_of(transition))
        deal.refresh_from_db()
        assert deal.status == transition.target
        event = AuditEvent.objects.get()
        assert (event.action, event.chain) == (transition.action, deal.chain)
        assert (event.before, event.after) == (status, transition.target)
    else:
        with pytest.raises(WrongState):
            apply(transition, deal, actor=deal.broker)
        assert nothing_was_written()


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("transition", workflow.MOVES, ids=name)
def test_only_its_broker_and_the_head_of_its_agency_move_a_deal(transition, who):
    status = min(transition.sources)
    deal = standing(status, transition)
    actor = around(deal)[who]

    if who in CARRIERS:
        apply(transition, deal, actor=actor, changes=facts_of(transition))
        assert AuditEvent.objects.get().actor == actor
    else:
        with pytest.raises(PermissionDenied):
            apply(transition, deal, actor=actor)
        deal.refresh_from_db()
        assert deal.status == status
        assert nothing_was_written()


@pytest.mark.parametrize(
    ("stage", "lacking"),
    [(stage, name) for stage, names in workflow.gates.ASKS.items() for name in names],
)
def test_a_stage_is_not_entered_without_each_thing_it_asks(stage, lacking):
    transition = workflow.ADVANCE[stage]
    deal = DealFactory(status=next(iter(transition.sources)))
    deal.evidence = evidence(stage, **{lacking: None})

    with pytest.raises(ValidationError) as refusal:
        apply(transition, deal, actor=deal.broker)

    assert list(refusal.value.message_dict) == [lacking]
    assert nothing_was_written()


@pytest.mark.parametrize("day", ["buyer_on", "seller_on"])
def test_no_contact_is_of_tomorrow(day):
    deal = DealFactory()
    tomorrow = timezone.localdate() + timedelta(days=1)
    deal.evidence = evidence(Stage.CONTACT, **{day: tomorrow})

    with pytest.raises(ValidationError, match="日期不得晚于今天"):
        apply(workflow.ADVANCE[Stage.CONTACT], deal, actor=deal.broker)


def test_contact_needs_a_seller():
    deal = DealFactory(seller=None)
    deal.evidence = evidence(Stage.CONTACT)

    with pytest.raises(ValidationError, match="还没有卖方"):
        apply(workflow.ADVANCE[Stage.CONTACT], deal, actor=deal.broker)


@pytest.mark.parametrize(
    ("stage", "changes", "field"),
    [
        (Stage.INTENT, {"price_low_fen": 50_000_001}, "price_high_fen"),
        (Stage.SIGNED, {"amount_fen": 0}, "amount_fen"),
    ],
)
def test_a_price_is_one(stage, changes, field):
    transition = workflow.ADVANCE[stage]
    deal = DealFactory(status=next(iter(transition.sources)))
    deal.evidence = evidence(stage, **changes)

    with pytest.raises(ValidationError) as refusal:
        apply(transition, deal, actor=deal.broker)

    assert list(refusal.value.message_dict) == [field]


@pytest.mark.parametrize("transition", [workflow.SHELVE, *workflow.BACK.values()], ids=name)
def test_going_aside_or_back_says_why(transition):
    deal = DealFactory(status=min(transition.sources))
    deal.evidence = {"text": "  "}

    with pytest.raises(ValidationError, match="请写明原因"):
        apply(transition, deal, actor=deal.broker)


@pytest.mark.parametrize(
    ("brought", "field"), [({}, "reason"), ({"reason": "other", "text": ""}, "text")]
)
def test_a_loss_has_a_reason_of_the_list_or_own_words(brought, field):
    deal = DealFactory()
    deal.evidence = brought

    with pytest.raises(ValidationError) as refusal:
        apply(workflow.LOSE, deal, actor=deal.broker)

    assert list(refusal.value.message_dict) == [field]
