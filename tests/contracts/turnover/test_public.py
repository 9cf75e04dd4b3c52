"""What everybody reads of the registry is what the dashboard has, and never one contract."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from contracts.models import Clock
from contracts.turnover import public, rollup
from contracts.turnover.overview import overview
from contracts.turnover.statistics import year_to
from tests.contracts.factories import ContractFactory

pytestmark = pytest.mark.django_db
WAN = 1_000_000
OCTOBER = date(2026, 10, 31)


def registered(day, amount_wan=600, **states):
    return ContractFactory(
        registered=not states,
        amount_fen=amount_wan * WAN,
        region_id="360403",
        registered_on=day,
        **states,
    )


def of(this, last):
    """The year to October with so many contracts of 600 万元, beside so many of a year before."""
    for number in range(max(this, last)):
        if number < this:
            registered(date(2026, 10, 31 - number))
        if number < last:
            registered(date(2025, 1, 1 + number), 500)
    rollup.rebuild()
    return public.of_year(OCTOBER)


def test_it_is_the_dashboards_city():
    shown = of(3, 3)

    city = overview(OCTOBER).city
    assert (shown.as_of, shown.contracts) == (OCTOBER, 3)
    assert shown.amount_fen == city.figures.amount_fen == 1_800 * WAN
    assert shown.last_fen == city.last.amount_fen == 1_500 * WAN
    assert shown.growth_percent == city.growth_percent == Decimal("20.00")


@pytest.mark.parametrize(
    ("this", "last", "is_sum_told", "is_growth_told"),
    [(2, 3, False, False), (3, 2, True, False), (3, 0, True, False), (0, 0, False, False)],
)
def test_a_sum_of_few_is_not_told_nor_what_it_could_be_reckoned_from(
    this, last, is_sum_told, is_growth_told
):
    shown = of(this, last)

    assert (shown.amount_fen is not None) == is_sum_told
    assert (shown.last_fen is not None) == is_growth_told
    assert (shown.growth_percent is not None) == is_growth_told
    assert shown.contracts == this


def test_a_growth_over_too_small_a_base_is_not_told(settings):
    settings.TURNOVER_BASE_FLOOR_FEN = 1_501 * WAN

    shown = of(3, 3)

    assert (shown.growth_percent, shown.last_fen) == (None, 1_500 * WAN)


def run(contract, start, stop):
    times = [
        datetime.fromisoformat(said).replace(tzinfo=ZoneInfo("Asia/Shanghai")) if said else None
        for said in (start, stop)
    ]
    Clock.objects.create(
        contract=contract,
        rule_version="2000",
        started_at=times[0],
        stopped_at=times[1],
        due_on=date(2026, 12, 31),
    )


def test_the_time_taken_leaves_weekends_and_supplements_out():
    supplemented = registered(date(2026, 10, 12))
    run(supplemented, "2026-09-14T23:59", "2026-09-16T00:01")  # Monday to Wednesday: 2
    run(supplemented, "2026-09-23T09:00", "2026-09-24T09:00")  # a week later: 1
    run(registered(date(2026, 10, 12)), "2026-09-18T17:00", "2026-09-21T08:00")  # a weekend: 1
    run(registered(date(2026, 10, 12)), "2026-09-14T08:00", "2026-09-14T17:00")  # the same day: 0
    registered(date(2026, 10, 12))  # came with its number, was never at this desk
    run(registered(date(2025, 12, 31)), "2025-12-01T08:00", "2025-12-31T08:00")
    run(registered(date(2026, 10, 12), cancelled=True), "2026-09-01T08:00", "2026-09-30T08:00")

    found = public.taken(year_to(OCTOBER))

    assert found == public.Taken(3, Decimal("1.3"))  # 4 days over 3 contracts


def test_nothing_taken_is_no_time():
    assert public.taken(year_to(OCTOBER)) == public.Taken(0, None)


def test_it_costs_a_bounded_number_of_queries(django_assert_max_num_queries):
    for number in range(4):
        run(registered(date(2026, 10, 1 + number)), "2026-09-14T08:00", "2026-09-15T08:00")

    with django_assert_max_num_queries(11):
        public.of_year(OCTOBER)
