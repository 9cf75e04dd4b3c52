"""Which rows are searched, and how each is said to an engine."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from core.models import Announced
from marketplace.models import Listing, Need
from search import listings, needs
from search.engines.base import Change, Document, Kind, Removal

TOPIC = "search"


@dataclass(frozen=True, slots=True)
class Source:
    """A model whose public rows are the documents of a kind."""

    kind: Kind
    model: type[Announced]
    public: Callable[[], models.QuerySet[Any]]
    shown: Callable[[], models.QuerySet[Any]]  # the same with what a row of results says
    said: Callable[[Any], tuple[str, str]]  # title and body of its document
    describe: Callable[[Any], Document]
    texts: tuple[str, ...]  # the columns that hold its text,
    columns: Mapping[str, str]  # and of its keywords, numbers, names: for when no engine answers
    aliases: Mapping[str, Any] = field(default_factory=dict)  # columns that are worked out


DOCUMENTS: dict[type[Announced], Source] = {
    Listing: Source(
        listings.KIND,
        Listing,
        listings.public,
        listings.shown,
        listings.said,
        listings.describe,
        texts=("title", "benefit", "problem", "abstract", "applications"),
        columns={
            "industry": "industry",
            "field": "field",
            "trl": "trl",
            "pilot": "pilot",
            "confirmed": "confirmed_on",
            "price_kind": "price_kind",
            "region": "region",
            "org": "organisation__name",
            **{name: name for name in listings.PRICE_ENDS},
        },
        aliases=listings.PRICE_ENDS,
    ),
    Need: Source(
        needs.KIND,
        Need,
        needs.public,
        needs.public,
        needs.said,
        needs.describe,
        texts=("title", "target", "public_text"),
        columns={"industry": "industry", "region": "region", "budget": "budget_fen"},
    ),
}


def source_of(label: str) -> Source | None:
    """The source whose model has ``label`` (`app.model`)."""
    return next((one for one in DOCUMENTS.values() if one.model._meta.label_lower == label), None)


def changes(source: Source, ids: Sequence[int]) -> list[Change]:
    """The rows as they are now: a document for each that is public, a removal for the others.

    The public ones are read first. A row that becomes public in between is removed at its new
    version, and its own message, which commits with it, brings it at the same version again.
    """
    documents = documents_of(source, source.public().filter(pk__in=ids))
    said = {document.id for document in documents}
    hidden = source.model._default_manager.filter(pk__in=set(ids) - said)
    versions = dict(hidden.values_list("pk", "version"))
    return [
        *documents,
        *(
            Removal(pk, versions[pk]) if pk in versions else Removal(pk)
            for pk in dict.fromkeys(ids)
            if pk not in said
        ),
    ]


def documents_of(source: Source, rows: Iterable[Any]) -> list[Document]:
    """Each row said to an engine."""
    return [source.describe(row) for row in rows]
