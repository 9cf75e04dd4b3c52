"""Leases: one worker at a time on a piece of work, without a transaction held open meanwhile.

A lock would live as long as a transaction, and under SQLite an open write transaction stops every
other writer while a slow neighbour answers. A lease is a row with a time in it: claimed in one
short transaction, given back in another, and free again by itself when its holder was killed.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.models import Lease


@contextmanager
def lease(name: str, *, seconds: int) -> Iterator[bool]:
    """Hold ``name`` for at most ``seconds``; yields whether it could be had."""
    holder = uuid.uuid4().hex
    held = _claim(name, holder, seconds)
    try:
        yield held
    finally:
        if held:
            Lease.objects.filter(name=name, holder=holder).update(until=timezone.now())


def _claim(name: str, holder: str, seconds: int) -> bool:
    now = timezone.now()
    until = now + timedelta(seconds=seconds)
    if Lease.objects.filter(name=name, until__lte=now).update(holder=holder, until=until):
        return True
    if Lease.objects.filter(name=name).exists():
        return False
    try:
        with transaction.atomic():
            Lease.objects.create(name=name, holder=holder, until=until)
    except IntegrityError:  # another worker made the row first
        return False
    return True
