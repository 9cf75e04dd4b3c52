"""Move a deal: on with evidence, back or aside with a reason, out; and what contracts tell."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from brokers import gates, hooks, tellings, workflow
from brokers.models import Deal, Stage, Step
from brokers.models.terms import RANK
from core import acts
from core.errors import WrongState
from core.uploads import check, digest
from core.workflow import Transition, apply

ON_THE_DEAL = ("price_low_fen", "price_high_fen", "price_way", "amount_fen", "kind")


def locked(pk: int) -> Deal:
    """The row under its lock, with what its checks and notices read."""
    rows = Deal.objects.select_for_update(of=("self",)).select_related(
        "chain", "broker", "agency", "seller", "buyer", "listing__author", "enquiry__asker"
    )
    return rows.get(pk=pk)


@transaction.atomic
def move(pk: int, stage: str, evidence: Mapping[str, Any], *, actor: Any) -> Deal:
    """Move one step forward with the evidence that ``stage`` asks (`brokers/gates.py`).

    At 签约 the hooks of rooms above follow in this transaction; an error of one takes all back.

    Raises as `core.workflow.apply`.
    """
    arrow = workflow.ADVANCE.get(Stage(stage))
    if arrow is None:
        msg = f"deal.move to {stage!r}"
        raise WrongState(msg)
    asked = (*gates.ASKS[stage], *gates.MAY_ADD[stage])
    brought = {name: value for name, value in evidence.items() if name in asked}
    days = [
        brought[name] for name in ("happened_on", "buyer_on", "seller_on") if brought.get(name)
    ]
    changes = {name: brought[name] for name in ON_THE_DEAL if brought.get(name)}
    if stage == Stage.SIGNED:
        changes["signed_on"] = brought.get("happened_on")
    deal, step = _go(
        pk, arrow, brought, changes=changes, happened_on=max(days, default=None), actor=actor
    )
    if stage == Stage.SIGNED:
        try:
            hooks.signed(deal, actor=actor)
        except BaseException:
            step.file.storage.delete(
                str(step.file.name)
            )  # the rows go by themselves, the file not
            raise
    return deal


@transaction.atomic
def send_back(pk: int, stage: str, *, text: str, actor: Any) -> Deal:
    """Back to an earlier stage, with the reason. Raises as `core.workflow.apply`."""
    arrow = workflow.BACK.get(Stage(stage))
    if arrow is None:
        msg = f"deal.back to {stage!r}"
        raise WrongState(msg)
    return _go(pk, arrow, {"text": text}, actor=actor)[0]


@transaction.atomic
def shelve(pk: int, *, text: str, actor: Any) -> Deal:
    """Put aside for a while, with the reason. Raises as `core.workflow.apply`."""
    return _go(pk, workflow.SHELVE, {"text": text}, actor=actor)[0]


@transaction.atomic
def resume(pk: int, *, actor: Any) -> Deal:
    """Take up again at the stage that was left. Raises as `core.workflow.apply`."""
    left = Deal.objects.get(pk=pk).shelved_from or Stage.LEAD
    return _go(pk, workflow.RESUME[Stage(left)], {}, actor=actor)[0]


@transaction.atomic
def lose(pk: int, *, reason: str, text: str = "", actor: Any) -> Deal:
    """Give up, with a reason of the list; its enquiry may be taken again.

    Raises as `core.workflow.apply`.
    """
    changes = {"lost_reason": reason, "lost_text": text.strip()}
    evidence = {"reason": reason, "text": text}
    return _go(pk, workflow.LOSE, evidence, changes=changes, actor=actor)[0]


@transaction.atomic
def record_registration(deal_pk: int, *, number: str, registered_on: date, actor: Any) -> Deal:
    """What contracts tells: the deal's contract is registered under the national ``number``.

    Contracts decided who may; a second contract of the same deal changes nothing here.

    Raises:
        WrongState: the deal was never signed.

    """
    deal = locked(deal_pk)
    if deal.status == Stage.REGISTERED:
        return deal
    changes = {"national_number": number, "registered_on": registered_on}
    deal, _step = _go(
        deal_pk, workflow.REGISTER, {}, changes=changes, happened_on=registered_on, actor=actor
    )
    return deal


def _go(
    pk: int,
    arrow: Transition,
    evidence: Mapping[str, Any],
    *,
    changes: Mapping[str, Any] | None = None,
    happened_on: date | None = None,
    actor: Any,
) -> tuple[Deal, Step]:
    deal = locked(pk)
    deal.evidence = evidence
    before = deal.status
    shelved = before if arrow is workflow.SHELVE else ""
    apply(
        arrow,
        deal,
        actor=actor,
        changes={
            **(changes or {}),
            "stage_since": acts.now(),
            "furthest": max(deal.furthest, RANK.get(Stage(arrow.target), 0)),
            "shelved_from": shelved,
        },
    )
    step = _write(deal, before, evidence, happened_on=happened_on, actor=actor)
    kind = "deal.registered" if arrow is workflow.REGISTER else "deal.moved"
    people = [*tellings.sides(deal), *tellings.carriers(deal)]
    tellings.tell(kind, deal, people, actor=actor)
    return deal, step


def _write(
    deal: Deal,
    before: str,
    evidence: Mapping[str, Any],
    *,
    happened_on: date | None,
    actor: Any,
) -> Step:
    upload = evidence.get("file")
    step = Step(
        deal=deal,
        before=before,
        after=deal.status,
        by=actor,
        at=acts.now(),
        happened_on=happened_on,
        text=str(evidence.get("text", "")).strip(),
        facts={
            name: value
            for name, value in evidence.items()
            if name not in {"file", "text", "happened_on"} and value not in (None, "")
        },
    )
    if upload:
        check(upload)
        step.sha256 = digest(upload)
        step.file_name = upload.name[-200:]
        step.file = upload
    step.full_clean()
    step.save(force_insert=True)
    return step
