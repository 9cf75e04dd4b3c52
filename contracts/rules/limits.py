"""Within how many days a case is decided: dated data, of which each case keeps its version.

Only what is in force sets a clock. The draft of 2024 is kept to show what it would mean.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from contracts.rules.finding import Standing
from core.calendar import add_working_days

LARGE_FEN = 5_000_000 * 100


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit; ``working`` days skip days off, ``large_days`` are for large or disputed."""

    version: str
    days: int
    large_days: int
    working: bool
    standing: Standing
    valid_from: date
    source: str


LIMITS = (
    Limit(
        "2000",
        30,
        30,
        working=False,
        standing=Standing.IN_FORCE,
        valid_from=date(2000, 2, 16),
        source="技术合同认定登记管理办法（国科发政字〔2000〕063号）",
    ),
    Limit(
        "draft-2024",
        15,
        30,
        working=True,
        standing=Standing.DRAFT,
        valid_from=date(2024, 12, 20),
        source="技术合同认定登记管理办法（征求意见稿）第十四条",
    ),
)
_BY_VERSION = {limit.version: limit for limit in LIMITS}


def version_on(day: date) -> str:
    """The version that governs a case accepted on ``day``: the latest that is in force."""
    bound = [
        limit
        for limit in LIMITS
        if limit.standing == Standing.IN_FORCE and limit.valid_from <= day
    ]
    return max(bound, key=lambda limit: limit.valid_from).version


def due_on(
    version: str, accepted_on: date, *, technology_fen: int, disputed: bool = False
) -> date:
    """The last day for a decision; one that is a day off moves on (民法典 第二百零三条)."""
    limit = _BY_VERSION[version]
    days = limit.large_days if technology_fen >= LARGE_FEN or disputed else limit.days
    if limit.working:
        return add_working_days(accepted_on, days).day
    return add_working_days(accepted_on + timedelta(days=days), 0).day


def promised_on(accepted_on: date) -> date | None:
    """The day that the body itself has promised, where it has."""
    promises = [
        promise
        for promise in settings.REGISTRATION_PROMISES
        if date.fromisoformat(promise["since"]) <= accepted_on
    ]
    if not promises:
        return None
    latest = max(promises, key=lambda promise: promise["since"])
    return add_working_days(accepted_on, latest["working_days"]).day
