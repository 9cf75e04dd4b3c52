"""Rows a few at a time, so that memory stays flat however many there are."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
SIZE = 500


def chunks(rows: Iterable[T], size: int = SIZE) -> Iterator[list[T]]:
    """``rows`` in their order, ``size`` at a time; the last may be fewer."""
    rest = iter(rows)
    while part := list(islice(rest, size)):
        yield part
