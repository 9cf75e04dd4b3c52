"""The same work in several threads, each with a database connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection


def at_once(work: Callable[[int], Any], times: int, *, workers: int = 40) -> list[Any]:
    """Run ``work(number)`` in threads; closes each thread's connection."""

    def one(number: int) -> Any:
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(min(workers, times)) as pool:
        return list(pool.map(one, range(times)))
