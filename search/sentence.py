"""What a person typed, understood: words, "an unbroken phrase", -without, or a whole sentence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import rjieba

from search.analysis import fold, runs

LONGEST = 1000  # characters of a query that are looked at
MOST_UNITS = 20

_PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]+)"|(?P<words>[^\s"]+))')
_QUOTES = str.maketrans("“”„‟＂「」『』", '"' * 9)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Pieces that stand one after the other in one field.

    Pairs say it fastest, but a Chinese character that stands alone can be part of a pair in the
    text; where the phrase has one, it is looked for character by character.
    """

    pieces: tuple[str, ...]
    by_character: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A query understood. ``all_of`` makes a hit exact, ``terms`` make it related."""

    all_of: tuple[Phrase, ...] = ()
    none_of: tuple[Phrase, ...] = ()
    terms: tuple[str, ...] = ()
    characters: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing in particular."""
        return not self.terms


def understand(query: str) -> Sentence:
    """Read ``query``; nothing that can be typed is an error."""
    all_of: list[Phrase] = []
    none_of: list[Phrase] = []
    positive: list[str] = []
    for minus, text, quoted in _parts(query[:LONGEST].translate(_QUOTES)):
        if minus:
            none_of += _phrases([text])
            continue
        positive.append(text)
        all_of += _phrases([text]) if quoted else _phrases(_words(text)) or _phrases([text])
    cut = [run for text in positive for run in runs(fold(text))]
    return Sentence(
        all_of=_distinct(all_of)[:MOST_UNITS],
        none_of=_distinct(none_of)[:MOST_UNITS],
        terms=_distinct(piece for run in cut for piece in run.pieces),
        characters=_distinct(piece for run in cut for piece in run.characters),
    )


def _parts(query: str) -> Iterable[tuple[bool, str, bool]]:
    for match in _PART.finditer(query):
        text = match["phrase"] or match["words"]
        minus = match["minus"] is not None
        if not minus and match["words"] and text.startswith("-") and len(text) > 1:
            text = text[1:]  # a dash before a word within a run of words
        if any(True for _run in runs(fold(text))):
            yield minus, text, match["phrase"] is not None


def _words(text: str) -> list[str]:
    """The words of a part that carry meaning by themselves: not single Chinese characters."""
    found = []
    for run in runs(fold(text)):
        if not run.is_han:
            found.append(run.text)
        elif len(run.text) > 1:
            found += [word for word in rjieba.cut(run.text) if len(word) > 1]
    return found


def _phrases(texts: Iterable[str]) -> list[Phrase]:
    phrases = []
    for text in texts:
        cut = list(runs(fold(text)))
        alone = any(run.is_han and len(run.text) == 1 for run in cut)
        phrases.append(
            Phrase(
                tuple(piece for run in cut for piece in (run.characters if alone else run.pieces)),
                alone,
            )
        )
    return phrases


def _distinct(items: Iterable) -> tuple:
    return tuple(dict.fromkeys(items))
