"""A query in SQL and sets: FTS5 finds, the sets are met and counted (`bits`), the app ranks."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import and_, or_

from search import ranking
from search.engines import embedded_keywords
from search.engines.bits import Bits
from search.engines.cutting import TEXTS, scoped
from search.engines.embedded_keywords import Held
from search.query import Found, Hit, Query
from search.ranking import MERITS, RESCORED, Candidate, Need, Statistics
from search.sentence import Phrase, Sentence

LAST = chr(0x10FFFF)
_MERITS = ", ".join(
    f"coalesce((SELECT value FROM number WHERE document = id AND name = '{name}'), 0)"  # noqa: S608 — our names
    for name in MERITS
)
FIELDS = {True: "{title_characters body_characters}", False: "{title body}"}


@dataclass(frozen=True, slots=True)
class Matched:
    """What answers the words of a query; ``need`` is what a related document needed for it."""

    every: Bits
    exact: Bits
    need: Need

    def within(self, bits: Bits) -> "Matched":
        """The part of it that is in ``bits`` as well."""
        return Matched(self.every & bits, self.exact & bits, self.need)


def answer(connection: sqlite3.Connection, query: Query) -> Found:
    """Answer ``query`` within the connection's snapshot."""
    sentence = query.sentence
    statistics = read_statistics(connection, sentence)
    matched = _match(connection, query, sentence, statistics)
    held = embedded_keywords.read(connection, {*query.facets, *query.filters})
    filters = _filters(query, held)
    facets = _count_facets(query.facets, matched.every, filters, held)
    matched = reduce(Matched.within, filters.values(), matched)
    hits: list[Hit] = []
    if query.size and (query.order or sentence.is_empty):
        hits = _sorted(connection, query, matched)
    elif query.size:
        hits = _ranked(connection, query, sentence, statistics, matched)
    return Found(len(matched.every), len(matched.exact), tuple(hits), facets)


def matching(connection: sqlite3.Connection, query: Query) -> list[int]:
    """The id of everything that answers ``query``, the largest first."""
    sentence = query.sentence
    matched = _match(connection, query, sentence, read_statistics(connection, sentence))
    filters = _filters(query, embedded_keywords.read(connection, query.filters))
    return sorted(reduce(and_, filters.values(), matched.every), reverse=True)


def starting(connection: sqlite3.Connection, prefix: str, size: int) -> list[tuple[str, int]]:
    """Entries that begin with ``prefix``; by bounds: a pattern would read them all."""
    rows = connection.execute(
        "SELECT entry, count(*) AS held FROM start WHERE entry >= ? AND entry < ?"
        " GROUP BY entry ORDER BY held DESC, entry LIMIT ?",
        [prefix, prefix + LAST, size],
    )
    return rows.fetchall()


def read_statistics(connection: sqlite3.Connection, sentence: Sentence) -> Statistics:
    """What the index knows of the sentence's pieces."""
    asked = tuple({*sentence.terms, *sentence.characters})
    marks = _marks(asked)
    frequencies = dict(
        connection.execute(
            f"SELECT term, doc FROM vocabulary WHERE term IN ({marks})",  # noqa: S608 — marks only
            asked,
        )
    )
    documents, length, in_characters = connection.execute("SELECT * FROM total").fetchone()
    count = documents or 1
    return Statistics(documents, frequencies, length / count, in_characters / count)


def _match(
    connection: sqlite3.Connection, query: Query, sentence: Sentence, statistics: Statistics
) -> Matched:
    """What answers the sentence, exactly or by related words, within the query's bounds."""
    need = ranking.need(sentence, statistics)
    if sentence.is_noise or not (sentence.is_empty or need.terms):
        return Matched(Bits(), Bits(), need)
    if sentence.is_empty:
        every = exact = embedded_keywords.every(connection)
    else:
        related, need = _related(connection, need)
        exact = _holding(connection, " AND ".join(map(_any, sentence.all_of)))
        every = related | exact
    for phrase in sentence.none_of:
        every -= _holding(connection, _phrase(phrase))
    for phrase in sentence.within:
        every &= _holding(connection, _phrase(phrase))
    for name, (low, high) in query.ranges.items():
        every &= _between(connection, name, low, high)
    return Matched(every, exact & every, need)


def _holding(connection: sqlite3.Connection, match: str) -> Bits:
    return _ids(connection, "SELECT rowid FROM content WHERE content MATCH ?", [match])


def _between(connection: sqlite3.Connection, name: str, low: int | None, high: int | None) -> Bits:
    return _ids(
        connection,
        "SELECT document FROM number WHERE name = ?1"
        " AND value >= coalesce(?2, value) AND value <= coalesce(?3, value)",
        [name, low, high],
    )


def _related(connection: sqlite3.Connection, need: Need) -> tuple[Bits, Need]:
    """What holds terms of enough weight; and what was enough in the end."""
    each = " UNION ALL ".join(
        ["SELECT rowid AS id, ? AS weight FROM content WHERE content MATCH ?"] * len(need.terms)
    )
    values = [part for term, weight in need.terms.items() for part in (weight, _quoted(term))]
    weighed = f"(SELECT id, sum(weight) AS weight FROM ({each}) GROUP BY id)"  # noqa: S608
    enough = f"SELECT id FROM {weighed} WHERE weight >= ?"  # noqa: S608 — marks only
    if found := _ids(connection, enough, [*values, need.floor]):
        return found, need
    most = f"SELECT max(weight) FROM {weighed}"  # noqa: S608 — marks only
    need = need.eased(connection.execute(most, values).fetchone()[0] or 0)
    return _ids(connection, enough, [*values, need.floor]), need


