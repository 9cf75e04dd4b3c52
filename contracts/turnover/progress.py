"""How far a year's target is reached on a day: two paces, the gap, the light.

*序时进度* is the share of the year's days that have passed. *季度目标进度* is the share that
should be reached by now: the cumulative share of the last full quarter, and of the running
quarter its own share by days. Lights use the second; pages name both.
"""

from calendar import isleap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.money import half_up, share_percent

YELLOW_FROM = Fraction(80, 100)
QUARTERS = 4
QUARTER_NAMES = (_("一季度"), _("二季度"), _("三季度"), _("四季度"))
MONTHS_IN_QUARTER = 3


class Light(models.TextChoices):
    """Whether what should be reached by now is reached."""

    GREEN = "green", _("达到季度目标")
    YELLOW = "yellow", _("低于季度目标")
    RED = "red", _("低于季度目标八成")
    NONE = "none", _("未定目标")


@dataclass(frozen=True, slots=True)
class Pace:
    """The two shares of a year's target that stand for "now"; exact."""

    by_days: Fraction
    by_quarter: Fraction


def quarter_of(day: date) -> int:
    """1 to 4."""
    return (day.month - 1) // MONTHS_IN_QUARTER + 1


def quarter_start(year: int, quarter: int) -> date:
    """The first day of a quarter; of the fifth, the next year's first day."""
    return date(
        year + quarter // (QUARTERS + 1), (quarter - 1) % QUARTERS * MONTHS_IN_QUARTER + 1, 1
    )


def passed_of_quarter(day: date) -> Fraction:
    """The share of its quarter's days that has passed at the end of ``day``."""
    quarter = quarter_of(day)
    start, end = quarter_start(day.year, quarter), quarter_start(day.year, quarter + 1)
    return Fraction((day - start).days + 1, (end - start).days)


def pace_on(day: date, cumulative_percent: Sequence[Decimal | int]) -> Pace:
    """The paces at the end of ``day``, which counts as passed."""
    quarter = quarter_of(day)
    before = Fraction(cumulative_percent[quarter - 2]) if quarter > 1 else Fraction(0)
    own = Fraction(cumulative_percent[quarter - 1]) - before
    of_year = Fraction((day - date(day.year, 1, 1)).days + 1, 366 if isleap(day.year) else 365)
    return Pace(of_year, (before + own * passed_of_quarter(day)) / 100)


@dataclass(frozen=True, slots=True)
class Progress:
    """What is reached of a target by a pace; fen."""

    actual_fen: int
    target_fen: int
    pace: Pace

    @property
    def due_fen(self) -> int:
        """What should be reached by now, half up."""
        return half_up(self.target_fen * self.pace.by_quarter)

    @property
    def gap_fen(self) -> int:
        """Actual less due: negative where behind."""
        return self.actual_fen - self.due_fen

    @property
    def percent(self) -> Decimal | None:
        """Of the year's target, two decimals; None without a target."""
        return share_percent(self.actual_fen, self.target_fen)

    @property
    def light(self) -> Light:
        if not self.target_fen:
            return Light.NONE
        due = self.target_fen * self.pace.by_quarter
        if self.actual_fen >= due:
            return Light.GREEN
        return Light.YELLOW if self.actual_fen >= due * YELLOW_FROM else Light.RED
