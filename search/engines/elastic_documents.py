"""How Elasticsearch keeps a document: cut by us, parted at spaces, so that it needs no plug-in."""

from typing import Any

from elasticsearch.dsl import Keyword, Long, Mapping, Text

from search.engines.base import Document, Kind
from search.engines.cutting import TEXTS, cut

FIELDS = ("title", "body", "title_characters", "body_characters")
TERMS = "terms"
NAMED = "named"
STARTS = "starts"
SETTINGS = {
    "number_of_shards": 1,  # one shard: one set of frequencies, the same figures every time
    "auto_expand_replicas": "0-1",
    "refresh_interval": "500ms",
    "gc_deletes": "1h",  # a rebuild may read a row long before it writes it
}


def mapping(kind: Kind) -> Mapping:
    """The fields of an index of ``kind``; a document with any other is refused."""
    made = Mapping()
    made.meta("dynamic", "strict")
    for name in ("id", "version", "length", "length_in_characters"):
        made.field(name, Long())
    made.field("digest", Keyword(index=False))
    for name in FIELDS:
        made.field(name, Text(analyzer="whitespace"))
    made.field(TERMS, Text(analyzer="whitespace", index_options="docs", norms=False))
    made.field(NAMED, Text(analyzer="whitespace", norms=False))
    for name in TEXTS:
        made.field(name, Text(index=False))
    made.field(STARTS, Keyword())
    for name in kind.keywords:
        made.field(keyword(name), Keyword())
    for name in kind.numbers:
        made.field(number(name), Long())
    return made


def keyword(name: str) -> str:
    """The field of a keyword."""
    return f"keyword_{name}"


def number(name: str) -> str:
    """The field of a number."""
    return f"number_{name}"


def source(document: Document) -> dict[str, Any]:
    """``document`` as it is sent."""
    parts = cut(document)
    texts = {name: " ".join(getattr(parts, name)) for name in FIELDS}
    return {
        "id": document.id,
        "version": document.version,
        "digest": document.digest,
        "length": parts.length,
        "length_in_characters": parts.length_in_characters,
        **texts,
        **{name: getattr(parts, name) for name in TEXTS},
        NAMED: " ".join(parts.named),
        STARTS: parts.starts,
        TERMS: " ".join(dict.fromkeys(" ".join(texts.values()).split())),
        **{keyword(name): list(values) for name, values in document.keywords.items()},
        **{number(name): value for name, value in document.numbers.items() if value is not None},
    }
