"""A query in SQL: one temporary table of hits, from which everything is counted.

The `+` before a column keeps SQLite from asking FTS5 once for each row.
"""

import sqlite3
from collections.abc import Iterable, Mapping

from search import ranking
from search.engines.cutting import scoped
from search.query import Found, Hit, Query
from search.ranking import RESCORED, Candidate, Need, Statistics
from search.sentence import Phrase, Sentence

START = " start"  # no keyword of a kind is called so
LAST = chr(0x10FFFF)
HAS_VALUE = "document IN (SELECT document FROM keyword WHERE name = ? AND value IN ({}))"
FIELDS = {True: "{title_characters body_characters}", False: "{title body}"}


def answer(connection: sqlite3.Connection, query: Query) -> Found:
    """Answer ``query`` within the connection's snapshot."""
    sentence = query.sentence
    statistics = read_statistics(connection, sentence)
    need = _find(connection, sentence, ranking.need(sentence, statistics))
    _keep_ranges(connection, query)
    facets = _count_facets(connection, query)
    _keep_filtered(connection, query.filters)
    total, exact = connection.execute("SELECT count(*), total(exact) FROM hit").fetchone()
    hits: list[Hit] = []
    if query.size and (query.order or sentence.is_empty):
        hits = _sorted(connection, query)
    elif query.size:
        hits = _ranked(connection, query, sentence, statistics, need)
    return Found(total, int(exact), tuple(hits), facets)


def matching(connection: sqlite3.Connection, query: Query) -> list[int]:
    """The id of everything that answers ``query``, the largest first."""
    sentence = query.sentence
    _find(connection, sentence, ranking.need(sentence, read_statistics(connection, sentence)))
    _keep_ranges(connection, query)
    _keep_filtered(connection, query.filters)
    return [pk for (pk,) in connection.execute("SELECT id FROM hit ORDER BY id DESC")]


