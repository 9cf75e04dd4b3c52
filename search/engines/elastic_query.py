"""A query by `elasticsearch.dsl`: one request for what is known of its pieces, one to answer."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.dsl import A, Q, Search
from elasticsearch.dsl.query import Query as Clause

from search import ranking
from search.engines.cutting import TEXTS, scoped
from search.engines.elastic_documents import NAMED, STARTS, TERMS, keyword, number
from search.query import Found, Hit, Query
from search.ranking import MERITS, RESCORED, Candidate, Need, Statistics
from search.sentence import Phrase, Sentence

MOST_VALUES = 1000
BATCH = 1000
# Above every score there can be, and low enough for a score to keep three decimals beside it.
EXACT = 2**14
EXACTLY = "exact"
NEWEST = {"id": {"order": "desc"}}
READ = (*TEXTS, "length", "length_in_characters")  # to put a hit in order
FAVOURED_BY = tuple(map(number, MERITS))
STANDS_IN = {False: ("title", "body"), True: ("title_characters", "body_characters")}


def answer(client: Elasticsearch, alias: str, query: Query) -> Found:
    """Answer ``query`` from the index behind ``alias``."""
    sentence = query.sentence
    if sentence.is_noise:
        return _nothing(query)
    if sentence.is_empty:
        return _answer(client, alias, query, sentence, None)
    return _answer(client, alias, query, sentence, read_statistics(client, alias, sentence))


def matching(client: Elasticsearch, alias: str, query: Query) -> Iterator[int]:
    """The id of everything that answers ``query``, the largest first."""
    sentence = query.sentence
    need = Need({}, 0)
    if sentence.is_noise:
        return
    if not sentence.is_empty:
        need = ranking.need(sentence, read_statistics(client, alias, sentence))
        if not need.terms:
            return
        need = need.eased(_best(client, alias, need))
    search = (
        Search()
        .query("bool", filter=[_clause(query, sentence, need), *_filters(query).values()])
        .sort(NEWEST)
        .source(includes=["id"])
        .extra(size=BATCH)
    )
    while hits := _hits(_ask(client, alias, search)):
        yield from (hit["_source"]["id"] for hit in hits)
        search = search.extra(search_after=hits[-1]["sort"])


def starting(client: Elasticsearch, alias: str, prefix: str, size: int) -> list[tuple[str, int]]:
    """Entries that begin with ``prefix``, most documents first."""
    search = Search().query("prefix", **{STARTS: prefix}).extra(size=0)
    order = [{"_count": "desc"}, {"_key": "asc"}]
    include = re.sub(r"[^\w\s]", r"\\\g<0>", prefix) + ".*"  # Lucene's own signs of a pattern
    search.aggs.bucket(STARTS, A("terms", field=STARTS, include=include, size=size, order=order))
    buckets = _ask(client, alias, search)["aggregations"][STARTS]["buckets"]
    return [(bucket["key"], bucket["doc_count"]) for bucket in buckets]


def read_statistics(client: Elasticsearch, alias: str, sentence: Sentence) -> Statistics:
    """What the index knows of the sentence's pieces, deleted documents not counted."""
    asked = [*dict.fromkeys((*sentence.terms, *sentence.characters))]
    search = Search().extra(size=0, track_total_hits=True)
    search.aggs.metric("pieces", A("avg", field="length"))
    search.aggs.metric("characters", A("avg", field="length_in_characters"))
    search.aggs.bucket("held", A("filters", filters={piece: _holds(piece) for piece in asked}))
    response = _ask(client, alias, search)
    counted = response["aggregations"]
    held = counted["held"]["buckets"]
    return Statistics(
        _total(response),
        {piece: held[piece]["doc_count"] for piece in asked},
        counted["pieces"]["value"] or 0,
        counted["characters"]["value"] or 0,
    )


def _ask(client: Elasticsearch, alias: str, search: Search) -> dict[str, Any]:
    """The answer as it comes: a hundred sources made into objects would cost more than finding."""
    return client.search(index=alias, body=search.to_dict()).body


def _answer(
    client: Elasticsearch,
    alias: str,
    query: Query,
    sentence: Sentence,
    statistics: Statistics | None,
) -> Found:
    need = ranking.need(sentence, statistics) if statistics else Need({}, 0)
    if statistics and not need.terms:
        return _nothing(query)
    found = _answer_needing(client, alias, query, sentence, statistics, need)
    if found.total or statistics is None:
        return found
    eased = need.eased(_best(client, alias, need))
    if eased is need:
        return found
    return _answer_needing(client, alias, query, sentence, statistics, eased)


def _nothing(query: Query) -> Found:
    return Found(0, 0, (), {facet: {} for facet in query.facets})


def _best(client: Elasticsearch, alias: str, need: Need) -> int:
    """The most that any document holds of the terms' weight."""
    search = Search().query(_weighed(need)).source(False).extra(size=1)  # noqa: FBT003
    return round(_ask(client, alias, search)["hits"]["max_score"] or 0)