def _filters(query: Query, held: Held) -> dict[str, Bits]:
    """For each keyword that is filtered by, the documents that pass."""
    return {
        name: reduce(or_, (held[name].get(value, Bits()) for value in values))
        for name, values in query.filters.items()
        if values
    }


def _count_facets(
    facets: Iterable[str], matched: Bits, filters: Mapping[str, Bits], held: Held
) -> dict[str, dict[str, int]]:
    """Each facet's values as if its own filter were not set."""
    counted = {}
    for facet in facets:
        others = (bits for name, bits in filters.items() if name != facet)
        among = reduce(and_, others, matched)
        counts = {value: among.common(bits) for value, bits in held[facet].items()}
        counted[facet] = {value: count for value, count in counts.items() if count}
    return counted


def _sorted(connection: sqlite3.Connection, query: Query, matched: Matched) -> list[Hit]:
    """A page in the order of a number, the newest row first among equals."""
    exact = set(matched.exact)
    page = islice(
        _in_order(connection, query.order, set(matched.every)),
        query.offset,
        query.offset + query.size,
    )
    return [Hit(pk, 0.0, pk in exact) for pk in page]


def _in_order(connection: sqlite3.Connection, order: str, left: set[int]) -> Iterator[int]:
    """Those of ``left`` that have the number that is ordered by, then the others."""
    if order:
        direction = "DESC" if order.startswith("-") else "ASC"
        rows = connection.execute(
            "SELECT document FROM number WHERE name = ?"  # noqa: S608 — one of two words
            f" ORDER BY value {direction}, document DESC",
            [order.removeprefix("-")],
        )
        for (pk,) in rows:
            if pk in left:
                left.discard(pk)
                yield pk
    yield from sorted(left, reverse=True)


def _ranked(
    connection: sqlite3.Connection,
    query: Query,
    sentence: Sentence,
    statistics: Statistics,
    matched: Matched,
) -> list[Hit]:
    """A page of the best: the first hundred put in order by the app, the rest as FTS5 has them.

    The `+` before a column keeps SQLite from asking FTS5 once for each row.
    """
    need, exact = matched.need, set(matched.exact)
    alone = [term for term in need.terms if term in sentence.characters]
    paired = [term for term in need.terms if term not in alone]
    anywhere = " OR ".join(
        f"{FIELDS[by_character]} : ({' OR '.join(map(_quoted, terms))})"
        for by_character, terms in ((False, paired), (True, alone))
        if terms
    )
    if not anywhere:
        return []
    last = query.offset + query.size
    rows = connection.execute(
        "SELECT rowid FROM content"
        " WHERE content MATCH ?1 AND +rowid IN (SELECT value FROM json_each(?2))"
        " ORDER BY +rowid IN (SELECT value FROM json_each(?3)) DESC,"
        " bm25(content, ?4, 1, ?4, 1, 0), rowid DESC LIMIT ?5",
        [
            anywhere,
            json.dumps([*matched.every]),
            json.dumps([*exact]),
            ranking.TITLE_WEIGHT,
            max(last, RESCORED),
        ],
    )
    best = [pk for (pk,) in rows]
    ordered = ranking.order(
        _candidates(connection, best[:RESCORED], exact), sentence, statistics, need
    )
    hits = [Hit(one.id, score, one.is_exact) for one, score in ordered]
    hits += [Hit(pk, 0.0, pk in exact) for pk in best[RESCORED:]]
    return hits[query.offset : last]


def _candidates(
    connection: sqlite3.Connection, ids: Iterable[int], exact: set[int]
) -> Iterable[Candidate]:
    rows = connection.execute(
        f"SELECT id, {', '.join(TEXTS)}, length, length_in_characters, {_MERITS}"  # noqa: S608 — our names
        " FROM text JOIN document USING (id) WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps([*ids])],
    )
    for pk, *parts in rows:
        yield Candidate(pk, pk in exact, *parts)


def _ids(connection: sqlite3.Connection, sql: str, values: Iterable[object]) -> Bits:
    return Bits.of(pk for (pk,) in connection.execute(sql, [*values]))


def _quoted(piece: str) -> str:
    """A piece as a string of FTS5's language, in which nothing but a quote could mean more."""
    return '"' + piece.replace('"', '""') + '"'


def _any(phrases: Iterable[Phrase]) -> str:
    return f"({' OR '.join(map(_phrase, phrases))})"


def _phrase(phrase: Phrase) -> str:
    if phrase.scope:
        pieces = " ".join(scoped(phrase.scope, piece) for piece in phrase.pieces)
        return f"(named : {_quoted(pieces)})"
    return f"({FIELDS[phrase.by_character]} : {_quoted(' '.join(phrase.pieces))})"


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _value in values)
