"""What a person typed, understood: words, "an unbroken phrase", -without, org:, or a sentence."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from search.analysis import Run, fold, is_han, runs
from search.words import dictionary_words, edges, is_question, kept, says_something, words

LONGEST = 1000  # characters of a query that are looked at
MOST_UNITS = 20
MOST_VARIANTS = 6  # a row of the table has so many words
PASTED = 40  # characters from which a text is pasted: a `单位：` in it is part of the text
LONGEST_MEASURE = 5  # characters, as mg/L
SCOPES = {"org": "org", "单位": "org", "ip": "ip", "知识产权": "ip"}

_PART = re.compile(
    r"(?P<minus>(?<!\S)-)?"
    rf"(?:(?<![^\s-])(?P<scope>{'|'.join(SCOPES)})[:：])?"
    r'(?:"(?P<phrase>[^"]+)"|(?P<words>[^\s"]+))',
    re.IGNORECASE,
)
_QUOTES = str.maketrans("“”„‟＂「」『』", '"' * 9)

Synonyms = Mapping[str, Sequence[str]]  # folded word → the others that mean the same


@dataclass(frozen=True, slots=True)
class Phrase:
    """Pieces that stand one after the other in one field.

    Pairs say it fastest, but a Chinese character that stands alone can be part of a pair in the
    text; where the phrase has one, it is looked for character by character. With a ``scope`` it
    is looked for in what the document has under that name, and nowhere else.
    """

    pieces: tuple[str, ...]
    by_character: bool
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the query that is asked for, with the other words that mean the same.

    ``runs`` say where they stand in the query: parts that touch are one text.
    """

    text: str
    runs: tuple[Run, ...]
    is_whole: bool = False
    synonyms: tuple[str, ...] = ()

    @property
    def units(self) -> list[tuple[str, tuple[Phrase, ...]]]:
        """What an exact hit holds of it: each word, or one of the phrases beside it."""
        if self.is_whole:
            return [(self.text, tuple(_phrases((self.text, *self.synonyms))))]
        found = [word for run in self.runs for word in words(run) if says_something(word)]
        every = found or [run.text for run in self.runs]
        return [(word, (phrase,)) for word, phrase in zip(every, _phrases(every), strict=True)]

    def only(self, every: Iterable[Run]) -> "Part":
        """The same with those of ``every`` run that stand in it."""
        begin, end = self.runs[0].start, self.runs[-1].end
        return replace(self, runs=tuple(run for run in every if begin <= run.start < end))

    def stretches(self, number: int) -> Iterator[tuple[int, int, str]]:
        """Where each stretch begins and ends, and what it reads in the wording of that number."""
        if 0 < number <= len(self.synonyms):
            yield self.runs[0].start, self.runs[-1].end, fold(self.synonyms[number - 1])
        else:
            yield from ((run.start, run.end, run.text) for run in self.runs)


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of the query, cut: ``terms`` find, ``characters`` are the last resort.

    ``words`` only rank: what the dictionary knows stands apart from pairs across its words.
    """

    terms: tuple[str, ...]
    characters: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Sentence:
    """A query understood. A phrase of each of ``all_of`` makes a hit exact, terms make it related.

    Attributes:
        none_of: what no hit may hold.
        within: what every hit holds: in a field that was named (`org:`), or as a phrase in quotes.
        variants: the wording typed, and others by synonyms; the best counts.
        used: the words of which synonyms were tried, with them.
        words: what each of ``all_of`` is called; ``named`` is the rest of what was typed.
        is_noise: nothing that was typed can be looked for.

    """

    all_of: tuple[tuple[Phrase, ...], ...] = ()
    none_of: tuple[Phrase, ...] = ()
    within: tuple[Phrase, ...] = ()
    variants: tuple[Variant, ...] = ()
    used: tuple[tuple[str, tuple[str, ...]], ...] = ()
    words: tuple[str, ...] = ()
    named: str = ""
    is_noise: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing in particular."""
        return not self.variants

    def without(self, word: str) -> str:
        """The query without one of its words."""
        left = [f'"{one}"' if " " in one else one for one in self.words if one != word]
        return " ".join([*left, self.named] if self.named else left)

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The terms of every variant."""
        return _distinct(term for variant in self.variants for term in variant.terms)

    @cached_property
    def characters(self) -> tuple[str, ...]:
        """The characters of every variant."""
        return _distinct(piece for variant in self.variants for piece in variant.characters)


def understand(query: str, synonyms: Synonyms | None = None) -> Sentence:
    """Read ``query``; nothing that can be typed is an error."""
    query = query[:LONGEST].translate(_QUOTES)
    asked: list[Part] = []
    at = 0  # where in the query; what was typed apart stands apart
    none_of: list[Phrase] = []
    within: list[Phrase] = []
    named: list[str] = []
    for typed, minus, scope, text, quoted in _parts(query):
        if minus or scope:
            (none_of if minus else within).extend(_phrases([text], scope))
            named.append(typed)
        else:
            folded = fold(text)
            if quoted and _stands_apart(typed, query):
                within.extend(_phrases([text]))
            asked += [_whole(text, at)] if quoted else _by_synonym(folded, at, synonyms or {})
            at += len(folded) + 1
    parts: Sequence[Part] = _without_asking(asked) if is_question(runs(fold(query))) else asked
    units = {unit: word for part in parts for word, unit in part.units}
    return Sentence(
        all_of=tuple(units)[:MOST_UNITS],
        words=tuple(units.values())[:MOST_UNITS],
        named=" ".join(named),
        none_of=_distinct(none_of)[:MOST_UNITS],
        within=_distinct(within)[:MOST_UNITS],
        variants=_distinct(_variants(parts)),
        used=_distinct((part.text, part.synonyms) for part in parts if part.synonyms),
        is_noise=bool(query.strip()) and not (parts or none_of or within),
    )


def unquoted(query: str) -> str:
    """The words of ``query`` without the quotes around phrases."""
    return " ".join(query.translate(_QUOTES).replace('"', " ").split())


def _parts(query: str) -> Iterator[tuple[str, bool, str, str, bool]]:
    for match in _PART.finditer(query):
        text = match["phrase"] or match["words"]
        minus = match["minus"] is not None
        if not minus and match["words"] and text.startswith("-") and len(text) > 1:
            text = text[1:]  # a dash before a word within a run of words
        if any(True for _run in runs(fold(text))):
            scope = _scope(match["scope"] or "", text, query)
            yield match[0], minus, scope, text, match["phrase"] is not None


def _scope(name: str, text: str, query: str) -> str:
    """What `name:` narrows to; nothing where it may stand by chance, as 单位：mm and IP：65 do."""
    is_pasted = len(query) > PASTED or "\n" in query.strip()
    is_measure = len(text) <= LONGEST_MEASURE and not any(run.is_han for run in runs(fold(text)))
    if name.lower() != "org" and (is_pasted or is_measure):
        return ""
    return SCOPES.get(name.lower(), "")


def _stands_apart(quoted: str, query: str) -> bool:
    """Whether somebody asks for a phrase: in running text quotes are the text's own."""
    alone = rf"(?<!\S){re.escape(quoted)}(?!\S)"
    return len(query) <= PASTED and re.search(alone, query) is not None


