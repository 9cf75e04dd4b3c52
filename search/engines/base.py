"""What every engine does, and what it is told. `tests/search/test_engines.py` is the contract."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Protocol

from core.outbox import Unavailable
from search.query import Found, Query

GONE = 2**62  # the version of a row that is there no more: nothing comes after it
SHAPE = 8  # raise it where an engine keeps documents otherwise than before


class Missing(Unavailable):
    """There is no index of this kind yet, or no longer: the worker builds it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: what it can be filtered and sorted by."""

    name: str
    keywords: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @property
    def shape(self) -> str:
        """A digest that changes where an index of this kind has to be built anew."""
        return hashlib.sha256(repr((SHAPE, self)).encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Document:
    """A row as it is searched; ``title`` counts for more than ``body``.

    The body's first line is what a list of results shows under the title. ``named`` texts are
    looked for by their name only (`org:`), and are of no account otherwise. ``starts`` are offered
    to whom begins to type them (`search.starting`).
    """

    id: int
    version: int
    title: str
    body: str = ""
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: Mapping[str, int | None] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)
    starts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Tells this document from another state of it."""
        said = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Removal:
    """A row that must not be found: hidden at ``version``, or absent (`GONE`)."""

    id: int
    version: int = GONE


Change = Document | Removal


@dataclass(frozen=True, slots=True)
class Index:
    """One index of a kind: the one searched, or one that is being built beside it."""

    kind: Kind
    name: str


class Engine(Protocol):
    """Where documents are found. Every method raises `Unavailable` where nobody answers."""

    name: str

    def search(self, kind: Kind, query: Query) -> Found:
        """What answers ``query``. Raises `Missing` where nothing was built."""

    def matching(self, kind: Kind, query: Query) -> Iterator[int]:
        """The id of everything that answers ``query``, the largest first; for exports."""

    def starting(self, kind: Kind, prefix: str, size: int) -> list[tuple[str, int]]:
        """Entries that begin with ``prefix``, with how many documents have each; most first."""

    def write(self, kind: Kind, changes: Sequence[Change]) -> dict[int, str]:
        """Carry changes to every index of the kind, the one being built too.

        A change that is older than what is there is passed over. Returns the errors by id.
        """

    def refresh(self, kind: Kind) -> None:
        """Let searches see all that was written."""

    def current(self, kind: Kind) -> Index | None:
        """The index that is searched."""

    def is_current_shape(self, kind: Kind) -> bool:
        """Whether the index that is searched is built as this version builds it."""

    def count(self, kind: Kind) -> int:
        """How many documents can be found."""

    def digests(self, kind: Kind) -> Iterator[tuple[int, str]]:
        """Every document's id and digest, by id."""

    def begin(self, kind: Kind) -> Index:
        """A new, empty index beside the one searched; from now on both are written to."""

    def fill(self, index: Index, documents: Sequence[Document]) -> None:
        """Put documents into an index that is being built; newer ones there stay."""

    def swap(self, index: Index) -> None:
        """Let searches see ``index`` and no other from the next one on."""

    def drop(self, kind: Kind) -> None:
        """Throw away everything of a kind."""