def _answer_needing(  # noqa: PLR0917 — what `_answer` has found out
    client: Elasticsearch,
    alias: str,
    query: Query,
    sentence: Sentence,
    statistics: Statistics | None,
    need: Need,
) -> Found:
    filters = _filters(query)
    search = (
        Search()
        .extra(track_total_hits=True)
        .query(_clause(query, sentence, need))
        .post_filter("bool", filter=list(filters.values()))
    )
    exactly = Q("bool", filter=_exactly(sentence))
    search.aggs.bucket("exact", A("filter", Q("bool", filter=[*filters.values(), exactly])))
    for facet in query.facets:
        others = [clause for name, clause in filters.items() if name != facet]
        values = A("terms", field=keyword(facet), size=MOST_VALUES)
        search.aggs.bucket(_facet(facet), A("filter", Q("bool", filter=others))).bucket(
            "values", values
        )
    last = query.offset + query.size
    if statistics is None or query.order or not query.size:
        response = _ask(client, alias, _sorted(search, query))
        hits = [
            Hit(hit["_source"]["id"], 0.0, sentence.is_empty or _is_exact(hit))
            for hit in _hits(response)
        ]
    else:
        # Every source that is rescored, and no more of the page than its rows.
        search = search.sort("_score", NEWEST).source([*READ, *FAVOURED_BY, "id"])
        response = _ask(client, alias, search[0 : max(last, RESCORED)])
        hits = _ranked(_hits(response), sentence, statistics, need)[query.offset : last]
    counted = response["aggregations"]
    return Found(
        _total(response),
        counted["exact"]["doc_count"],
        tuple(hits),
        {
            facet: {
                bucket["key"]: bucket["doc_count"]
                for bucket in counted[_facet(facet)]["values"]["buckets"]
            }
            for facet in query.facets
        },
    )


def _sorted(search: Search, query: Query) -> Search:
    direction = "desc" if query.order.startswith("-") else "asc"
    field = number(query.order.removeprefix("-"))
    by_field = [{field: {"order": direction, "missing": "_last"}}] if query.order else []
    ordered = search.sort(*by_field, NEWEST).source(["id"])
    return ordered[query.offset : query.offset + query.size]


def _clause(query: Query, sentence: Sentence, need: Need) -> Clause:
    ranges = [
        Q("range", **{number(name): _bounds(low, high)})
        for name, (low, high) in query.ranges.items()
    ]
    ranges += [_phrase(phrase) for phrase in sentence.within]
    without = [_phrase(phrase) for phrase in sentence.none_of]
    if sentence.is_empty:
        return Q("bool", filter=ranges, must_not=without)
    related = Q("function_score", query=_weighed(need), min_score=need.floor)
    exactly = Q("bool", filter=_exactly(sentence))
    return Q(
        "bool",
        filter=[Q("bool", should=[related, exactly], minimum_should_match=1), *ranges],
        must_not=without,
        should=[
            Q("constant_score", filter=exactly, boost=EXACT, _name=EXACTLY),
            *_scored(sentence, need),
        ],
    )


def _weighed(need: Need) -> Clause:
    """The weight of the terms that a document holds, as its score."""
    each = [
        Q("constant_score", filter=_holds(piece), boost=weight)
        for piece, weight in need.terms.items()
    ]
    return Q("bool", should=each)


def _bounds(low: int | None, high: int | None) -> dict[str, int]:
    bounds = {"gte": low, "lte": high}
    return {name: bound for name, bound in bounds.items() if bound is not None}


def _filters(query: Query) -> dict[str, Clause]:
    return {
        name: Q("terms", **{keyword(name): list(values)})
        for name, values in query.filters.items()
        if values
    }


def _exactly(sentence: Sentence) -> list[Clause]:
    return [
        Q("bool", should=[_phrase(phrase) for phrase in unit], minimum_should_match=1)
        for unit in sentence.all_of
    ]


def _scored(sentence: Sentence, need: Need) -> Iterable[Clause]:
    """BM25 over both fields as if they were one; `best_fields` is far behind."""
    for by_character in (False, True):
        terms = [piece for piece in need.terms if (piece in sentence.characters) == by_character]
        title, body = STANDS_IN[by_character]
        if terms:
            yield Q(
                "combined_fields",
                query=" ".join(terms),
                fields=[f"{title}^{ranking.TITLE_WEIGHT}", body],
            )


def _holds(piece: str) -> Clause:
    return Q("term", **{TERMS: piece})


def _phrase(phrase: Phrase) -> Clause:
    if phrase.scope:
        pieces = " ".join(scoped(phrase.scope, piece) for piece in phrase.pieces)
        return Q("match_phrase", **{NAMED: pieces})
    text = " ".join(phrase.pieces)
    return Q(
        "bool",
        should=[Q("match_phrase", **{name: text}) for name in STANDS_IN[phrase.by_character]],
        minimum_should_match=1,
    )


def _ranked(
    hits: list[dict[str, Any]], sentence: Sentence, statistics: Statistics, need: Need
) -> list[Hit]:
    """The first hundred put in order by the app, the rest as the engine has them."""
    best = [_candidate(hit) for hit in hits[:RESCORED]]
    return [
        *(
            Hit(one.id, score, one.is_exact)
            for one, score in ranking.order(best, sentence, statistics, need)
        ),
        *(Hit(hit["_source"]["id"], 0.0, _is_exact(hit)) for hit in hits[RESCORED:]),
    ]


def _candidate(hit: dict[str, Any]) -> Candidate:
    source = hit["_source"]
    return Candidate(
        source["id"],
        _is_exact(hit),
        *(source[name] for name in READ),
        *(source.get(name, 0) for name in FAVOURED_BY),
    )


def _hits(response: dict[str, Any]) -> list[dict[str, Any]]:
    return response["hits"]["hits"]


def _total(response: dict[str, Any]) -> int:
    return response["hits"]["total"]["value"]


def _is_exact(hit: dict[str, Any]) -> bool:
    return EXACTLY in hit.get("matched_queries", ())


def _facet(name: str) -> str:
    return f"facet_{name}"