def _whole(text: str, at: int, synonyms: Sequence[str] = ()) -> Part:
    cut = tuple(runs(fold(text), at))
    return Part(text, cut, is_whole=True, synonyms=tuple(synonyms)[: MOST_VARIANTS - 1])


def _by_synonym(folded: str, at: int, synonyms: Synonyms) -> Iterator[Part]:
    """A folded text, which stands ``at`` a place, parted at the words that have synonyms."""
    place = 0
    for begin, end in _spans(folded, synonyms):
        yield from _plain(folded[place:begin], at + place)
        word = folded[begin:end]
        yield _whole(word, at + begin, synonyms[word])
        place = end
    yield from _plain(folded[place:], at + place)


def _plain(folded: str, at: int) -> Iterator[Part]:
    if cut := tuple(runs(folded, at)):
        yield Part(folded, cut)


def _spans(folded: str, synonyms: Synonyms) -> Iterator[tuple[int, int]]:
    """Where words with synonyms stand, each between the edges of words."""
    known = sorted((word for word in synonyms if word in folded), key=len, reverse=True)
    if not known:
        return
    at_edges = edges(folded)
    place = 0
    for begin in sorted(at_edges):
        ends = (begin + len(word) for word in known if folded.startswith(word, begin))
        end = next((end for end in ends if end in at_edges), None)
        if begin >= place and end is not None:
            yield begin, end
            place = end


def _without_asking(parts: Sequence[Part]) -> Sequence[Part]:
    """The parts of a question without what only asks; as they are where nothing else is said."""
    left = [*kept(run for part in parts if not part.is_whole for run in part.runs)]
    cut = [part if part.is_whole else part.only(left) for part in parts]
    return [part for part in cut if part.runs] or parts


def _variants(parts: Sequence[Part]) -> Iterator[Variant]:
    count = 1 + max((len(part.synonyms) for part in parts), default=-1)
    for number in range(count):
        cut = _worded(parts, number)
        telling = [piece for run in cut for piece in _telling(run)]
        # Where only characters are known that stand alone, they are the last resort.
        is_telling = any(len(piece) > 1 or not is_han(piece) for piece in telling)
        yield Variant(
            _distinct(telling if is_telling else ()),
            _distinct(piece for run in cut for piece in run.characters),
            _distinct(dictionary_words(cut)),
        )


def _telling(run: Run) -> Iterator[str]:
    """The pieces of a run that carry meaning by themselves: its pairs, and characters that do."""
    yield from (piece for piece in run.pieces if len(piece) > 1 or not run.is_han)
    if run.is_han:
        yield from (word for word in words(run) if len(word) == 1 and says_something(word))


def _worded(parts: Sequence[Part], number: int) -> list[Run]:
    """The runs of a wording; stretches that touch are one text, with the pairs across them."""
    texts: list[str] = []
    place = None
    for begin, end, text in (one for part in parts for one in part.stretches(number)):
        if begin == place and not (texts[-1][-1:].isascii() and text[:1].isascii()):
            texts[-1] += text
        else:
            texts.append(text)
        place = end
    return [run for text in texts for run in runs(text)]


def _phrases(texts: Iterable[str], scope: str = "") -> list[Phrase]:
    phrases = []
    for text in texts:
        cut = list(runs(fold(text)))
        alone = any(run.is_han and len(run.text) == 1 for run in cut)
        phrases.append(
            Phrase(
                tuple(piece for run in cut for piece in (run.characters if alone else run.pieces)),
                alone,
                scope,
            )
        )
    return phrases


def _distinct(items: Iterable) -> tuple:
    return tuple(dict.fromkeys(items))
