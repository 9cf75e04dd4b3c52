"""What an act is: one transaction in which everything about it is written, or nothing is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import connection
from django.utils import timezone

_happened_at: ContextVar[datetime | None] = ContextVar("happened_at", default=None)


def require_transaction(what: str) -> None:
    """Refuse to write ``what`` by itself.

    Raises:
        RuntimeError: outside a transaction, where a part of the act could outlive the rest.

    """
    if not connection.in_atomic_block:
        msg = f"{what} belongs in the transaction of the act"
        raise RuntimeError(msg)


@contextmanager
def happened_at(moment: datetime) -> Iterator[None]:
    """Within it acts are those of ``moment``, entered later; the trail keeps both times.

    For the demonstration alone, whose people acted over months. Services that take ``now`` are
    given the same moment.

    Raises:
        ValueError: the moment has not come yet.

    """
    if moment > timezone.now():
        msg = f"an act of {moment} has not happened yet"
        raise ValueError(msg)
    token = _happened_at.set(moment)
    try:
        yield
    finally:
        _happened_at.reset(token)


def earlier_moment() -> datetime | None:
    """When the act at hand happened, where that was before it is entered."""
    return _happened_at.get()


def now() -> datetime:
    """When the act at hand happens: now, but for `happened_at`."""
    return _happened_at.get() or timezone.now()
