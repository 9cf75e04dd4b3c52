"""The keywords of the embedded engine: for each value the documents that have it, as bits.

A document's own keywords are kept beside it (`document.keywords`), to know which bits go when it
changes or goes. Every document has the value `EVERY`.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from sqlite3 import Connection

from search.engines.bits import CHUNK, Bits, packed, unpacked

EVERY = " every"  # no keyword of a kind is called so
SCHEMA = """
CREATE TABLE held(
    name TEXT, value TEXT, chunk INTEGER, bits BLOB, PRIMARY KEY (name, value, chunk));
"""

Keywords = Mapping[str, Iterable[str]]
Held = Mapping[str, Mapping[str, Bits]]  # name → value → documents
_IN_CHUNK = (1 << CHUNK) - 1


def read(connection: Connection, names: Iterable[str]) -> Held:
    """The documents of every value of each of ``names``."""
    held: dict[str, dict[str, Bits]] = {name: {} for name in names}
    rows = connection.execute(
        "SELECT name, value, chunk, bits FROM held"  # noqa: S608 — marks only
        f" WHERE name IN ({', '.join('?' for _name in held)})",
        [*held],
    )
    for name, value, chunk, bits in rows:
        found = Bits({chunk: unpacked(bits)})
        known = held[name].get(value)
        held[name][value] = known | found if known else found
    return held


def every(connection: Connection) -> Bits:
    """All documents."""
    return read(connection, [EVERY])[EVERY].get("", Bits())


class Changes:
    """What one piece of writing changes of the bits; carried out at its end, each chunk once."""

    def __init__(self, connection: Connection):
        self._connection = connection
        self._changed: dict[tuple[str, str, int], dict[int, bool]] = defaultdict(dict)

    def remove(self, document: int, kept: str) -> None:
        """Forget ``document``, beside which ``kept`` stands."""
        self._mark(document, json.loads(kept), stands=False)

    def add(self, document: int, keywords: Keywords) -> str:
        """``document`` has ``keywords``; returns what is kept beside it."""
        kept = {name: [*values] for name, values in keywords.items()}
        self._mark(document, kept, stands=True)
        return json.dumps(kept)

    def carry_out(self) -> None:
        """Write each chunk that has changed."""
        for key, marks in self._changed.items():
            row = self._connection.execute(
                "SELECT bits FROM held WHERE name = ? AND value = ? AND chunk = ?", key
            ).fetchone()
            before = unpacked(row[0]) if row else 0
            there = _bits(place for place, stands in marks.items() if stands)
            gone = _bits(place for place, stands in marks.items() if not stands)
            after = before & ~gone | there
            if after:
                self._connection.execute(
                    "INSERT OR REPLACE INTO held VALUES (?, ?, ?, ?)", (*key, packed(after))
                )
            elif row:
                self._connection.execute(
                    "DELETE FROM held WHERE name = ? AND value = ? AND chunk = ?", key
                )

    def _mark(self, document: int, keywords: Keywords, *, stands: bool) -> None:
        for name, value in _pairs(keywords):
            key = name, value, document >> CHUNK
            self._changed[key][document & _IN_CHUNK] = stands


def _pairs(keywords: Keywords) -> Iterator[tuple[str, str]]:
    yield EVERY, ""
    for name, values in keywords.items():
        for value in values:
            yield name, value


def _bits(places: Iterable[int]) -> int:
    return Bits.of(places).chunks.get(0, 0)
