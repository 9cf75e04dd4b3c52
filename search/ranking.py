"""How well a document answers a sentence; the same figures whichever engine found it.

An engine finds, counts and brings the best hundred by its own BM25; here they are put in order
again from the pieces it holds, by what was best on judged queries (`docs/search.md`).
"""

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from search.analysis import goes_on, is_han
from search.sentence import Sentence, Variant

RESCORED = 100
MOST_TERMS = 200
FLOOR = 0.10  # of the known weight of a sentence that a related document must hold
MOST_NEEDED = 1.5  # times the weight of the rarest term; a pasted paragraph weighs very much
LAST_RESORT_FLOOR = 0.50  # where only single characters are known
SHORT = 4  # characters up to which an unknown word is a word that nothing is known of
TITLE_WEIGHT = 5
CHARACTER_WEIGHT = 0.5
WORD_WEIGHT = 0.25
WORDS_A_PIECE = 0.5  # about two pairs to a word
PHRASE_BONUS = 0.25
FAVOUR = 0.10  # the most that a full and freshly confirmed offer scores above a bare old one
FRESH_DAYS = 365
MERITS = ("merit", "confirmed")  # numbers of a document that are read with its text
LONE_WEIGHT = 1.5  # of a character that is a word; others count by their words too

_K1, _B = 1.2, 0.75
_SCALE = 1000  # weights are whole, so that every engine adds them up to the same sum


@dataclass(frozen=True, slots=True)
class Statistics:
    """What an index knows of the pieces asked for."""

    documents: int
    frequencies: Mapping[str, int]  # piece → how many documents hold it
    mean_pieces: float
    mean_characters: float

    def idf(self, piece: str) -> float:
        """Rarity, always above 0."""
        frequency = self.frequencies.get(piece, 0)
        return math.log1p((self.documents - frequency + 0.5) / (frequency + 0.5))

    def idf_of_word(self, word: str) -> float:
        """That of its rarest pair; an index counts pairs, not words."""
        if word in self.frequencies:
            return self.idf(word)
        return max(self.idf(word[at : at + 2]) for at in range(len(word) - 1))

    def weight(self, piece: str) -> int:
        """Rarity as a whole number."""
        return max(1, round(self.idf(piece) * _SCALE))


