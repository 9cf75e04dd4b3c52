"""A document as both engines keep it: its text cut into pieces."""

from dataclasses import dataclass

from search.analysis import characters, fold, pieces, runs
from search.engines.base import Document
from search.starting import entries
from search.words import dictionary_words

BREAK = "|"


@dataclass(frozen=True, slots=True)
class Cut:
    """The pieces of a document, in order; in an index they stand apart by spaces."""

    title: list[str]
    body: list[str]
    title_characters: list[str]
    body_characters: list[str]
    named: list[str]
    starts: list[str]
    title_words: list[str]
    body_words: list[str]

    @property
    def length(self) -> int:
        return len(self.title) + len(self.body)

    @property
    def length_in_characters(self) -> int:
        return len(self.title_characters) + len(self.body_characters)


def cut(document: Document) -> Cut:
    """Cut ``document``'s text."""
    return Cut(
        pieces(document.title),
        pieces(document.body),
        characters(document.title),
        characters(document.body),
        [
            scoped(name, piece)
            for name, text in document.named.items()
            # The rule between keeps a phrase from spanning both.
            for piece in (*pieces(text), BREAK, *characters(text), BREAK)
        ],
        entries(document.starts),
        dictionary_words(runs(fold(document.title))),
        dictionary_words(runs(fold(document.body))),
    )


def scoped(name: str, piece: str) -> str:
    """A piece as it is kept of a text that is looked for by name."""
    return f"{name}:{piece}"
