"""Registered turnover in figures, from the rollup: by region, quarter and type.

Basis of all of it: 登记口径, 合同成交额 and 技术交易额 in fen, by the national registration date
in Shanghai, contracts that stand today. What is on its way (在途) is never part of a sum.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Sum
from django.db.models.functions import ExtractQuarter

from contracts.models import Contract, TurnoverCell
from contracts.turnover.progress import quarter_of, quarter_start
from contracts.turnover.rollup import Figures

# What figures can be grouped by, and where the rollup has it.
GROUPS = {"county": "region", "quarter": "quarter", "type": "kind"}


@dataclass(frozen=True, slots=True)
class Span:
    """Days of one year, both ends counted."""

    since: date
    until: date

    @property
    def year_before(self) -> "Span":
        """The same days a year earlier; the 29th of February has the 28th."""
        return Span(_year_before(self.since), _year_before(self.until))


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def year_to(day: date) -> Span:
    """1 月至今 (本年累计)."""
    return Span(date(day.year, 1, 1), day)


def quarter_to(day: date) -> Span:
    """The quarter of ``day`` up to it (当季)."""
    return Span(quarter_start(day.year, quarter_of(day)), day)


def whole_year(year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31))


def sums(span: Span, *, by: Sequence[str]) -> dict[tuple[Any, ...], Figures]:
    """Figures of ``span`` by groups of `GROUPS`, one query; only groups in which something is.

    Returns:
        group values, in the order of ``by``, to figures: region code, quarter 1–4, type code.

    """
    rows = (
        TurnoverCell.objects.filter(day__range=(span.since, span.until))
        .annotate(quarter=ExtractQuarter("day"))
        .order_by()
        .values_list(*(GROUPS[name] for name in by))
        .annotate(Sum("contracts"), Sum("amount_fen"), Sum("technology_amount_fen"))
    )
    return {tuple(row[: len(by)]): Figures(*row[len(by) :]) for row in rows}


def pending() -> dict[str, Figures]:
    """在途 by region code: filed, undecided, counted nowhere; from the contracts themselves."""
    rows = (
        Contract.objects.pending()
        .order_by()
        .values_list("region")
        .annotate(Count("pk"), Sum("amount_fen"), Sum("technology_amount_fen"))
    )
    return {region: Figures(*figures) for region, *figures in rows}


def total(figures: Iterable[Figures]) -> Figures:
    """All of them added up."""
    every = list(figures)
    return Figures(
        sum(each.contracts for each in every),
        sum(each.amount_fen for each in every),
        sum(each.technology_amount_fen for each in every),
    )
