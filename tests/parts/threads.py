"""The same work in several threads, each with a database connection of its own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

from core.errors import WrongState


def at_once(work: Callable[[int], Any], times: int, *, workers: int = 40) -> list[Any]:
    """Run ``work(number)`` in threads; closes each thread's connection."""

    def one(number: int) -> Any:
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(min(workers, times)) as pool:
        return list(pool.map(one, range(times)))


def race(*acts: Callable[[], Any], refused: Any = WrongState) -> list[Any]:
    """What each of ``acts`` gave, or how it was ``refused``; all are let go together."""
    start = threading.Barrier(len(acts))

    def run(number: int) -> Any:
        start.wait()
        try:
            return acts[number]()
        except refused as refusal:
            return refusal

    return at_once(run, len(acts))
