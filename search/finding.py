"""Find public rows: by the engine, or in the database where no engine answers."""

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import islice
from operator import or_
from typing import Any

import structlog
from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString

from core.outbox import Unavailable
from search import literal, why
from search.documents import Source
from search.engines.base import Missing
from search.engines.current import engine
from search.highlight import MARK, Marker
from search.query import Found, Hit, Query
from search.sentence import Phrase
from search.synonyms import table

log = structlog.get_logger(__name__)

DATABASE = "database"
MOST_FROM_DATABASE = 50
MOST_READ = 1000  # rows looked at for what no column holds
MOST_WORDS = 8
BATCH = 500

Search = Callable[[str], object]  # something where a text holds it
# After an engine did not answer, the next questions do not wait for it either.
LEAVE_ALONE_S = 2.0

_away_until = 0.0


@dataclass(frozen=True, slots=True)
class Result:
    """A row found, with its text as it is shown."""

    row: Any
    hit: Hit
    title_html: SafeString
    claim_html: SafeString
    snippet_html: SafeString

    @property
    def shows_words(self) -> bool:
        """Whether the snippet shows a word that neither title nor claim does."""
        return MARK in self.snippet_html and MARK not in self.title_html + self.claim_html

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the query that stand in it."""
        return why.words(self.title_html, self.claim_html, self.snippet_html)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, by whom, and whether it is less than usual."""

    query: Query
    found: Found
    results: Sequence[Result]
    engine: str
    degraded: bool
    took_ms: int


def find(source: Source, query: Query) -> Answer:
    """Answer ``query``; never fails because an engine is away."""
    begun = time.perf_counter()
    query = _with_synonyms(query)
    found = _ask(source, query)
    degraded = found is None
    if found is None:
        found = _from_database(source, query, source.public())
    return Answer(
        query,
        found,
        _results(source, query, found.hits, source.shown()),
        DATABASE if degraded else engine().name,
        degraded,
        round((time.perf_counter() - begun) * 1000),
    )


def among(source: Source, query: Query, rows: QuerySet[Any]) -> list[Result]:
    """Those of ``rows`` that answer ``query`` literally: rows that no engine holds."""
    query = replace(_with_synonyms(query), offset=0, size=MOST_FROM_DATABASE)
    return _results(source, query, _from_database(source, query, rows).hits, rows)


def count(source: Source, query: Query, *, exact: bool = False) -> int:
    """How many rows answer ``query``, all or exactly; 0 where no engine can say."""
    found = _ask(source, replace(_with_synonyms(query), size=0, facets=()))
    if not found:
        return 0
    return found.exact if exact else found.total


def rows_of(source: Source, ids: Sequence[int]) -> list[Any]:
    """The public rows among ``ids``, in this order."""
    return _in_order(source.public(), ids) if ids else []


def every_row(source: Source, query: Query) -> Iterator[Any]:
    """All public rows that answer ``query``, the newest first, read in batches."""
    query = _with_synonyms(query)
    try:
        ids: Sequence[int] = list(engine().matching(source.kind, query))
    except Unavailable:
        most = replace(query, offset=0, size=MOST_FROM_DATABASE)
        ids = [hit.id for hit in _from_database(source, most, source.public()).hits]
    for start in range(0, len(ids), BATCH):
        yield from _in_order(source.public(), ids[start : start + BATCH])


def _with_synonyms(query: Query) -> Query:
    """``query`` with the table as it stands; nothing is read where there is no text."""
    return replace(query, synonyms=table()) if query.text else query


def _ask(source: Source, query: Query) -> Found | None:
    """The engine's answer; None where it is away."""
    global _away_until  # noqa: PLW0603 — each process finds out by itself
    if time.monotonic() < _away_until:
        return None
    try:
        return engine().search(source.kind, query)
    except Missing:
        return None  # of one kind; the engine answers for the others
    except Unavailable as error:
        _away_until = time.monotonic() + LEAVE_ALONE_S
        log.warning("search.degraded", error=str(error)[:200])
        return None


