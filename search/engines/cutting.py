"""A document as both engines keep it: its text cut into pieces."""

from collections.abc import Iterable
from dataclasses import dataclass

from search.analysis import (
    Run,
    alike,
    characters,
    characters_of,
    fold,
    pieces,
    pieces_of,
    runs,
)
from search.engines.base import Document
from search.ranking import barred
from search.regional import in_our_words
from search.starting import entries
from search.words import dictionary_words

BREAK = "|"
TEXTS = ("title_text", "body_text", "title_words", "body_words")  # kept to rank, not to find


@dataclass(frozen=True, slots=True)
class Cut:
    """The pieces of a document, in order; in an index they stand apart by spaces.

    `TEXTS` are the same text and its words as `ranking` reads them, bars around each part.
    """

    title: list[str]
    body: list[str]
    title_characters: list[str]
    body_characters: list[str]
    named: list[str]
    starts: list[str]
    title_text: str
    body_text: str
    title_words: str
    body_words: str

    @property
    def length(self) -> int:
        return len(self.title) + len(self.body)

    @property
    def length_in_characters(self) -> int:
        return len(self.title_characters) + len(self.body_characters)


def cut(document: Document) -> Cut:
    """Cut ``document``'s text."""
    title, body = _runs(document.title), _runs(document.body)
    return Cut(
        pieces_of(title),
        pieces_of(body),
        characters_of(title),
        characters_of(body),
        [
            scoped(name, piece)
            for name, text in document.named.items()
            # The rule between keeps a phrase from spanning both.
            for piece in (*pieces(text), BREAK, *characters(text), BREAK)
        ],
        entries(document.starts),
        barred(_whole(title)),
        barred(_whole(body)),
        barred(dictionary_words(title)),
        barred(dictionary_words(body)),
    )


def _runs(text: str) -> list[Run]:
    """The runs of a text, then those that read otherwise in our words."""
    folded = fold(text)
    said = list(runs(folded))
    ours = in_our_words(folded)
    if ours == folded:
        return said
    there = {run.text for run in said}
    return [*said, *(run for run in runs(ours) if run.text not in there)]


def _whole(every: Iterable[Run]) -> Iterable[str]:
    """Each run as it is looked for: a Chinese one unbroken, a word as its piece."""
    return (alike(run.text) if run.is_han else run.pieces[0] for run in every)


def scoped(name: str, piece: str) -> str:
    """A piece as it is kept of a text that is looked for by name."""
    return f"{name}:{piece}"
