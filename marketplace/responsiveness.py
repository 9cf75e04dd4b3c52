"""How soon organisations answer who asks about an achievement, and the desk who leaves a need."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.utils import timezone

from marketplace.models import Enquiry, Need

DAYS = 90
SECONDS_A_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Responsiveness:
    """Of the last 90 days: how many asked, how many got a word, how long that took."""

    asked: int
    replied: int
    median_days: float | None


@dataclass(frozen=True, slots=True)
class Reached:
    """Of the needs of the last 90 days: to how many a call was due, how many were called by then.

    A need whose day has not passed yet counts once its firm was reached; one that was taken back
    before does not.
    """

    due: int
    in_time: int


def of_desk(now: datetime | None = None) -> Reached:
    """The desk's, at ``now``. One query."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    rows = Need.objects.filter(received_at__range=(now - timedelta(days=DAYS), now))
    kept = [
        (due_on, timezone.localdate(reached) if reached else None)
        for due_on, reached, status in rows.values_list("due_on", "reached_at", "status")
        if reached or (due_on < today and status != Need.Status.WITHDRAWN)
    ]
    return Reached(len(kept), sum(reached is not None and reached <= due for due, reached in kept))


def of(organisation_id: int) -> Responsiveness | None:
    """None where nobody has asked; a refusal is a word too. One query."""
    return of_all([organisation_id]).get(organisation_id)


def of_all(organisation_ids: Iterable[int]) -> dict[int, Responsiveness]:
    """Those of several; who was asked nothing is left out. One query."""
    since = timezone.now() - timedelta(days=DAYS)
    rows = Enquiry.objects.filter(
        listing__organisation__in={*organisation_ids}, created_at__gt=since
    )
    asked: dict[int, list[tuple[datetime, datetime | None]]] = {}
    said = rows.values_list("listing__organisation", "created_at", "replied_at")
    for key, begun, replied in said:
        asked.setdefault(key, []).append((begun, replied))
    return {key: _of(pairs) for key, pairs in asked.items()}


def _of(pairs: list[tuple[datetime, datetime | None]]) -> Responsiveness:
    waits = [(replied - asked).total_seconds() for asked, replied in pairs if replied]
    days = round(median(waits) / SECONDS_A_DAY, 1) if waits else None
    return Responsiveness(len(pairs), len(waits), days)
