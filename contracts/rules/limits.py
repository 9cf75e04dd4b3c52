"""Within how many days a case is decided: dated data, of which each case keeps its version."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from contracts.rules import versions
from contracts.rules.finding import V2000, V2026
from core.calendar import add_working_days

LARGE_FEN = 5_000_000 * 100


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit; ``working`` days skip days off, ``large_days`` are for large or disputed."""

    version: str
    days: int
    large_days: int
    working: bool
    source: str


LIMITS = (
    Limit(
        V2000,
        30,
        30,
        working=False,
        source="技术合同认定登记管理办法（国科发政字〔2000〕063号）",
    ),
    # What the new Measures say is not known here; the draft of 2024 is the nearest text.
    Limit(
        V2026,
        15,
        30,
        working=True,
        source="技术合同认定登记管理办法（征求意见稿，2024-12-20）第十四条；2026 年办法待核对",
    ),
)
_BY_VERSION = {limit.version: limit for limit in LIMITS}


def is_statutory(version: str) -> bool:
    """Whether the limit of ``version`` binds by law; else it is promised, its text unconfirmed."""
    return versions.get(version).is_confirmed


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
