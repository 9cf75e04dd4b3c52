"""A year's target, divided over regions and quarters so that every sum is exact.

Whole numbers throughout, in a unit that the caller chooses: a published table is in 万元, and its
cells must add up as they are printed.

Source: 九江市科技赋能高质量发展“八大行动”2024 年工作要点 (to every county, every quarter).
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from core.money import allocate, half_up

WHOLE = 100  # percent


def city_target(base: int, growth_percent: Decimal | int) -> int:
    """``base`` grown by ``growth_percent``, rounded up: a target rounded down would fall short.

    Raises:
        ValueError: ``base`` is negative; nothing can be said to grow from it.

    """
    if base < 0:
        raise ValueError("a target grows from a base that is not negative")
    grown = base * (1 + Fraction(growth_percent) / WHOLE)
    return -(-grown.numerator // grown.denominator)


def decompose(
    total: int,
    weights: Mapping[str, Decimal | int | Fraction],
    cumulative_percent: Sequence[Decimal | int],
) -> dict[str, list[int]]:
    """``total`` by region and period; all cells are whole, none is negative.

    A region's cells add up to its share by weight, by the largest remainder; the cells of all
    regions up to the end of a period add up to that period's share of ``total``, half up.

    Args:
        weights: a region's code to its weight, such as its last year's turnover.
        cumulative_percent: what is to be reached by the end of each period, the last being 100.

    Raises:
        ValueError: the shares fall, or do not end at 100; weights as `core.money.allocate`.

    """
    _check(cumulative_percent)
    of_year = allocate(total, list(weights.values()))
    reached = [0] * len(of_year)
    cells: list[list[int]] = [[] for _region in of_year]
    for percent in cumulative_percent:
        share = Fraction(percent) / WHOLE
        wanted = [share * target for target in of_year]
        now = _between(reached, of_year, wanted, half_up(share * total))
        for cell, before, after in zip(cells, reached, now, strict=True):
            cell.append(after - before)
        reached = now
    return dict(zip(weights, cells, strict=True))


def _check(cumulative_percent: Sequence[Decimal | int]) -> None:
    bounds = [0, *cumulative_percent]
    if bounds[-1] != WHOLE or any(after < before for before, after in pairwise(bounds)):
        raise ValueError("cumulative shares must not fall and must end at 100")


def _between(
    low: Sequence[int], high: Sequence[int], wanted: Sequence[Fraction], total: int
) -> list[int]:
    """Whole numbers within bounds that sum to ``total``, as near to ``wanted`` as may be.

    The largest remainder, but for what an earlier period has already given: a region that was
    rounded up then is not taken back now.
    """
    found = [max(least, int(share)) for least, share in zip(low, wanted, strict=True)]
    while (left := total - sum(found)) != 0:
        step = 1 if left > 0 else -1
        free = [
            index
            for index, value in enumerate(found)
            if (value < high[index] if left > 0 else value > low[index])
        ]
        free.sort(key=lambda index: step * (found[index] - wanted[index]))
        for index in free[: abs(left)]:
            found[index] += step
    return found
