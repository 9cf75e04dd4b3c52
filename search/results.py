"""A results page: what was found, the conditions as removable chips, what would help."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.lists import Chip
from marketplace import responsiveness
from marketplace.responsiveness import Responsiveness
from search import finding, verbatim
from search.asked import MOST_COMPARED, Asked, comparison
from search.documents import DOCUMENTS, Source
from search.facets import Facets
from search.finding import Answer, Result
from search.listings import SORT_LABELS, Listing
from search.query import DEEPEST
from search.reach import search_filter_for
from search.sentence import unquoted

MOST_RELAXATIONS = 5
MOST_THIN = 20  # hits up to which fewer words are offered
TEXT = _("包含")
QUOTES = _("引号")
ENOUGH = 3  # exact hits; related ones come for nearly every sentence


@dataclass(frozen=True, slots=True)
class Row:
    """A result, and the address that takes it into the comparison or out of it, if one can."""

    result: Result
    is_compared: bool
    compare_url: str


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
        self.facets = Facets(asked, self.answer.found.facets)

    @property
    def count(self) -> int:
        return self.answer.found.total

    @property
    def is_thin(self) -> bool:
        """Whether so little was found that a firm had better say its problem to a person."""
        return bool(self.asked.text) and self.answer.found.exact < ENOUGH and not self.verbatim

    @property
    def is_first_look(self) -> bool:
        """Whether it is the first page that an engine answered, and neither a later nor a file."""
        return not (self.asked.page > 1 or self.export_format or self.answer.degraded)

    @property
    def found(self) -> _Everything:
        return _Everything(self.source, self.asked)

    @property
    def tiers(self) -> list[tuple[Any, list[Row]]]:
        """The page's rows under the name of their tier; one without a name where it is all."""
        results = self.answer.results
        exact = [result for result in results if result.hit.is_exact]
        related = [result for result in results if not result.hit.is_exact]
        if not related or self.asked.query.order:
            return [("", self._rows(results))]
        named = [(_("完全匹配"), exact), (_("相关"), related)]
        return [(name, self._rows(results)) for name, results in named if results]

    @cached_property
    def responsiveness(self) -> dict[int, Responsiveness]:
        """How soon each unit of the page answers who asks, those that nobody asked left out."""
        rows = [*self.answer.results, *self.own]
        return responsiveness.of_all(result.row.organisation_id for result in rows)

    @property
    def synonyms_used(self) -> list[tuple[str, str]]:
        """The words of which others were looked for as well, with those."""
        return [(word, "、".join(same)) for word, same in self.answer.query.sentence.used]

    @cached_property
    def verbatim(self) -> list[verbatim.Match]:
        """What holds the query as it is written: above the first page, where it is a name."""
        return [] if self.asked.page > 1 or self.export_format else verbatim.find(self.asked.text)

    @cached_property
    def own(self) -> list[Result]:
        """What answers too and only this reader sees; under the first page."""
        rows = search_filter_for(self.reader).own
        if self.asked.page > 1 or rows.query.is_empty():
            return []
        return finding.among(self.source, self.asked.query, rows)

    # ── Conditions ───────────────────────────────────────────────────
    @cached_property
    def chips(self) -> list[Chip]:
        """The conditions in force, each with the address without it."""
        text = self.asked.text
        first = [Chip(TEXT, text, self.asked.without_text().address)] if text else []
        return first + [
            Chip(one.label, one.value, one.without.address) for one in self.facets.conditions
        ]

    @cached_property
    def relaxations(self) -> list[Relaxation]:
        """Where nothing was found: each condition whose absence would find something."""
        if self.count or self.answer.degraded:
            return []
        eased = [(one.value, one.without) for one in self.facets.conditions]
        if self.asked.text and eased:
            eased.append((self.asked.text, self.asked.without_text()))
        if any(not phrase.scope for phrase in self.answer.query.sentence.within):
            eased.insert(0, (QUOTES, self.asked.with_text(unquoted(self.asked.text))))
        return [
            Relaxation(label, count, asked.address)
            for label, asked in eased[:MOST_RELAXATIONS]
            if (count := finding.count(self.source, asked.query))
        ]

    @cached_property
    def fewer_words(self) -> list[Relaxation]:
        """Where nothing holds every word: each word without which something holds the others.

        Only for a few words and a thin answer: a long question is answered by related hits.
        """
        said, found = self.answer.query.sentence, self.answer.found
        if found.exact or found.total > MOST_THIN or self.answer.degraded:
            return []
        if not 1 < len(said.words) <= MOST_RELAXATIONS:
            return []
        eased = [(word, self.asked.with_text(said.without(word))) for word in said.words]
        counted = [
            Relaxation(word, count, asked.address)
            for word, asked in eased
            if (count := finding.count(self.source, asked.query, exact=True))
        ]
        return sorted(counted, key=lambda one: -one.count)

    # ── Comparison ───────────────────────────────────────────────────
    @cached_property
    def compared(self) -> list[tuple[Any, str]]:
        """What has been taken into the comparison, each with the address without it."""
        rows = finding.rows_of(self.source, self.asked.compared)
        return [(row, self.asked.without_compared(row.pk).address) for row in rows]

    @property
    def comparison_url(self) -> str:
        return f"{reverse('search:compare')}{comparison(self.asked.compared, self.asked)}"

    def _rows(self, results: Sequence[Result]) -> list[Row]:
        return [self._row(result) for result in results]

    def _row(self, result: Result) -> Row:
        asked, pk = self.asked, result.row.pk
        if pk in asked.compared:
            return Row(result, is_compared=True, compare_url=asked.without_compared(pk).address)
        is_full = len(asked.compared) == MOST_COMPARED
        url = "" if is_full else asked.with_compared(pk).address
        return Row(result, is_compared=False, compare_url=url)

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
        return f"{self._exported}&export=xlsx"

    @property
    def csv_url(self) -> str:
        return f"{self._exported}&export=csv"

    @property
    def jsonl_url(self) -> str:
        return f"{self._exported}&export=jsonl"

    @property
    def _exported(self) -> str:
        return self.asked.at_page(1).without_comparison().address
