"""What a document lets people find by its beginning: its title, its unit, the words of its title.

Each entry is a key, under which somebody may begin to type, and what is then offered. A Chinese
text stands under itself, under its pinyin, and under the initials of that; a title also from each
of its first words on.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest

from search.analysis import Run, fold, runs
from search.words import AROUND, words

TITLE, UNIT, WORD = "title", "org", "word"
PART = "\t"
LONGEST_KEY = 40
SHORTEST_WORD = 2
MOST_PLACES = 6  # words of a title at which it may be begun
LONGEST_WITHIN = 20  # letters of the pinyin from there; nobody spells out all that follows

Entry = tuple[str, str]  # kind, text


def entries(starts: Mapping[str, Sequence[str]]) -> list[str]:
    """Each key with what it offers, as an index keeps it."""
    found: dict[str, None] = {}
    for kind, texts in starts.items():
        for text in texts:
            for key, entry in _of_text(kind, " ".join(text.split())):
                if key:
                    found[PART.join((key[:LONGEST_KEY], *entry))] = None
    return list(found)


def read(value: str) -> Entry:
    """What an entry offers."""
    _key, kind, text = value.split(PART, 2)
    return kind, text


def prefix(typed: str) -> str:
    """What somebody has typed so far, as keys begin; Latin letters may be parted by spaces."""
    folded = fold(" ".join(typed.split()))[:LONGEST_KEY].replace(PART, " ")
    return folded.replace("'", "") if folded.isascii() else folded


def _of_text(kind: str, text: str) -> Iterator[tuple[str, Entry]]:
    entry = kind, text
    yield from ((key, entry) for key in _keys(text))
    if kind != TITLE:
        return
    folded = fold(text)
    telling = list(_telling(folded))
    places = [place for place, _word in telling[:MOST_PLACES]]
    yield from ((folded[place:], entry) for place in places)
    yield from ((key, entry) for key in _within(folded, places))
    for _place, word in telling:
        yield from ((key, (WORD, word)) for key in _keys(word))


def _within(folded: str, places: Sequence[int]) -> Iterator[str]:
    """The pinyin of a title and the initials of that from ``places`` within it on."""
    places = [place for place in places if place]
    stretches = [folded[at:end] for at, end in zip_longest(places, places[1:])]
    pinyin = initials = ""
    for stretch in reversed(stretches):
        _text, of_it, first = _keys(stretch[:LONGEST_KEY])
        pinyin = (of_it + pinyin)[:LONGEST_WITHIN]
        initials = (first + initials)[:LONGEST_WITHIN]
        yield from (pinyin, initials)


@lru_cache(maxsize=50_000)
def _keys(text: str) -> tuple[str, ...]:
    # Its dictionary takes as long to read as half of Django: only who writes documents waits.
    from pypinyin import lazy_pinyin

    syllables = lazy_pinyin(fold(text))
    return fold(text), "".join(syllables), "".join(one[0] for one in syllables if one)


def _telling(folded: str) -> Iterator[tuple[int, str]]:
    for run in runs(folded):
        yield from _of_run(run)


def _of_run(run: Run) -> Iterator[tuple[int, str]]:
    place = run.start
    for word in words(run):
        if len(word) >= SHORTEST_WORD and word not in AROUND:
            yield place, word
        place += len(word)
