"""Wake the worker where something was committed, so that it need not look again and again.

On PostgreSQL who leaves work sends NOTIFY after the commit, once a transaction; on SQLite the
worker asks for the file's data version, which another connection's commit raises. Either may be
missed (a process killed after its commit, a connection that broke): who waits looks by itself
after a while, too.
"""

import threading
from collections.abc import Callable

from django.db import connection, transaction

CHANNEL = "zhuanhua_work"
GLANCE_S = 0.25  # how often the data version is asked for
PATIENCE_S = 1.0  # how long one call waits for a notification, so that a stop is answered


def there_is_work() -> None:
    """Say, once this transaction has committed, that something was left for the worker."""
    if connection.vendor != "postgresql":
        return
    if not any(entry[1] is _notify for entry in connection.run_on_commit):
        transaction.on_commit(_notify, robust=True)


def _notify() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {CHANNEL}")


def watch(wake: Callable[[], None], stop: threading.Event) -> None:
    """Call ``wake`` after commits of others, until ``stop``; returns or raises where it cannot.

    Raises:
        DatabaseError: the connection broke; the caller begins anew.

    """
    if connection.vendor == "postgresql":
        _listen(wake, stop)
    else:
        _glance(wake, stop)


def _listen(wake: Callable[[], None], stop: threading.Event) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")
    wake()  # for what was left before we listened
    while not stop.is_set():
        raw = connection.connection
        for _notification in raw.notifies(timeout=PATIENCE_S, stop_after=1):
            wake()


def _glance(wake: Callable[[], None], stop: threading.Event) -> None:
    known = None
    while not stop.wait(GLANCE_S):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA data_version")
            version = cursor.fetchone()[0]
        if version != known:
            known = version
            wake()
