"""How soon organisations answer those who ask about their achievements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.utils import timezone

from marketplace.models import Enquiry

DAYS = 90
SECONDS_A_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Responsiveness:
    """Of the last 90 days: how many asked, how many got a word, how long that took."""

    asked: int
    replied: int
    median_days: float | None


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
