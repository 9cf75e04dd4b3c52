"""Sets of document numbers as bits: whole sets are met, joined and counted at the speed of memory.

A set is kept in chunks of 65,536 numbers, so that numbers far apart cost no more than they must.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import compress, count

CHUNK = 16  # bits of a number that say where in its chunk it is
_ONE = ord("1")
_TRUTH = bytes.maketrans(b"01", b"\x00\x01")


@dataclass(frozen=True, slots=True)
class Bits:
    """A set of numbers from 0 up; ``chunks`` holds no empty one."""

    chunks: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, numbers: Iterable[int]) -> "Bits":
        """The set of ``numbers``."""
        ordered = sorted(numbers)
        chunks: dict[int, int] = {}
        begin = 0
        while begin < len(ordered):
            chunk = ordered[begin] >> CHUNK
            end = bisect_left(ordered, (chunk + 1) << CHUNK, begin)
            first = chunk << CHUNK
            marks = bytearray(b"0") * (ordered[end - 1] - first + 1)
            for number in ordered[begin:end]:
                marks[number - first] = _ONE
            chunks[chunk] = int(marks[::-1], 2)
            begin = end
        return cls(chunks)

    def __and__(self, other: "Bits") -> "Bits":
        theirs = other.chunks
        return Bits(
            {at: both for at, mine in self.chunks.items() if (both := mine & theirs.get(at, 0))}
        )

    def __or__(self, other: "Bits") -> "Bits":
        either = {**self.chunks}
        for at, theirs in other.chunks.items():
            either[at] = either.get(at, 0) | theirs
        return Bits(either)

    def __sub__(self, other: "Bits") -> "Bits":
        theirs = other.chunks
        return Bits(
            {at: left for at, mine in self.chunks.items() if (left := mine & ~theirs.get(at, 0))}
        )

    def __len__(self) -> int:
        return sum(map(int.bit_count, self.chunks.values()))

    def __iter__(self) -> Iterator[int]:
        for at in sorted(self.chunks):
            marks = f"{self.chunks[at]:b}".encode()[::-1].translate(_TRUTH)
            yield from compress(count(at << CHUNK), marks)

    def common(self, other: "Bits") -> int:
        """How many numbers are in both."""
        theirs = other.chunks
        return sum((mine & theirs.get(at, 0)).bit_count() for at, mine in self.chunks.items())


def packed(chunk: int) -> bytes:
    """A chunk as a file keeps it."""
    return chunk.to_bytes((chunk.bit_length() + 7) // 8, "little")


def unpacked(kept: bytes) -> int:
    """What `packed` packed."""
    return int.from_bytes(kept, "little")
