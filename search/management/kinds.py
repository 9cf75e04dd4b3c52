"""The choice of kinds that the search commands share."""

from typing import Any

from search.documents import DOCUMENTS, Source


def add_argument(parser: Any) -> None:
    """Let a command be told one kind; unasked it takes all."""
    names = [source.kind.name for source in DOCUMENTS.values()]
    parser.add_argument("--kind", choices=names, help="只处理这一类；缺省为全部")


def chosen(kind: str | None) -> list[Source]:
    """The sources that a command is about."""
    return [source for source in DOCUMENTS.values() if kind in (None, source.kind.name)]
