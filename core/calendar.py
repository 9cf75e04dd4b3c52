"""Chinese working days: weekends off, but for what the State Council's yearly notice moves.

The notice for a year comes out in the last weeks of the year before. Until it is loaded the
year counts by weekends alone, and every result that touches it says that it is provisional.

A day from which days are counted is not counted itself, and a period that would end on a day off
ends on the next working day. Source: 民法典 第二百零一条、第二百零三条.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from core.models import Holiday

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A day found or days counted; ``is_provisional`` where a year's notice is not yet known."""

    day: date
    working_days: int
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """The holidays of a span, read by one query; ask it as often as you like."""

    moved: dict[date, bool]
    known_years: frozenset[int]

    @classmethod
    def read(cls, *, since: date | None = None, until: date | None = None) -> Self:
        """The whole years from ``since`` to ``until``; without a bound all that is stored."""
        stored = Holiday.objects.all()
        if since:
            stored = stored.filter(date__gte=date(since.year, 1, 1))
        if until:
            stored = stored.filter(date__lte=date(until.year, 12, 31))
        moved = dict(stored.values_list("date", "is_working_day"))
        return cls(moved, frozenset(day.year for day in moved if _is_national_day(day)))

    def is_working_day(self, day: date) -> bool:
        """Whether work is done on ``day``; by weekends alone in a year that is not known."""
        return self.moved.get(day, day.weekday() < SATURDAY)

    def is_known(self, one: date, other: date) -> bool:
        """Whether the notices of all years between the two days are loaded."""
        first, last = sorted((one, other))
        return self.known_years.issuperset(range(first.year, last.year + 1))

    def add(self, day: date, working_days: int) -> Reckoned:
        """As `add_working_days`; the years on the way have to be read."""
        step = -ONE_DAY if working_days < 0 else ONE_DAY
        found, left = day, abs(working_days)
        while left or not self.is_working_day(found):
            found += step
            left -= left > 0 and self.is_working_day(found)
        return Reckoned(found, working_days, not self.is_known(day, found))

    def between(self, start: date, end: date) -> Reckoned:
        """As `working_days_between`; the years between have to be read."""
        step = 1 if start <= end else -1
        counted = sum(
            self.is_working_day(start + ONE_DAY * distance)
            for distance in range(step, (end - start).days + step, step)
        )
        return Reckoned(end, step * counted, not self.is_known(start, end))


def is_working_day(day: date) -> bool:
    """Whether work is done on ``day``; ask `is_year_known` where it matters."""
    day = _day(day)
    return Calendar.read(since=day, until=day).is_working_day(day)


def is_year_known(year: int) -> bool:
    """Whether the State Council's notice for ``year`` is loaded."""
    return year in Calendar.read(since=date(year, 1, 1), until=date(year, 1, 1)).known_years


def add_working_days(day: date, working_days: int) -> Reckoned:
    """The day that lies so many working days after ``day``, or before it where negative.

    ``day`` is not counted. With 0 it is ``day`` itself, or the next working day if it is none.
    """
    day = _day(day)
    calendar = Calendar.read(until=day) if working_days < 0 else Calendar.read(since=day)
    return calendar.add(day, working_days)


def working_days_between(start: date, end: date) -> Reckoned:
    """How many working days lie after ``start`` up to ``end``; negative where ``end`` is earlier.

    ``start`` is not counted, so that it undoes `add_working_days`.
    """
    start, end = _day(start), _day(end)
    return Calendar.read(since=min(start, end), until=max(start, end)).between(start, end)


def load(days: Iterable[Holiday], *, keep_corrections: bool = False) -> int:
    """Store days of notices, a day that is there already anew; returns how many were stored.

    Args:
        days: as a notice says.
        keep_corrections: leave a stored day whose source is none of the sources given here: it
            came from another file, by which somebody corrected what we ship.

    """
    rows = list(days)
    if keep_corrections:
        shipped = {row.source for row in rows}
        corrected = set(Holiday.objects.exclude(source__in=shipped).values_list("date", flat=True))
        rows = [row for row in rows if row.date not in corrected]
    Holiday.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["date"],
        update_fields=["name", "is_working_day", "source"],
    )
    return len(rows)


def _is_national_day(day: date) -> bool:
    # Every notice has it; a New Year's Eve alone belongs to the next year's notice.
    return (day.month, day.day) == (10, 1)


def _day(day: date) -> date:
    if isinstance(day, datetime.datetime):
        raise TypeError("a calendar day, not a moment: timezone.localdate(moment)")
    return day
