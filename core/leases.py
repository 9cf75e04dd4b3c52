"""Leases: one worker at a time on a piece of work, without a transaction held open meanwhile.

A lock would live as long as a transaction, and under SQLite an open write transaction stops every
other writer while a slow neighbour answers. A lease is a row with a time in it: claimed in one
short transaction, renewed by a thread while the work goes on, given back at the end, and free by
itself a few seconds after its holder was killed.

Hosts keep time by NTP; a clock that is wrong by more than the lease only means that work is done
twice, for whoever lost the lease finds out in `Held.confirm` and notes nothing.
"""

import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from core.models import Lease

log = structlog.get_logger(__name__)

LEASE_S = 9
LONGEST_WORK_S = 3600  # who works longer is taken to hang, and another may begin


@dataclass(slots=True)
class Held:
    """A lease in hand."""

    name: str
    holder: str
    seconds: float
    stays: bool = False

    def confirm(self) -> None:
        """Make sure, in the transaction that notes the work done, that the lease is still ours.

        Raises:
            LeaseLost: another has it; the transaction must not go through.

        """
        mine = Lease.objects.select_for_update().filter(name=self.name, holder=self.holder)
        if not mine.exists():
            raise LeaseLost(self.name)

    def renew(self) -> bool:
        """Put the end off; False where another has the lease."""
        until = timezone.now() + timedelta(seconds=self.seconds)
        return bool(Lease.objects.filter(name=self.name, holder=self.holder).update(until=until))

    def keep(self) -> None:
        """Do not give the lease back at the end: let it run out, as a pause for everybody."""
        self.stays = True


class LeaseLost(Exception):  # noqa: N818 — named after what it says
    """The work took so long, or stood still so long, that another has begun it."""


@contextmanager
def lease(name: str, *, seconds: float | None = None) -> Iterator[Held | None]:
    """Hold ``name`` while the block runs; yields None where another holds it.

    Args:
        name: what is worked on.
        seconds: for how long it stays taken after its holder was killed; else `LEASE_S`.

    """
    held = _claim(Held(name, uuid.uuid4().hex, seconds or LEASE_S))
    if held is None:
        yield None
        return
    done = threading.Event()
    renewer = threading.Thread(target=_renew, args=(held, done), daemon=True)
    renewer.start()
    try:
        yield held
    finally:
        done.set()
        renewer.join()
        if not held.stays:
            Lease.objects.filter(name=name, holder=held.holder).update(until=timezone.now())


def _claim(held: Held) -> Held | None:
    now = timezone.now()
    until = now + timedelta(seconds=held.seconds)
    lease_row = Lease.objects.filter(name=held.name).first()
    if lease_row is None:
        try:
            with transaction.atomic():
                Lease.objects.create(name=held.name, holder=held.holder, until=until)
        except IntegrityError:  # another worker made the row first
            return None
        return held
    if lease_row.until > now:
        return None
    free = Lease.objects.filter(name=held.name, until__lte=now)
    return held if free.update(holder=held.holder, until=until) else None


def _renew(held: Held, done: threading.Event) -> None:
    """Renew every third of the lease, on a connection of this thread's own."""
    give_up = time.monotonic() + LONGEST_WORK_S
    try:
        while not done.wait(held.seconds / 3) and time.monotonic() < give_up:
            try:
                if not held.renew():
                    log.warning("lease.lost", lease=held.name)
                    return
            except DatabaseError:  # away for a moment; there are two more tries
                log.warning("lease.not_renewed", lease=held.name)
                connection.close()
    finally:
        connection.close()
