from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from contracts.turnover.progress import Light, Pace, Progress, pace_on, quarter_of, quarter_start

QUARTERS = (20, 45, 70, 100)


@pytest.mark.parametrize(
    ("day", "by_quarter"),
    [
        (date(2026, 1, 1), Fraction(20, 90 * 100)),
        (date(2026, 3, 31), Fraction(20, 100)),
        (date(2026, 4, 1), Fraction(20, 100) + Fraction(25, 91 * 100)),
        (date(2026, 6, 30), Fraction(45, 100)),
        (date(2026, 12, 31), Fraction(1)),
    ],
)
def test_the_pace_of_the_quarters_reaches_each_share_on_the_last_day(day, by_quarter):
    assert pace_on(day, QUARTERS).by_quarter == by_quarter


def test_the_pace_of_the_days_counts_the_day_itself_and_leap_years():
    assert pace_on(date(2026, 6, 30), QUARTERS).by_days == Fraction(181, 365)
    assert pace_on(date(2028, 6, 30), QUARTERS).by_days == Fraction(182, 366)
    assert pace_on(date(2026, 12, 31), QUARTERS).by_days == 1


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 3, 31), 1),
        (date(2026, 4, 1), 2),
        (date(2026, 9, 30), 3),
        (date(2026, 12, 1), 4),
    ],
)
def test_a_day_knows_its_quarter(day, quarter):
    assert quarter_of(day) == quarter
    assert quarter_start(2026, quarter) <= day < quarter_start(2026, quarter + 1)


def test_the_year_after_begins_with_the_fifth_quarter():
    assert quarter_start(2026, 5) == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("actual", "light"),
    [(4800, Light.GREEN), (4799, Light.YELLOW), (3840, Light.YELLOW), (3839, Light.RED)],
)
def test_the_light_follows_what_is_due(actual, light):
    assert Progress(actual, 10_000, Pace(Fraction(1, 2), Fraction(48, 100))).light == light


def test_the_gap_is_what_is_reached_less_what_is_due():
    progress = Progress(4_120, 10_000, Pace(Fraction(1, 2), Fraction(48, 100)))

    assert (progress.due_fen, progress.gap_fen) == (4_800, -680)
    assert progress.percent == Decimal("41.20")


def test_without_a_target_nothing_is_said():
    progress = Progress(4_120, 0, Pace(Fraction(1, 2), Fraction(48, 100)))

    assert (progress.light, progress.percent) == (Light.NONE, None)