@dataclass(frozen=True, slots=True)
class Need:
    """What a related document must hold: ``terms`` whose weights reach ``floor``."""

    terms: Mapping[str, int]
    floor: int
    eases: bool = True

    def eased(self, best: int) -> "Need":
        """The same, where no document holds more than ``best``: half of that will do.

        A sentence must not come back empty because it is long.
        """
        if not self.eases or not 0 < best < self.floor:
            return self
        return replace(self, floor=math.ceil(best / 2))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that an engine brought, as its runs and its words, each between bars.

    ``length`` and ``length_in_characters`` count the pieces of title and body together. ``merit``
    is how much it says of what it may, in percent; ``confirmed`` the day (its ordinal) on which
    its owner last stood by it; 0 where nothing is known.
    """

    id: int
    is_exact: bool
    title: str
    body: str
    title_words: str
    body_words: str
    length: int
    length_in_characters: int
    merit: int = 0
    confirmed: int = 0


@dataclass(frozen=True, slots=True)
class Wording:
    """A variant of a sentence, made ready to be counted in many documents.

    Each part is what stands for a piece in a barred text, with the weight of the piece.
    """

    terms: Sequence[tuple[str, float]]
    characters: Sequence[tuple[str, float]]
    words: Sequence[tuple[str, float]]
    phrases: Sequence[tuple[str, float]]  # a term right after the term before it


def barred(parts: Iterable[str]) -> str:
    """``parts`` so that each can be found whole, and Chinese pairs within one."""
    return "".join(f"|{part}|" for part in parts)


def need(sentence: Sentence, statistics: Statistics) -> Need:
    """The rarest known terms, and the share of their weight that makes a document related.

    A share of the weight, not of the count: a long question of a layman has many common words.
    """
    weights = _rarest(_known(sentence.terms, statistics), statistics)
    if weights:
        masses = [
            sum(weights.get(term, 0) for term in variant.terms) for variant in sentence.variants
        ]
        share = FLOOR * min(mass for mass in masses if mass)
        return Need(weights, math.ceil(min(share, MOST_NEEDED * max(weights.values()))))
    # The last resort: characters, unknown ones asked for as well, or one alone would do.
    weights = _rarest(_known(sentence.characters, statistics), statistics)
    asked = [sum(_rarest(one.characters, statistics).values()) for one in sentence.variants]
    return Need(
        weights,
        math.ceil(LAST_RESORT_FLOOR * min(asked, default=0)),
        eases=len(sentence.characters) > SHORT,
    )


def _rarest(pieces: Iterable[str], statistics: Statistics) -> dict[str, int]:
    ordered = sorted(pieces, key=lambda piece: (-statistics.weight(piece), piece))
    return {piece: statistics.weight(piece) for piece in ordered[:MOST_TERMS]}


def _known(pieces: Iterable[str], statistics: Statistics) -> list[str]:
    return [piece for piece in pieces if statistics.frequencies.get(piece)]


def order(
    candidates: Iterable[Candidate], sentence: Sentence, statistics: Statistics, wanted: Need
) -> list[tuple[Candidate, float]]:
    """The candidates with their scores: exact ones first, then the best, then the newest.

    The best of the sentence's wordings counts. Of two that answer alike, the one that says more
    and was confirmed later is ahead.
    """
    wordings = [_wording(variant, statistics, wanted) for variant in sentence.variants]
    today = timezone.localdate().toordinal()
    scored = [
        (one, max(_score(one, wording, statistics) for wording in wordings) * _favour(one, today))
        for one in candidates
    ]
    return sorted(scored, key=lambda pair: (not pair[0].is_exact, -pair[1], -pair[0].id))


def _favour(document: Candidate, today: int) -> float:
    age = min(max(0, today - document.confirmed), FRESH_DAYS)
    return 1 + FAVOUR / 2 * (document.merit / 100 + 1 - age / FRESH_DAYS)


def _wording(variant: Variant, statistics: Statistics, wanted: Need) -> Wording:
    pairs = itertools.pairwise(variant.terms)
    return Wording(
        [
            (_as_it_stands(term), statistics.idf(term) * (LONE_WEIGHT if len(term) == 1 else 1))
            for term in variant.terms
            if term in wanted.terms
        ],
        weighed(variant.characters, statistics),
        [(barred([word]), statistics.idf_of_word(word)) for word in variant.words],
        [(together(*pair), statistics.idf(pair[1])) for pair in dict.fromkeys(pairs)],
    )


def weighed(pieces: Iterable[str], statistics: Statistics) -> list[tuple[str, float]]:
    """Each piece as it reads in a barred text, with its rarity."""
    return [(_as_it_stands(piece), statistics.idf(piece)) for piece in pieces]


def _as_it_stands(piece: str) -> str:
    """A word between its bars; what is Chinese may stand anywhere in its run."""
    return piece if is_han(piece) else barred([piece])


def together(first: str, second: str) -> str:
    """How two terms read where the second follows the first: pairs overlap, words do not."""
    if goes_on(first, second):
        return first + second[-1]
    return f"{_as_it_stands(first).rstrip('|')}||{_as_it_stands(second).lstrip('|')}"


def _score(document: Candidate, wording: Wording, statistics: Statistics) -> float:
    """BM25 over pieces, less over single characters and over words, a bonus for phrases."""
    title, body = document.title, document.body
    title_words, body_words = document.title_words, document.body_words
    by_pieces = _bm25(wording.terms, title, body, document.length, statistics.mean_pieces)
    by_characters = _bm25(
        wording.characters, title, body, document.length_in_characters, statistics.mean_characters
    )
    by_words = _bm25(
        wording.words,
        title_words,
        body_words,
        (title_words.count("|") + body_words.count("|")) // 2,
        statistics.mean_pieces * WORDS_A_PIECE,
    )
    bonus = sum(
        weight * ((phrase in title) + (phrase in body)) for phrase, weight in wording.phrases
    )
    return (
        by_pieces
        + CHARACTER_WEIGHT * by_characters
        + WORD_WEIGHT * by_words
        + PHRASE_BONUS * bonus
    )


def _bm25(
    pieces: Iterable[tuple[str, float]], title: str, body: str, length: int, mean: float
) -> float:
    """Counted in barred texts; of a doubled character every other pair is."""
    spread = _K1 * (1 - _B + _B * length / (mean or 1))
    total = 0.0
    for piece, weight in pieces:
        times = TITLE_WEIGHT * title.count(piece) + body.count(piece)
        if times:
            total += weight * times * (_K1 + 1) / (times + spread)
    return total
