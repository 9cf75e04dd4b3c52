"""How good the answers are, measured on judged queries, by the code that answers people.

A judged file holds lines of `{"kind": "doc", "doc_id", "title", "abstract", "has_abstract"}` and
of `{"kind": "query", "qid", "type", "query", "relevant": {doc_id: 1}, "split"}`.
"""

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.http import QueryDict

from search.asked import read as read_address
from search.engines.base import Document, Engine, Kind
from search.query import Query
from search.sentence import Synonyms

DEPTH = 10
BATCH = 1000
FIGURES = ("ndcg@10", "mrr@10", "recall@10", "empty")

Search = Callable[[str], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Judged:
    """The documents and judged queries of a file; documents are numbered in their order."""

    documents: list[dict[str, Any]]
    queries: list[dict[str, Any]]

    @property
    def types(self) -> list[str]:
        return sorted({query["type"] for query in self.queries})


def read(path: Path, split: str = "") -> Judged:
    """The file at ``path``; with ``split`` only that share of its queries."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return Judged(
        [row for row in rows if row["kind"] == "doc"],
        [row for row in rows if row["kind"] == "query" and split in ("", row.get("split"))],
    )


def corpus(judged: Judged, query_type: str) -> Iterator[Document]:
    """The documents that queries of a type are asked of."""
    abstracts_only = query_type in {"subject", "gap_keyword", "title_to_abstract"}
    for number, row in enumerate(judged.documents, start=1):
        if abstracts_only and not row["has_abstract"]:
            continue
        title = "" if query_type == "title_to_abstract" else row["title"]
        yield Document(number, 1, title, row["abstract"] or "")


def evaluate(
    judged: Judged, open_search: Callable[[str, Iterable[Document]], Search]
) -> dict[str, dict[str, float]]:
    """The figures of each type of query.

    Args:
        open_search: builds an index of the documents for a type, and says how to ask it.

    """
    numbers = {row["doc_id"]: number for number, row in enumerate(judged.documents, start=1)}
    figures = {}
    for query_type in judged.types:
        search = open_search(query_type, corpus(judged, query_type))
        asked = [query for query in judged.queries if query["type"] == query_type]
        rows = [
            figures_of(
                search(query["query"]),
                {numbers[doc_id]: gain for doc_id, gain in query["relevant"].items()},
            )
            for query in asked
        ]
        means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
        figures[query_type] = {"n": len(rows), **dict(zip(FIGURES, means, strict=True))}
    return figures


def kind_of(query_type: str) -> Kind:
    """The kind under which a type's documents are indexed."""
    return Kind(f"judged-{query_type}".replace("_", "-"))


def engine_search(
    engine: Engine, synonyms: Synonyms
) -> Callable[[str, Iterable[Document]], Search]:
    """Ask ``engine`` as people's searches do, of an index that is built for the purpose."""

    def open_search(query_type: str, documents: Iterable[Document]) -> Search:
        kind = kind_of(query_type)
        index = engine.begin(kind)
        every = list(documents)
        for start in range(0, len(every), BATCH):
            engine.fill(index, every[start : start + BATCH])
        engine.swap(index)
        return lambda text: [
            hit.id for hit in engine.search(kind, query(kind, text, synonyms)).hits
        ]

    return open_search


def query(kind: Kind, text: str, synonyms: Synonyms) -> Query:
    """What the page asks for ``text``, of documents that have no facets."""
    typed = QueryDict(mutable=True)
    typed["q"] = text
    asked = replace(read_address(typed), size=DEPTH).query
    return replace(asked, kind=kind.name, facets=(), synonyms=synonyms)


def figures_of(found: Sequence[int], relevant: Mapping[int, int]) -> tuple[float, ...]:
    gains = [1 if pk in relevant else 0 for pk in found[:DEPTH]]
    ideal = sum(1 / math.log2(place + 2) for place in range(min(DEPTH, len(relevant))))
    ndcg = sum(gain / math.log2(place + 2) for place, gain in enumerate(gains)) / ideal
    first = next((1 / (place + 1) for place, gain in enumerate(gains) if gain), 0.0)
    return ndcg, first, sum(gains) / len(relevant), float(not found)
