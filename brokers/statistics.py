"""Figures of deals: how many and how much a stage, and what waits for its broker today."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from brokers.models import Deal, Stage
from brokers.models.terms import CHANCE_PERCENT, OPEN, WAY

SILENT_DAYS = 14


@dataclass(frozen=True, slots=True)
class Column:
    """One stage: deals, their amounts in fen, and the amounts weighted by chance.

    ``hidden`` of the deals are counted only: their rows and amounts are not for this reader.
    """

    stage: Stage
    count: int
    amount_fen: int
    hidden: int

    @property
    def seen(self) -> bool:
        """Whether any row of it is for this reader, or there is none at all."""
        return not self.hidden or self.count > self.hidden

    @property
    def chance_percent(self) -> int:
        return CHANCE_PERCENT[self.stage]

    @property
    def weighted_fen(self) -> int:
        return self.amount_fen * self.chance_percent // 100


def by_stage(found: QuerySet[Deal], viewer: Any) -> dict[str, Column]:
    """Each stage of ``found`` (those that ``viewer`` sees), by one query more for who only counts.

    Amounts that nobody has estimated yet count as nothing.
    """
    rows: dict[str, Any] = {
        row["status"]: row
        for row in found.order_by()
        .values("status")
        .annotate(count=Count("pk"), amount_fen=Sum("amount_fen"))
    }
    hidden = _hidden(viewer)
    return {
        stage: Column(
            stage,
            rows.get(stage, {}).get("count", 0) + hidden.get(stage, 0),
            rows.get(stage, {}).get("amount_fen") or 0,
            hidden.get(stage, 0),
        )
        for stage in Stage
    }


def _hidden(viewer: Any) -> dict[str, int]:
    """How many deals of each stage ``viewer`` may count and not see."""
    counted = Deal.objects.counted_for(viewer).exclude(
        pk__in=Deal.objects.visible_to(viewer).values("pk")
    )
    rows = counted.order_by().values("status").annotate(count=Count("pk"))
    return {row["status"]: row["count"] for row in rows}


@dataclass(frozen=True, slots=True)
class Total:
    """Deals on their way, their amounts in fen whole and weighted by chance; see `Column`."""

    count: int
    amount_fen: int
    weighted_fen: int
    hidden: int


def total(columns: dict[str, Column]) -> Total:
    """The sum over the stages of the way; shelved and lost deals are not on it."""
    on_the_way = [columns[stage] for stage in WAY]
    return Total(
        sum(column.count for column in on_the_way),
        sum(column.amount_fen for column in on_the_way),
        sum(column.weighted_fen for column in on_the_way),
        sum(column.hidden for column in on_the_way),
    )


def today(deals: QuerySet[Deal]) -> dict[str, int]:
    """What waits among the open ones of ``deals``, by one query.

    Returns:
        ``late``: the next step's day is over; ``due``: it is today or tomorrow; ``unplanned``: no
        next step; ``silent``: nothing was written for `SILENT_DAYS` days.

    """
    day = timezone.localdate()
    quiet = timezone.now() - timedelta(days=SILENT_DAYS)
    return deals.filter(status__in=OPEN).aggregate(
        late=Count("pk", filter=Q(next_step_on__lt=day)),
        due=Count("pk", filter=Q(next_step_on__range=(day, day + timedelta(days=1)))),
        unplanned=Count("pk", filter=Q(next_step="")),
        silent=Count("pk", filter=Q(updated_at__lt=quiet)),
    )
