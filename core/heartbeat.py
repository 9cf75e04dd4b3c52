"""Signs of life: each worker says every few seconds that it is there, for monitoring to read."""

import os
import socket
import time
import uuid
from datetime import datetime, timedelta

from django.utils import timezone

from core.models import Lease

EVERY_S = 3
ALIVE = timedelta(seconds=15)
PREFIX = "worker."
FORGET = timedelta(days=1)

# A container that starts again has the host's name and the process id of the one that died.
_LIFE = uuid.uuid4().hex[:6]
_last: dict[str, float] = {}


def own_name() -> str:
    """What this process is called; no other was or will be called so."""
    return f"{socket.gethostname()[:40]}.{os.getpid()}.{_LIFE}"


def beat_if_due() -> int:
    """Say that this process is alive, where it last did so three seconds ago or more."""
    name = PREFIX + own_name()
    now = time.monotonic()
    if now - _last.get(name, -EVERY_S) < EVERY_S:
        return 0
    until = timezone.now() + ALIVE
    Lease.objects.update_or_create(name=name, defaults={"holder": name, "until": until})
    Lease.objects.filter(name__startswith=PREFIX, until__lt=timezone.now() - FORGET).delete()
    _last[name] = now
    return 0


def end() -> None:
    """Say that this process stops of its own will."""
    Lease.objects.filter(name=PREFIX + own_name()).delete()


def workers(now: datetime | None = None) -> list[tuple[str, datetime, bool]]:
    """Each worker of the last day: its name, when it was last seen, whether it is alive."""
    now = now or timezone.now()
    rows = Lease.objects.filter(name__startswith=PREFIX).order_by("-until")
    return [(row.name.removeprefix(PREFIX), row.until - ALIVE, row.until > now) for row in rows]