def _from_database(source: Source, query: Query, rows: QuerySet[Any]) -> Found:
    """Those of ``rows`` whose title or text contains every word; no facets, fifty at most."""
    sentence = query.sentence
    if sentence.is_noise:
        return Found(0, 0)
    for unit in sentence.all_of[:MOST_WORDS]:
        rows = rows.filter(reduce(or_, (_contains(source, phrase) for phrase in unit)))
    for phrase in sentence.within:
        rows = rows.filter(_contains(source, phrase))
    for phrase in sentence.none_of:
        rows = rows.exclude(_contains(source, phrase)) if _is_asked(source, phrase) else rows
    for name, values in query.filters.items():
        if values and name in source.columns:
            rows = rows.filter(**{f"{source.columns[name]}__in": values})
    rows = rows.alias(**source.aliases) if query.ranges else rows
    for name, (low, high) in query.ranges.items():
        bounds = {"gte": low, "lte": high}
        rows = rows.filter(
            **{
                f"{source.columns[name]}__{side}": bound
                for side, bound in bounds.items()
                if bound is not None
            }
        )
    ids = list(islice(_holding(source, query, rows.order_by("-pk")), MOST_FROM_DATABASE))
    hits = [Hit(pk) for pk in ids[query.offset : query.offset + query.size]]
    return Found(len(ids), len(ids), tuple(hits))


def _holding(source: Source, query: Query, rows: QuerySet[Any]) -> Iterator[int]:
    """The keys of ``rows`` that hold what no column of theirs can be asked for."""
    asked = {
        name: set(values)
        for name, values in query.filters.items()
        if values and name not in source.columns
    }
    sentence = query.sentence
    within = _not_asked(source, sentence.within)
    without = _not_asked(source, sentence.none_of)
    if not (asked or within or without):
        yield from rows.values_list("pk", flat=True)[:MOST_FROM_DATABASE]
        return
    for row in rows[:MOST_READ]:
        document = source.describe(row)
        if (
            all(values & set(document.keywords.get(name, ())) for name, values in asked.items())
            and all(found(document.named.get(scope, "")) for scope, found in within)
            and not any(found(document.named.get(scope, "")) for scope, found in without)
        ):
            yield row.pk


def _is_asked(source: Source, phrase: Phrase) -> bool:
    """Whether columns hold what ``phrase`` is looked for in."""
    return not phrase.scope or phrase.scope in source.columns


def _contains(source: Source, phrase: Phrase) -> Q:
    """What rows hold ``phrase``; all of them where no column can be asked."""
    if not _is_asked(source, phrase):
        return Q()
    columns = [source.columns[phrase.scope]] if phrase.scope else source.texts
    return reduce(or_, (Q(**{f"{name}__regex": literal.pattern(phrase)}) for name in columns))


def _not_asked(source: Source, phrases: Iterable[Phrase]) -> list[tuple[str, Search]]:
    """What no column can be asked for: under which name each is looked for, and how."""
    return [
        (phrase.scope, re.compile(literal.pattern(phrase)).search)
        for phrase in phrases
        if not _is_asked(source, phrase)
    ]


def _results(
    source: Source, query: Query, hits: Iterable[Hit], rows: QuerySet[Any]
) -> list[Result]:
    """The hits' rows, as far as they are among ``rows`` at this moment."""
    by_id: Mapping[int, Hit] = {hit.id: hit for hit in hits}
    marker = Marker(query.sentence)
    results = []
    for row in _in_order(rows, list(by_id)):
        title, body = source.said(row)
        claim, _break, rest = body.partition("\n")
        results.append(
            Result(
                row,
                by_id[row.pk],
                marker.highlight(title),
                marker.snippet(claim),  # of what says no benefit it is the abstract
                marker.snippet(rest),
            )
        )
    return results


def _in_order(rows: QuerySet[Any], ids: Sequence[int]) -> list[Any]:
    found = {row.pk: row for row in rows.filter(pk__in=ids)}
    return [found[pk] for pk in ids if pk in found]
