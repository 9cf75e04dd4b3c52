"""What the dashboard shows of a day: regions, quarters, types, what is on its way."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.codes import Kind
from contracts.models import Target, TargetCell
from contracts.turnover import statistics, targets
from contracts.turnover.progress import (
    QUARTER_NAMES,
    Light,
    Pace,
    Progress,
    pace_on,
    passed_of_quarter,
    quarter_of,
)
from contracts.turnover.rollup import Figures
from contracts.turnover.sentence import Standing
from contracts.turnover.statistics import Span
from core.models import Region
from core.money import growth_percent, share_percent

BEHIND = frozenset({Light.YELLOW, Light.RED})


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: one region, or the whole city (``region`` None)."""

    region: Region | None
    figures: Figures
    last: Figures
    pending: Figures
    progress: Progress
    city_last_fen: int
    rank: int | None = None

    @property
    def growth_percent(self) -> Decimal | None:
        """Of this over last, two decimals; None without a base or over one that is too small."""
        if self.is_base_small:
            return None
        return growth_percent(self.figures.amount_fen, self.last.amount_fen)

    @property
    def is_base_small(self) -> bool:
        """Whether a growth would say nothing: there is a base, and it is under the floor."""
        return 0 < self.last.amount_fen < settings.TURNOVER_BASE_FLOOR_FEN

    @property
    def contribution(self) -> Decimal | None:
        """Percentage points of the city's growth that come from here."""
        return share_percent(self.figures.amount_fen - self.last.amount_fen, self.city_last_fen)


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of the year beside the same quarter of the last and its target."""

    number: int
    figures: Figures
    last: Figures
    target_fen: int

    @property
    def name(self) -> Any:
        return QUARTER_NAMES[self.number - 1]


@dataclass(frozen=True, slots=True)
class Overview:
    """All of one dashboard; every part of the same span, basis and regions."""

    as_of: date
    span: Span
    of_quarter: bool
    with_zones: bool
    target: Target | None
    lines: list[Line]
    city: Line
    quarters: list[Quarter]
    kinds: list[tuple[Kind, Figures, Figures]]

    @property
    def behind(self) -> list[Line]:
        """Regions that are behind what is due, the widest gap first."""
        late = [line for line in self.lines if line.progress.light in BEHIND]
        return sorted(late, key=lambda line: line.progress.gap_fen)

    @property
    def by_gap(self) -> list[Line]:
        return sorted(self.lines, key=lambda line: line.progress.gap_fen)

    @property
    def standing(self) -> Standing:
        """What the sentence says."""
        far = [line for line in self.behind if line.progress.light == Light.RED]
        return Standing(
            place=str(_("全市") if self.with_zones else _("全市（不含功能区）")),
            as_of=self.as_of,
            amount_fen=self.city.figures.amount_fen,
            last_fen=self.city.last.amount_fen,
            target_fen=self.city.progress.target_fen,
            due_fen=self.city.progress.due_fen,
            behind=len(self.behind),
            far_behind=len(far),
            is_base_small=self.city.is_base_small,
            quarter=quarter_of(self.as_of) if self.of_quarter else None,
        )


def overview(as_of: date, *, of_quarter: bool = False, with_zones: bool = True) -> Overview:
    """The figures of a day: of the year up to it, or of its quarter up to it. Eight queries.

    The target is the version that was in force at the end of ``as_of``.
    """
    span = statistics.quarter_to(as_of) if of_quarter else statistics.year_to(as_of)
    regions = _regions(with_zones)
    target = targets.in_force(as_of.year, _end_of(as_of))
    cells = _cells(target, regions)
    this, last = (
        _known(statistics.sums(each, by=("county", "type")), regions)
        for each in (span, span.year_before)
    )
    pending = _known({(code,): row for code, row in statistics.pending().items()}, regions)
    wanted = {quarter_of(as_of)} if of_quarter else {1, 2, 3, 4}
    pace = _pace(as_of, target, of_quarter=of_quarter)
    city_last = statistics.total(last.values())

    def line(region: Region | None, codes: set[str]) -> Line:
        figures, before, waits = (
            statistics.total(row for key, row in rows.items() if key[0] in codes)
            for rows in (this, last, pending)
        )
        goal = sum(
            fen for (code, quarter), fen in cells.items() if code in codes and quarter in wanted
        )
        progress = Progress(figures.amount_fen, goal, pace)
        return Line(region, figures, before, waits, progress, city_last.amount_fen)

    return Overview(
        as_of=as_of,
        span=span,
        of_quarter=of_quarter,
        with_zones=with_zones,
        target=target,
        lines=_ranked([line(region, {code}) for code, region in regions.items()]),
        city=line(None, set(regions)),
        quarters=_quarters(as_of.year, regions, cells),
        kinds=[(kind, _of_kind(this, kind), _of_kind(last, kind)) for kind in Kind],
    )


def _regions(with_zones: bool) -> dict[str, Region]:  # noqa: FBT001 — a switch of the page
    """Counties, then zones where asked, then the city itself for what lies in neither."""
    places = Region.objects.of_city() if with_zones else Region.objects.counties()
    found = {region.pk: region for region in places}
    city = Region.objects.filter(pk=settings.CITY_REGION_CODE).first()
    return found | ({city.pk: city} if city else {})


def _known(
    rows: dict[tuple[Any, ...], Figures], regions: dict[str, Region]
) -> dict[tuple[Any, ...], Figures]:
    return {key: row for key, row in rows.items() if key[0] in regions}


def _end_of(day: date) -> datetime:
    end = datetime.combine(day + timedelta(days=1), time.min)
    return timezone.make_aware(end) - timedelta(microseconds=1)


def _cells(target: Target | None, regions: dict[str, Region]) -> dict[tuple[str, int], int]:
    if target is None:
        return {}
    rows = TargetCell.objects.filter(target=target, region__in=regions)
    return {
        (code, quarter): fen
        for code, quarter, fen in rows.values_list("region_id", "quarter", "amount_fen")
    }


def _pace(as_of: date, target: Target | None, *, of_quarter: bool) -> Pace:
    if of_quarter:
        passed = passed_of_quarter(as_of)
        return Pace(passed, passed)
    return pace_on(as_of, target.cumulative_percent if target else [25, 50, 75, 100])


def _ranked(lines: list[Line]) -> list[Line]:
    """Ranked by what is reached of the target; an empty line of the city's own is left out."""
    shown = [line for line in lines if not _is_empty_city(line)]
    aimed = [line for line in shown if line.progress.target_fen]
    by_reach = sorted(
        aimed,
        key=lambda line: Fraction(line.figures.amount_fen, line.progress.target_fen),
        reverse=True,
    )
    ranks = {id(line): rank for rank, line in enumerate(by_reach, start=1)}
    return [replace(line, rank=ranks.get(id(line))) for line in shown]


def _is_empty_city(line: Line) -> bool:
    is_city = line.region is not None and line.region.pk == settings.CITY_REGION_CODE
    return is_city and not (
        line.figures.contracts or line.last.contracts or line.pending.contracts
    )


def _quarters(
    year: int, regions: dict[str, Region], cells: dict[tuple[str, int], int]
) -> list[Quarter]:
    this, last = (
        _known(statistics.sums(statistics.whole_year(each), by=("county", "quarter")), regions)
        for each in (year, year - 1)
    )
    return [
        Quarter(
            number,
            _of_quarter(this, number),
            _of_quarter(last, number),
            sum(fen for (_code, quarter), fen in cells.items() if quarter == number),
        )
        for number in (1, 2, 3, 4)
    ]


def _of_quarter(rows: dict[tuple[Any, ...], Figures], quarter: int) -> Figures:
    return statistics.total(row for key, row in rows.items() if key[1] == quarter)


def _of_kind(rows: dict[tuple[Any, ...], Figures], kind: str) -> Figures:
    return statistics.total(row for key, row in rows.items() if key[1] == kind)
