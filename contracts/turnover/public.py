"""What of the registry everybody may read: the city's year so far, and how long it takes.

Targets, lights, ranks and counties are not public. Nor is a sum of so few contracts that what one
of them was worth could be reckoned from it (统计法: no single respondent is to be recognised).
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from contracts.models import Clock, Contract
from contracts.turnover.overview import overview
from contracts.turnover.statistics import Span
from core.calendar import Calendar

FEWEST = 3


@dataclass(frozen=True, slots=True)
class Taken:
    """Working days from acceptance to the end of review, on average over ``contracts``.

    Supplements are the parties' time and do not count.
    """

    contracts: int
    days: Decimal | None


@dataclass(frozen=True, slots=True)
class PublicTurnover:
    """Registered turnover of the year up to ``as_of``, as the dashboard has it for the city.

    ``amount_fen`` is None where the contracts are too few, ``growth_percent`` where those of
    either year are, and where there is no base or too small a one.
    """

    as_of: date
    contracts: int
    amount_fen: int | None
    last_fen: int | None
    growth_percent: Decimal | None
    taken: Taken


def of_year(as_of: date) -> PublicTurnover:
    """The year up to ``as_of``: ten queries."""
    shown = overview(as_of)
    city = shown.city
    enough = [figures.contracts >= FEWEST for figures in (city.figures, city.last)]
    return PublicTurnover(
        as_of=as_of,
        contracts=city.figures.contracts,
        amount_fen=city.figures.amount_fen if enough[0] else None,
        last_fen=city.last.amount_fen if all(enough) else None,
        growth_percent=city.growth_percent if all(enough) else None,
        taken=taken(shown.span),
    )


def taken(span: Span) -> Taken:
    """How long those took that were registered within ``span`` and stand; a run is of days."""
    contracts = Contract.objects.registered().filter(registered_on__range=(span.since, span.until))
    runs = list(
        Clock.objects.filter(contract__in=contracts, stopped_at__isnull=False).values_list(
            "contract", "started_at", "stopped_at"
        )
    )
    if not runs:
        return Taken(0, None)
    first = min(started for _contract, started, _stopped in runs)
    calendar = Calendar.read(since=timezone.localdate(first))
    days = sum(
        calendar.between(timezone.localdate(started), timezone.localdate(stopped)).working_days
        for _contract, started, stopped in runs
    )
    count = len({contract for contract, _started, _stopped in runs})
    mean = (Decimal(days) / count).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return Taken(count, mean)
