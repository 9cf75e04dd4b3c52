"""What a reader sees of a hit: the words of the query marked in the stored text, and cut short.

Everything that is not a mark is escaped here; the text may hold anything.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis import Run, fold, runs
from search.sentence import Sentence

MARK = "<mark>"
ELLIPSIS = "…"
LOOK_BACK = 15  # characters before the first mark where a sentence may begin
_ENDS = "。！？；!?;\n"

Span = tuple[int, int]


def highlight(text: str, sentence: Sentence) -> SafeString:
    """``text`` with the query's words in `<mark>`."""
    text = unicodedata.normalize("NFC", text)
    return _render(text, _spans(text, sentence), 0, len(text))


def snippet(text: str, sentence: Sentence, width: int = 120) -> SafeString:
    """At most ``width`` characters of ``text``, where most of the query's words stand together."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    spans = _spans(text, sentence)
    if len(text) <= width:
        return _render(text, spans, 0, len(text))
    start = _best_start(text, spans, width)
    return _render(text, spans, start, min(len(text), start + width))


def _spans(text: str, sentence: Sentence) -> list[Span]:
    """Where the words of the query stand; where none does whole, their pieces."""
    phrases = [phrase for unit in sentence.all_of for phrase in unit]
    if not phrases:
        return []
    folded, origin = _folded_with_origin(text)
    cut = list(runs(folded))
    found: list[Span] = []
    for by_character in (False, True):
        asked = {phrase.pieces for phrase in phrases if phrase.by_character is by_character}
        found += _of_phrases(_pieces(cut, by_character=by_character), asked) if asked else ()
    if not found:
        # Pieces within its words; one that spans two words would mark what nobody meant.
        known = {piece for phrase in phrases for piece in phrase.pieces}
        found = [(start, end) for piece, start, end in _pieces(cut) if piece in known]
    return _merged([(origin[start], origin[end - 1] + 1) for start, end in found])


def _folded_with_origin(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its characters the place in ``text`` it came from."""
    whole = fold(text)
    if len(whole) == len(text):  # no fold is empty, so each is one character
        return whole, range(len(text))
    parts = [fold(character) for character in text]
    return "".join(parts), [place for place, part in enumerate(parts) for _character in part]


def _pieces(cut: Sequence[Run], *, by_character: bool = False) -> list[tuple[str, int, int]]:
    """Each piece with where it stands."""
    placed = []
    for run in cut:
        if not run.is_han:
            placed.append((run.pieces[0], run.start, run.start + len(run.text)))
            continue
        size = 1 if by_character or len(run.text) == 1 else 2
        found = run.characters if size == 1 else run.pieces
        placed += [
            (piece, run.start + place, run.start + place + size)
            for place, piece in enumerate(found)
        ]
    return placed


def _of_phrases(
    placed: Sequence[tuple[str, int, int]], asked: Iterable[tuple[str, ...]]
) -> Iterator[Span]:
    """Where the pieces of a phrase stand one after the other."""
    names = tuple(piece for piece, _start, _end in placed)
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(name, []).append(place)
    for pieces in asked:
        for place in places.get(pieces[0], ()) if pieces else ():
            last = place + len(pieces) - 1
            if names[place : last + 1] == pieces:
                yield placed[place][1], placed[last][2]


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
    return min(begins, len(text) - width)


def _render(text: str, spans: list[Span], start: int, end: int) -> SafeString:
    parts = [ELLIPSIS] if start else []
    place = start
    for begin, stop in ((max(a, start), min(b, end)) for a, b in spans):
        if begin < stop:
            parts += [escape(text[place:begin]), MARK, escape(text[begin:stop]), "</mark>"]
            place = stop
    parts += [escape(text[place:end]), ELLIPSIS if end < len(text) else ""]
    return mark_safe("".join(parts))  # noqa: S308 — every piece of the text is escaped above
