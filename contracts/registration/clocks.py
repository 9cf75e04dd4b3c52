"""Starting and stopping the time limit of a case."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from contracts.models import Clock, Contract
from contracts.rules import limits, versions


def start(contract: Contract, now: datetime) -> dict[str, Any]:
    """Begin a run at ``now``; returns what of it stands on the contract."""
    day = timezone.localdate(now)
    version = versions.governing(contract, day)
    facts = {
        "rule_version": version,
        "due_on": limits.due_on(version, day, technology_fen=contract.technology_amount_fen),
        "is_due_statutory": limits.is_statutory(version),
        "promised_on": limits.promised_on(day),
    }
    Clock.objects.create(contract=contract, started_at=now, **facts)
    return {**facts, "accepted_at": now}


def stop(contract: Contract, now: datetime) -> None:
    """End the run, where one is going."""
    contract.clocks.filter(stopped_at__isnull=True).update(stopped_at=now)


def resume(contract: Contract) -> None:
    """Let the last run go on, as if it had not been stopped."""
    last = contract.clocks.last()
    if last is not None:
        contract.clocks.filter(pk=last.pk).update(stopped_at=None)