def starting(connection: sqlite3.Connection, prefix: str, size: int) -> list[tuple[str, int]]:
    """Entries that begin with ``prefix``; by bounds: a pattern would read them all."""
    rows = connection.execute(
        "SELECT value, count(*) AS held FROM keyword WHERE name = ? AND value >= ? AND value < ?"
        " GROUP BY value ORDER BY held DESC, value LIMIT ?",
        [START, prefix, prefix + LAST, size],
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


def _find(connection: sqlite3.Connection, sentence: Sentence, need: Need) -> Need:
    """Fill the table ``hit`` with what answers the sentence, exactly or by related words.

    Returns what was needed of a related document in the end.
    """
    connection.execute("DROP TABLE IF EXISTS temp.hit")
    connection.execute("CREATE TEMP TABLE hit(id INTEGER PRIMARY KEY, exact INTEGER)")
    if sentence.is_noise:
        return need
    if sentence.is_empty:
        connection.execute("INSERT INTO hit SELECT id, 1 FROM document")
    elif need.terms:
        need = _weigh(connection, need)
        exactly = " AND ".join(map(_any, sentence.all_of))
        connection.execute(
            "INSERT OR REPLACE INTO hit SELECT rowid, 1 FROM content WHERE content MATCH ?",
            [exactly],
        )
    for keep, phrases in ((False, sentence.none_of), (True, sentence.within)):
        for phrase in phrases:
            connection.execute(
                f"DELETE FROM hit WHERE id {'NOT ' * keep}IN"  # noqa: S608 — one of two words
                " (SELECT rowid FROM content WHERE content MATCH ?)",
                [_phrase(phrase)],
            )
    return need


def _weigh(connection: sqlite3.Connection, need: Need) -> Need:
    """Put into ``hit`` what holds terms of enough weight."""
    each = " UNION ALL ".join(
        ["SELECT rowid AS id, ? AS weight FROM content WHERE content MATCH ?"] * len(need.terms)
    )
    values = [part for term, weight in need.terms.items() for part in (weight, _quoted(term))]
    weighed = f"(SELECT id, sum(weight) AS weight FROM ({each}) GROUP BY id)"  # noqa: S608
    enough = f"INSERT INTO hit SELECT id, 0 FROM {weighed} WHERE weight >= ?"  # noqa: S608
    if connection.execute(enough, [*values, need.floor]).rowcount:
        return need
    most = f"SELECT max(weight) FROM {weighed}"  # noqa: S608 — marks only
    best = connection.execute(most, values).fetchone()[0]
    need = need.eased(best or 0)
    connection.execute(enough, [*values, need.floor])
    return need


def _keep_ranges(connection: sqlite3.Connection, query: Query) -> None:
    for name, (low, high) in query.ranges.items():
        connection.execute(
            "DELETE FROM hit WHERE id NOT IN (SELECT document FROM number WHERE name = ?1"
            " AND value >= coalesce(?2, value) AND value <= coalesce(?3, value))",
            [name, low, high],
        )


def _count_facets(connection: sqlite3.Connection, query: Query) -> Mapping[str, Mapping[str, int]]:
    """Each facet's values as if its own filter were not set."""
    counted = {}
    for facet in query.facets:
        conditions, values = _conditions(query.filters, leave_out=facet)
        counted[facet] = dict(
            connection.execute(
                "SELECT value, count(*) FROM keyword WHERE name = ?"  # noqa: S608 — marks only
                f" AND +document IN (SELECT id FROM hit){conditions} GROUP BY value",
                [facet, *values],
            )
        )
    return counted


def _keep_filtered(connection: sqlite3.Connection, filters: Mapping[str, tuple[str, ...]]) -> None:
    for name, values in filters.items():
        if values:
            connection.execute(
                "DELETE FROM hit WHERE id NOT IN (SELECT document FROM keyword"  # noqa: S608
                f" WHERE name = ? AND value IN ({_marks(values)}))",
                [name, *values],
            )


def _conditions(filters: Mapping[str, tuple[str, ...]], leave_out: str) -> tuple[str, list[str]]:
    wanted = {name: values for name, values in filters.items() if values and name != leave_out}
    sql = "".join(f" AND {HAS_VALUE.format(_marks(values))}" for values in wanted.values())
    return sql, [part for name, values in wanted.items() for part in (name, *values)]


def _sorted(connection: sqlite3.Connection, query: Query) -> list[Hit]:
    """A page in the order of a number, the newest row first among equals."""
    direction = "DESC" if query.order.startswith("-") else "ASC"
    rows = connection.execute(
        "SELECT hit.id, exact FROM hit LEFT JOIN number"  # noqa: S608 — one of two words
        " ON number.document = hit.id AND number.name = ?"
        f" ORDER BY value IS NULL, value {direction}, hit.id DESC LIMIT ? OFFSET ?",
        [query.order.removeprefix("-"), query.size, query.offset],
    )
    return [Hit(pk, 0.0, bool(exact)) for pk, exact in rows]


def _ranked(
    connection: sqlite3.Connection,
    query: Query,
    sentence: Sentence,
    statistics: Statistics,
    need: Need,
) -> list[Hit]:
    """A page of the best: the first hundred put in order by the app, the rest as FTS5 has them."""
    if not need.terms:
        return []
    alone = [term for term in need.terms if term in sentence.characters]
    paired = [term for term in need.terms if term not in alone]
    anywhere = " OR ".join(
        f"{FIELDS[by_character]} : ({' OR '.join(map(_quoted, terms))})"
        for by_character, terms in ((False, paired), (True, alone))
        if terms
    )
    last = query.offset + query.size
    rows = connection.execute(
        "SELECT rowid, (SELECT exact FROM hit WHERE hit.id = content.rowid) AS exact"
        " FROM content WHERE content MATCH ?1 AND +rowid IN (SELECT id FROM hit)"
        " ORDER BY exact DESC, bm25(content, ?2, 1, ?2, 1, 0), rowid DESC LIMIT ?3",
        [anywhere, ranking.TITLE_WEIGHT, max(last, RESCORED)],
    ).fetchall()
    best = _candidates(connection, dict(rows[:RESCORED]))
    hits = [
        Hit(one.id, score, one.is_exact)
        for one, score in ranking.order(best, sentence, statistics, need)
    ]
    hits += [Hit(pk, 0.0, bool(exact)) for pk, exact in rows[RESCORED:]]
    return hits[query.offset : last]


def _candidates(connection: sqlite3.Connection, exact: Mapping[int, int]) -> Iterable[Candidate]:
    rows = connection.execute(
        "SELECT rowid, title, body, title_characters, body_characters,"  # noqa: S608 — marks only
        " title_words, body_words"
        f" FROM content WHERE rowid IN ({_marks(exact)})",
        [*exact],
    )
    for pk, *fields in rows:
        yield Candidate(pk, bool(exact[pk]), *(field.split() for field in fields))


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
