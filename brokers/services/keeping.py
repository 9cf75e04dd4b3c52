"""Keep a deal: its facts, lines of one's own with the next step, and who carries it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Membership, Role, User
from brokers import permissions, tellings, workflow
from brokers.models import Deal, Note
from brokers.services.moving import locked
from brokers.services.starting import with_buyer_name
from core import acts, records
from core.errors import PermissionDenied, ValidationError, WrongState


def _held(pk: int, action: str, states: frozenset[Any], *, actor: Any) -> Deal:
    deal = locked(pk)
    if not permissions.carries(actor, deal):
        raise PermissionDenied(action)
    if deal.status not in states:
        msg = f"{action} in {deal.status!r}"
        raise WrongState(msg)
    return deal


@transaction.atomic
def edit_deal(pk: int, facts: Mapping[str, Any], *, actor: Any) -> Deal:
    """Change what is known of a deal that is not signed yet.

    Raises:
        PermissionDenied: not its broker, nor the agency's head.
        WrongState: it is signed or given up.
        ValidationError: a fact is wrong, or the sides of an enquiry would change.

    """
    deal = _held(pk, "deal.edit", workflow.EDITABLE, actor=actor)
    facts = with_buyer_name(facts)
    fixed = ("listing", "seller", "buyer") if deal.enquiry else ()
    if any(name in facts and facts[name] != getattr(deal, name) for name in fixed):
        raise ValidationError(_("由咨询而来的商机，成果和双方不能改。"))
    records.change(deal, "deal.edit", actor=actor, changes=facts)
    return deal


@transaction.atomic
def log(
    pk: int, *, text: str, next_step: str = "", next_step_on: date | None = None, actor: Any
) -> Deal:
    """Write one line of one's own; with ``next_step`` the one that stood there is done.

    Raises as `edit_deal`; a line may follow a signed deal too.
    """
    deal = _held(pk, "deal.log", workflow.NOTED, actor=actor)
    if not text.strip():
        raise ValidationError({"text": [_("请写下进展。")]})
    note = Note(deal=deal, by=actor, text=text.strip(), at=acts.now())
    records.create(note, "deal.log", actor=actor)
    plan = {"next_step": next_step.strip(), "next_step_on": next_step_on}
    if plan["next_step_on"] and not plan["next_step"]:
        raise ValidationError({"next_step": [_("请写明下一步做什么。")]})
    records.change(deal, "deal.plan", actor=actor, changes=plan)
    return deal


@transaction.atomic
def hand_over(pk: int, *, broker: User, actor: Any) -> Deal:
    """Let another broker of the agency carry the deal; both learn of it.

    Raises as `edit_deal`, and where ``broker`` is none of the agency today.
    """
    deal = _held(pk, "deal.hand_over", workflow.NOTED, actor=actor)
    if not brokers_of(deal).filter(pk=broker.pk).exists():
        raise ValidationError({"broker": [_("只能移交给本机构在任的技术经纪人。")]})
    former = deal.broker
    records.change(deal, "deal.hand_over", actor=actor, changes={"broker": broker})
    people = [former, *tellings.carriers(deal)]
    tellings.tell("deal.handed_over", deal, people, actor=actor)
    return deal


def brokers_of(deal: Deal) -> Any:
    """Who could carry the deal: brokers of its agency today, but not who does."""
    held = Membership.objects.in_force().filter(role=Role.BROKER, organisation=deal.agency_id)
    return User.objects.filter(pk__in=held.values("user")).exclude(pk=deal.broker_id)
