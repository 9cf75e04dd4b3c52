"""How good the answers are, measured on judged queries, by the code that answers people.

A judged file holds lines of `{"kind": "doc", "doc_id", "title", "abstract", "has_abstract"}` and
of `{"kind": "query", "qid", "type", "query", "relevant": {doc_id: 1}, "split"}`. Without
`has_abstract` a document has one where its abstract says something. A relevant document that the
file does not hold, or that is not among those that a type is asked of, is one never found. A query
without relevant documents has no nDCG: it is left out, and counted apart.
"""

import hashlib
import json
import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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


class BrokenLineError(ValueError):
    """A line of the file that cannot be read; says which, and why."""

    def __init__(self, number: int, why: object):
        super().__init__(f"line {number}: {why}")
        self.number, self.why = number, why


@dataclass(frozen=True, slots=True)
class Judged:
    """The documents and judged queries of a file; documents are numbered in their order.

    Each is a row of the file with everything in it that the form names. ``unjudged`` says how
    many queries were left out, as nothing is relevant to them.
    """

    documents: list[dict[str, Any]]
    queries: list[dict[str, Any]]
    unjudged: int = 0

    @property
    def types(self) -> list[str]:
        return sorted({query["type"] for query in self.queries})


def read(path: Path, split: str = "") -> Judged:
    """The file at ``path``; with ``split`` only that share of its queries.

    Raises:
        BrokenLineError: a line is no JSON, or lacks what its kind needs.
        OSError: the file cannot be read.

    """
    rows: list[dict[str, Any]] = []
    # In bytes: text would be parted at characters that may stand within a string of JSON.
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                rows += _rows(line)
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                raise BrokenLineError(number, repr(error)) from error
    queries = [row for row in rows if row["kind"] == "query" and split in ("", row["split"])]
    judged = [query for query in queries if query["relevant"]]
    documents = [row for row in rows if row["kind"] == "doc"]
    return Judged(documents, judged, len(queries) - len(judged))


def _rows(line: bytes) -> Iterator[dict[str, Any]]:
    """What a line says; nothing where it is empty."""
    text = line.decode("utf-8-sig")
    if not text.strip():
        return
    row = json.loads(text)
    if row["kind"] == "doc":
        row["doc_id"], row["title"] = _name(row["doc_id"]), _text(row["title"])
        row["abstract"] = _text(row.get("abstract"))
        said = row.get("has_abstract")
        row["has_abstract"] = bool(row["abstract"].strip() if said is None else said)
    if row["kind"] == "query":
        row["type"], row["query"] = _name(row["type"]), _text(row["query"])
        row["relevant"] = {doc_id: 1 for doc_id, gain in row["relevant"].items() if gain}
        row["split"] = _text(row.get("split"))
    yield row


def _name(value: Any) -> str:
    """A name, which some write as a number."""
    if not isinstance(value, str | int):
        msg = f"{value!r} is no name"
        raise TypeError(msg)
    return str(value)


def _text(value: Any) -> str:
    """A text, empty where there is none; of half a character, which no index takes, a mark."""
    if not isinstance(value, str | None):
        msg = f"{value!r} is no text"
        raise TypeError(msg)
    return (value or "").encode(errors="replace").decode()


def corpus(judged: Judged, query_type: str) -> Iterator[Document]:
    """The documents that queries of a type are asked of."""
    abstracts_only = query_type in {"subject", "gap_keyword", "title_to_abstract"}
    for number, row in enumerate(judged.documents, start=1):
        if abstracts_only and not row["has_abstract"]:
            continue
        title = "" if query_type == "title_to_abstract" else row["title"]
        yield Document(number, 1, title, row["abstract"])


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
        rows = [
            figures_of(search(query["query"]), _numbered(query["relevant"], numbers))
            for query in judged.queries
            if query["type"] == query_type
        ]
        means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
        figures[query_type] = {"n": len(rows), **dict(zip(FIGURES, means, strict=True))}
    return figures


def _numbered(relevant: Iterable[str], numbers: Mapping[str, int]) -> frozenset[int]:
    """The documents' numbers; one that no search can find for each that is not there."""
    return frozenset(numbers.get(doc_id, -place) for place, doc_id in enumerate(relevant, start=1))


def kind_of(query_type: str) -> Kind:
    """The kind under which a type's documents are indexed; a type may be called anything."""
    return Kind(f"judged-{hashlib.sha256(query_type.encode()).hexdigest()[:16]}")


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


def figures_of(found: Sequence[int], relevant: Collection[int]) -> tuple[float, ...]:
    """One query's figures, in the order of `FIGURES`; something is relevant to it."""
    gains = [1 if pk in relevant else 0 for pk in found[:DEPTH]]
    ideal = sum(1 / math.log2(place + 2) for place in range(min(DEPTH, len(relevant))))
    ndcg = sum(gain / math.log2(place + 2) for place, gain in enumerate(gains)) / ideal
    first = next((1 / (place + 1) for place, gain in enumerate(gains) if gain), 0.0)
    return ndcg, first, sum(gains) / len(relevant), float(not found)
