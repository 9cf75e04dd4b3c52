"""Named locks inside a transaction, numbered so that everybody takes them in the same order.

A row lock guards a row that exists. These guard what no single row stands for: "one sealer at a
time", "one founding of this code". PostgreSQL's advisory locks carry them; under SQLite a write
transaction (``IMMEDIATE``) already excludes every other writer.
"""

import zlib
from enum import IntEnum

from django.db import connection

from core.acts import require_transaction


class Lock(IntEnum):
    """The locks; an act that needs several takes them in rising order, else two could deadlock."""

    FIRST_OPERATOR = 5
    AUDIT_SEAL = 10
    ORGANISATION_CODE = 20
    ORGANISATION_MERGE = 30
    LISTING_IMPORT = 60
    CONTRACT_ONCE = 70
    NATIONAL_NUMBER = 80
    TARGET_YEAR = 90
    TURNOVER_ROLLUP = 100
    SYNONYMS = 110


def acquire(lock: Lock, key: str = "") -> None:
    """Hold ``lock`` (for ``key``) until the transaction ends; several keys in sorted order.

    Raises:
        RuntimeError: outside a transaction, where the lock would be gone at once.

    """
    require_transaction("locks.acquire()")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(%s, %s)",
                [int(lock), zlib.crc32(key.encode()) - 2**31],
            )
