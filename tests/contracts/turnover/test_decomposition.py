from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.turnover.decomposition import city_target, decompose

QUARTERS = (20, 45, 70, 100)


def by_quarter(cells):
    return [sum(quarter) for quarter in zip(*cells.values(), strict=True)]


def test_thirty_percent_over_thirteen_counties_adds_up_exactly():
    weights = {f"3604{n:02}": 311 + 97 * n for n in range(13)}

    target = city_target(10_000, 30)
    cells = decompose(target, weights, QUARTERS)

    assert target == 13_000
    assert by_quarter(cells) == [2_600, 3_250, 3_250, 3_900]
    assert sum(map(sum, cells.values())) == 13_000


def test_a_target_is_rounded_up():
    assert city_target(10_001, 30) == 13_002
    assert city_target(0, 30) == 0


def test_a_base_below_zero_is_refused():
    with pytest.raises(ValueError, match="not negative"):
        city_target(-1, 30)


@pytest.mark.parametrize("shares", [(), (20, 45, 70), (20, 10, 70, 100), (20, 45, 70, 101)])
def test_shares_that_fall_or_do_not_end_at_all_are_refused(shares):
    with pytest.raises(ValueError, match="cumulative shares"):
        decompose(100, {"a": 1}, shares)


def test_a_region_rounded_up_in_one_quarter_is_not_taken_back_in_the_next():
    cells = decompose(3, {"a": 1, "b": 1, "c": 1, "d": 1}, QUARTERS)

    assert by_quarter(cells) == [1, 0, 1, 1]
    assert min(min(quarters) for quarters in cells.values()) == 0


@given(
    total=st.integers(0, 10**9),
    weights=st.lists(st.integers(0, 10**7), min_size=1, max_size=20).filter(any),
    shares=st.lists(st.integers(0, 1000), min_size=0, max_size=6),
)
def test_every_margin_is_exact_and_no_cell_negative(total, weights, shares):
    cumulative = [Decimal(share) / 10 for share in sorted(shares)] + [100]

    cells = decompose(total, {str(n): weight for n, weight in enumerate(weights)}, cumulative)

    every = [cell for row in cells.values() for cell in row]
    reached = 0
    for percent, quarter in zip(cumulative, by_quarter(cells), strict=True):
        reached += quarter
        assert abs(reached - total * percent / 100) <= Decimal("0.5")
    assert reached == total
    assert min(every) >= 0
    for n, weight in enumerate(weights):
        assert abs(sum(cells[str(n)]) - total * weight / sum(weights)) < 1.001
