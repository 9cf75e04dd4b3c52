"""A results page: what was found, the conditions as removable chips, facets, what would help."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.lists import Chip
from search import finding
from search.asked import Asked
from search.documents import DOCUMENTS, Source
from search.finding import Answer, Result
from search.listings import FACETS, SORT_LABELS, Facet, Listing
from search.query import DEEPEST
from search.ranges import NO_BOUNDS, PRICE, RANGES, TRL, Bounds, levels

MOST_RELAXATIONS = 5
TEXT = _("包含")


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet, with how many would be found if it were chosen alone."""

    value: str
    label: Any
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Bound:
    """A level that a range may begin or end at, and how many would be found from or up to it."""

    value: int
    label: Any
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class FacetShown:
    """A facet as a group of boxes; one ``by_range`` as the levels to begin and end at."""

    name: str
    label: Any
    values: Sequence[Value]
    by_range: bool

    @property
    def selected(self) -> int:
        return sum(value.selected for value in self.values)


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A condition, and how many would be found without it."""

    label: Any
    count: int
    url: str


class _Everything:
    """All rows found, for an export."""

    def __init__(self, source: Source, asked: Asked):
        self._source, self._asked = source, asked

    def iterator(self, chunk_size: int = 0) -> Iterator[Any]:
        return finding.every_row(self._source, self._asked.query)


class ResultsPage:
    """The listings that answer ``asked``, for ``reader``."""

    def __init__(self, asked: Asked, *, reader: Any = None, export_format: str = ""):
        self.asked = asked
        self.reader = reader
        self.export_format = export_format
        self.source = DOCUMENTS[Listing]
        self.answer: Answer = finding.find(self.source, asked.query)

    @property
    def count(self) -> int:
        return self.answer.found.total

    @property
    def found(self) -> _Everything:
        return _Everything(self.source, self.asked)

    @property
    def tiers(self) -> list[tuple[Any, list[Result]]]:
        """The page's results under the name of their tier; one without a name where it is all."""
        exact = [result for result in self.answer.results if result.hit.is_exact]
        related = [result for result in self.answer.results if not result.hit.is_exact]
        if not related or self.asked.query.order:
            return [("", list(self.answer.results))]
        named = [(_("完全匹配"), exact), (_("相关"), related)]
        return [(name, results) for name, results in named if results]

    @property
    def synonyms_used(self) -> list[tuple[str, str]]:
        """The words of which others were looked for as well, with those."""
        return [(word, "、".join(same)) for word, same in self.answer.query.sentence.used]

    # ── Conditions ───────────────────────────────────────────────────
    @cached_property
    def labels(self) -> Mapping[str, Mapping[str, Any]]:
        """The label of every value that the page shows, by facet."""
        counted = self.answer.found.facets
        return {
            facet.name: facet.labels(
                {*counted.get(facet.name, ()), *self.asked.filtered.get(facet.name, ())}
            )
            for facet in FACETS
        }

    @cached_property
    def chips(self) -> list[Chip]:
        """The conditions in force, each with the address without it."""
        text = self.asked.text
        first = [Chip(TEXT, text, self.asked.without_text().address)] if text else []
        return first + [
            Chip(label, value, without.address) for label, value, without in self._conditions
        ]

    @property
    def _conditions(self) -> list[tuple[Any, Any, Asked]]:
        """What is chosen, beside the words: its label, its value, the same without it."""
        chosen = [
            (
                facet.label,
                self.labels[facet.name].get(value, value),
                self.asked.without(facet.name, value),
            )
            for facet in FACETS
            for value in self.asked.chosen.get(facet.name, ())
        ]
        return chosen + [
            (
                one.label,
                one.words(self.asked.bounds[one.name]),
                self.asked.without_bounds(one.name),
            )
            for one in RANGES
            if one.name in self.asked.bounds
        ]

    @cached_property
    def facets(self) -> list[FacetShown]:
        """Each facet with its values: the chosen ones, then those with most."""
        return [self._shown(facet) for facet in FACETS]

    def _shown(self, facet: Facet) -> FacetShown:
        counts = self.answer.found.facets.get(facet.name, {})
        chosen = self.asked.filtered.get(facet.name, ())
        labels = self.labels[facet.name]
        values = [
            Value(value, labels.get(value, value), counts.get(value, 0), value in chosen)
            for value in {**dict.fromkeys(chosen), **counts}
        ]
        if facet.in_order:
            values.sort(key=lambda value: value.value)
        else:
            values.sort(key=lambda value: (not value.selected, -value.count, value.value))
        return FacetShown(facet.name, facet.label, values, facet.by_range)

    @property
    def lowest(self) -> list[Bound]:
        """Where the readiness level may begin, given where it ends."""
        low, high = self.asked.ranges.get(TRL.name, NO_BOUNDS)
        return [
            Bound(level, TRL.words((level, None)), self._at_levels((level, high)), level == low)
            for level in range(TRL.least, (high or TRL.most) + 1)
        ]

    @property
    def highest(self) -> list[Bound]:
        """Where the readiness level may end, given where it begins."""
        low, high = self.asked.ranges.get(TRL.name, NO_BOUNDS)
        return [
            Bound(level, TRL.words((None, level)), self._at_levels((low, level)), level == high)
            for level in range(low or TRL.least, TRL.most + 1)
        ]

    def _at_levels(self, bounds: Bounds) -> int:
        counts = self.answer.found.facets.get(TRL.name, {})
        return sum(counts.get(level, 0) for level in levels(bounds))

    @property
    def price_bounds(self) -> Bounds:
        """The bounds of the price, in yuan."""
        return self.asked.ranges.get(PRICE.name, NO_BOUNDS)

    @cached_property
    def relaxations(self) -> list[Relaxation]:
        """Where nothing was found: each condition whose absence would find something."""
        if self.count or self.answer.degraded:
            return []
        eased = [(value, without) for _label, value, without in self._conditions]
        if self.asked.text and eased:
            eased.append((self.asked.text, self.asked.without_text()))
        return [
            Relaxation(label, count, asked.address)
            for label, asked in eased[:MOST_RELAXATIONS]
            if (count := finding.count(self.source, asked.query))
        ]

    # ── Order, pages, export ─────────────────────────────────────────
    @property
    def sorts(self) -> list[tuple[Any, str, bool]]:
        """Each order: its label, its address, whether it is this one."""
        return [
            (label, self.asked.sorted_by(name).address, name == self.asked.sort)
            for name, label in SORT_LABELS
        ]

    @property
    def first(self) -> int:
        return min((self.asked.page - 1) * self.asked.size + 1, self.count)

    @property
    def last(self) -> int:
        return min(self.asked.page * self.asked.size, self.count)

    @property
    def previous_url(self) -> str:
        if self.asked.page == 1:
            return ""
        pages = max(1, -(-min(self.count, DEEPEST) // self.asked.size))
        return self.asked.at_page(min(self.asked.page - 1, pages)).address

    @property
    def next_url(self) -> str:
        more = self.last < self.count and self.last < DEEPEST
        return self.asked.at_page(self.asked.page + 1).address if more else ""

    @property
    def export_url(self) -> str:
        return f"{self.asked.at_page(1).address}&export=xlsx"
