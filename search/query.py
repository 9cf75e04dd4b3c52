"""A question to an engine and its answer, in words that are no engine's own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from search.sentence import Sentence, Synonyms, understand

RELEVANCE = ""
LARGEST_PAGE = 100
DEEPEST = 10_000  # rows; who wants more exports them


@dataclass(frozen=True)
class Query:
    """What is looked for among the documents of one kind.

    ``filters`` hold the values that a keyword may have: any of one name's, of every name.
    ``ranges`` hold inclusive bounds of a number, None where one side is open. ``order`` names a
    number to sort by, with a dash for the largest first; without one the best hits come first.
    """

    kind: str
    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    order: str = RELEVANCE
    offset: int = 0
    size: int = 20
    synonyms: Synonyms = field(default_factory=dict)

    @cached_property
    def sentence(self) -> Sentence:
        return understand(self.text, self.synonyms)


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found, and how well it answers; exact hits stand above related ones."""

    id: int
    score: float = 0.0
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """An engine's answer. Each facet is counted as if its own filter were not set."""

    total: int
    exact: int
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def related(self) -> int:
        return self.total - self.exact
