"""What a reader sees of a hit: the words of the query marked in the stored text, and cut short.

Everything that is not a mark is escaped here; the text may hold anything.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis import alike, fold, goes_on, is_han, is_latin, latin_words
from search.sentence import Phrase, Sentence

MARK = "<mark>"
ELLIPSIS = "…"
LOOK_BACK = 15  # characters before the first mark where a sentence may begin
LONGEST_WORD = 40  # one that is longer is parted like Chinese
_ENDS = "。！？；!?;\n"

# A number keeps its point and its commas, a compound its hyphens; Chinese may be parted anywhere.
_LATIN = r"(?:(?![\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[^\W_])+"
_WORD = re.compile(rf"{_LATIN}(?:[.,'’\-]{_LATIN})*")

_GAP = re.compile(r"[\W_]+").match

Span = tuple[int, int]
Finder = Callable[[str], Iterator[Span]]  # where something stands in a folded text


class Marker:
    """Marks the words of ``sentence``, made ready once for many texts."""

    def __init__(self, sentence: Sentence):
        phrases = [phrase for unit in sentence.all_of for phrase in unit]
        self._phrases = [_finder(phrase) for phrase in phrases]
        # Pieces within its words; one that spans two words would mark what nobody meant.
        pieces = dict.fromkeys(
            piece
            for phrase in phrases
            for piece in phrase.pieces
            if len(piece) > 1 or not is_han(piece)
        )
        self._pieces = [_finder(Phrase((piece,), by_character=False)) for piece in pieces]

    def highlight(self, text: str) -> SafeString:
        """``text`` with the query's words in `<mark>`."""
        text = unicodedata.normalize("NFC", text)
        return _render(text, self._spans(text), 0, len(text))

    def snippet(self, text: str, width: int = 120) -> SafeString:
        """At most ``width`` characters of ``text``, where most of the words stand together."""
        text = " ".join(unicodedata.normalize("NFC", text).split())
        spans = self._spans(text)
        if len(text) <= width:
            return _render(text, spans, 0, len(text))
        start = _best_start(text, spans, width)
        return _render(text, spans, start, min(len(text), start + width))

    def _spans(self, text: str) -> list[Span]:
        """Where the words of the query stand; where none does whole, their pieces."""
        folded, origin = _folded_with_origin(text)
        folded = alike(folded)
        found = _found(self._phrases, folded) or _found(self._pieces, folded)
        return _merged([(origin[start], origin[end - 1] + 1) for start, end in found])


def _found(finders: Sequence[Finder], folded: str) -> list[Span]:
    return [span for finder in finders for span in finder(folded)]


def _finder(phrase: Phrase) -> Finder:
    """Finds what reads like the pieces, one after the other; pairs that overlap are one text."""
    parts: list[str] = []
    for piece in phrase.pieces:
        if parts and not phrase.by_character and goes_on(parts[-1], piece):
            parts[-1] += piece[-1]
        else:
            parts.append(piece)
    first, *others = parts

    def find(folded: str) -> Iterator[Span]:
        for start, end in _every(folded, first):
            stop: int | None = end
            for part in others:
                stop = None if stop is None else _end(folded, _after_gap(folded, stop), part)
            if stop is not None:
                yield start, stop

    return find


def _every(folded: str, part: str) -> Iterator[Span]:
    """Where a Chinese part stands, or a word with the stem that a part is."""
    if not is_han(part):
        yield from (
            (word.start, word.end) for word in latin_words(folded) if word.pieces == [part]
        )
        return
    at = folded.find(part)
    while at >= 0:
        yield at, at + len(part)
        at = folded.find(part, at + 1)


def _after_gap(folded: str, at: int) -> int:
    """Where the next part of a phrase begins, after what only parts them."""
    gap = _GAP(folded, at)
    return gap.end() if gap else at


def _end(folded: str, at: int, part: str) -> int | None:
    """Where a part ends that begins at ``at``; a word stands there whole."""
    if is_han(part):
        return at + len(part) if folded.startswith(part, at) else None
    if at and is_latin(folded, at - 1):
        return None
    word = next(latin_words(folded, at), None)
    return word.end if word and word.start == at and word.pieces == [part] else None


def _folded_with_origin(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters the place in ``text`` it came from."""
    whole = fold(text)
    if len(whole) == len(text):  # no fold is empty, so each is one character
        return whole, range(len(text))
    parts = [fold(character) for character in text]
    return "".join(parts), [place for place, part in enumerate(parts) for _character in part]


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _best_start(text: str, spans: list[Span], width: int) -> int:
    """The beginning of the stretch that shows most, moved back to where its sentence begins."""
    if not spans:
        return 0
    room = width - LOOK_BACK

    def shown(start: int) -> int:
        return sum(end - begin for begin, end in spans if begin >= start and end <= start + room)

    first = max((begin for begin, _end in spans), key=lambda begin: (shown(begin), -begin))
    begins = max(text.rfind(mark, max(0, first - LOOK_BACK), first) for mark in _ENDS) + 1
    if not begins and first > LOOK_BACK:
        begins = first - LOOK_BACK // 2
    return _between_words(text, min(begins, len(text) - width), first)


def _between_words(text: str, start: int, first: int) -> int:
    """``start``, or the nearest place to it that is within no Latin word and no number.

    It moves on, as the text that is left fits then; back only to keep the first mark.
    """
    for word in _WORD.finditer(text, max(0, start - LONGEST_WORD), start + LONGEST_WORD):
        if word.start() < start < word.end():
            return word.end() if word.end() <= first else word.start()
    return start


def _render(text: str, spans: list[Span], start: int, end: int) -> SafeString:
    parts = [ELLIPSIS] if start else []
    place = start
    for begin, stop in ((max(a, start), min(b, end)) for a, b in spans):
        if begin < stop:
            parts += [escape(text[place:begin]), MARK, escape(text[begin:stop]), "</mark>"]
            place = stop
    parts += [escape(text[place:end]), ELLIPSIS if end < len(text) else ""]
    return mark_safe("".join(parts))  # noqa: S308 — every piece of the text is escaped above
