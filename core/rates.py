"""So many times in a window of time, counted in the database: all processes count together.

A cache of a process's own would let each give the whole number away once more. One statement
counts, so that two at one moment are two; nobody's address is kept, only a digest of it.
"""

import time
from dataclasses import dataclass

import structlog
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.models import CacheEntry, Rate

log = structlog.get_logger(__name__)

MINUTE_S = 60
HOUR_S = 60 * MINUTE_S
DAY_S = 24 * HOUR_S
TABLE = Rate._meta.db_table
COUNT = (
    f"INSERT INTO {TABLE} (key, began, count) VALUES (%s, %s, 1)"  # noqa: S608 — our own name
    f" ON CONFLICT (key) DO UPDATE SET began = excluded.began, count ="
    f" CASE WHEN {TABLE}.began = excluded.began THEN {TABLE}.count + 1 ELSE 1 END RETURNING count"
)


@dataclass(frozen=True, slots=True)
class Limit:
    """What is counted apart, and how often one may in a window."""

    name: str
    most: int
    seconds: int = MINUTE_S

    @property
    def wait_s(self) -> int:
        """Seconds until the next window begins, one at least."""
        return max(1, round(self.seconds - time.time() % self.seconds))


def is_too_often(limit: Limit, who: object) -> bool:
    """Count one time of ``who``; whether it was one too many.

    Where nothing can be written, reading goes on uncounted.
    """
    key = salted_hmac(f"core.rates.{limit.name}", str(who), algorithm="sha256").hexdigest()
    began = int(time.time()) // limit.seconds * limit.seconds
    try:
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [key, began])
            [(count,)] = cursor.fetchall()
    except DatabaseError as error:
        if connection.in_atomic_block:
            raise
        log.warning("rates.uncounted", limit=limit.name, error=str(error)[:200])
        return False
    return count > limit.most


def prune() -> None:
    """Forget who has not asked for a day, and limits of signing in that are over."""
    Rate.objects.filter(began__lt=time.time() - DAY_S).delete()
    CacheEntry.objects.filter(expires__lt=timezone.now()).delete()
