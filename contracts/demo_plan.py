"""How many invented contracts stand in which state, and when each came there."""

import random
from datetime import date, timedelta

from contracts.demo_texts import SEASON
from contracts.models import Contract
from core.numbering import next_number

S = Contract.Status
# Cases that are on their way or ended otherwise; all others are registered.
OPEN = {
    S.DRAFT: 8, S.SUBMITTED: 9, S.RETURNED: 6, S.ACCEPTED: 12, S.EXAMINED: 8, S.REVIEWED: 7,
    S.REFUSED: 6, S.WITHDRAWN: 5, S.CANCELLED: 4,
}  # fmt: skip
# Of the registered: this year's, last year's, the year's before; the last two are whole years.
BY_YEAR = (130, 117, 88)


def next_national_number(year: int) -> str:
    """Sixteen digits of the right shape; the body's place is filled with nines: none has it."""
    return f"360499{year}{next_number(f'demo.national.{year}'):06d}"


def plan(chance: random.Random, today: date) -> list[tuple[str, date]]:
    """Each contract's state and the day of its last act."""
    planned: list[tuple[str, date]] = [
        (status, today - timedelta(days=chance.randrange(1, 40)))
        for status, count in OPEN.items()
        for _each in range(count)
    ]
    for back, count in enumerate(BY_YEAR):
        year = today.year - back
        months = range(1, today.month + 1) if back == 0 else range(1, 13)
        weights = [SEASON[month - 1] for month in months]
        for month in chance.choices(months, weights, k=count):
            last = min(28, today.day - 1 or 1) if (back, month) == (0, today.month) else 28
            planned.append((S.REGISTERED, date(year, month, chance.randint(1, last))))
    return planned
