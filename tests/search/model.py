"""The contract said in the plainest words: brute force over every document, no index at all."""

from collections import Counter

from search import ranking
from search.analysis import characters, pieces
from search.engines.base import Removal
from search.engines.cutting import TEXTS
from search.engines.cutting import cut as cut_now
from search.query import Found, Hit
from search.ranking import MERITS, Candidate, Statistics
from search.starting import entries


class Model:
    """What any engine must answer."""

    name = "model"

    def __init__(self):
        self.documents = {}
        self.versions = {}

    def write(self, changes):
        for change in changes:
            if self.versions.get(change.id, 0) > change.version:
                continue
            self.versions[change.id] = change.version
            self.documents.pop(change.id, None)
            if not isinstance(change, Removal):
                self.documents[change.id] = change

    def search(self, query):
        sentence = query.sentence
        statistics = self._statistics()
        need = ranking.need(sentence, statistics)
        need = need.eased(max(map(need_held(need), self.documents.values()), default=0))
        found = {}
        for document in self.documents.values():
            if sentence.is_noise:
                continue
            exact = sentence.is_empty or (
                bool(need.terms)
                and all(any(_holds(document, one) for one in unit) for unit in sentence.all_of)
            )
            related = bool(need.terms) and need_held(need)(document) >= need.floor
            without = any(_holds(document, phrase) for phrase in sentence.none_of)
            within = all(_holds(document, phrase) for phrase in sentence.within)
            if (exact or related) and within and not without and _in_ranges(document, query):
                found[document.id] = exact
        facets = {
            facet: Counter(
                value
                for pk in found
                if self._passes(pk, query, leave_out=facet)
                for value in self.documents[pk].keywords.get(facet, ())
            )
            for facet in query.facets
        }
        found = {pk: exact for pk, exact in found.items() if self._passes(pk, query)}
        hits = self._order(found, query, sentence, statistics, need)
        return Found(
            len(found),
            sum(found.values()),
            tuple(hits[query.offset : query.offset + query.size]),
            facets,
        )

    def starting(self, prefix, size):
        held = Counter(
            entry for document in self.documents.values() for entry in entries(document.starts)
        )
        found = [(entry, count) for entry, count in held.items() if entry.startswith(prefix)]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:size]

    def _statistics(self):
        held = Counter()
        lengths = [0, 0]
        for document in self.documents.values():
            title, body, title_characters, body_characters = _fields(document)
            held.update({*title, *body, *title_characters, *body_characters})
            lengths[0] += len(title) + len(body)
            lengths[1] += len(title_characters) + len(body_characters)
        count = len(self.documents) or 1
        return Statistics(len(self.documents), held, lengths[0] / count, lengths[1] / count)

    def _passes(self, pk, query, leave_out=None):
        keywords = self.documents[pk].keywords
        return all(
            set(values) & set(keywords.get(name, ()))
            for name, values in query.filters.items()
            if values and name != leave_out
        )

    def _order(self, found, query, sentence, statistics, need):
        if query.order or sentence.is_empty:
            name = query.order.removeprefix("-")
            sign = -1 if query.order.startswith("-") else 1
            numbers = {pk: self.documents[pk].numbers.get(name) for pk in found}
            ordered = sorted(
                found,
                key=lambda pk: (numbers[pk] is None, sign * (numbers[pk] or 0), -pk),
            )
            return [Hit(pk, 0.0, found[pk]) for pk in ordered]
        candidates = [_candidate(self.documents[pk], found[pk]) for pk in found]
        return [
            Hit(one.id, score, one.is_exact)
            for one, score in ranking.order(candidates, sentence, statistics, need)
        ]


_cut_by_id = {}


def cut(document):
    """The pieces of ``document``, cut once: a test asks for them hundreds of times."""
    known, parts = _cut_by_id.get(document.id, (None, None))
    if known is not document:
        parts = cut_now(document)
        _cut_by_id[document.id] = document, parts
    return parts


def need_held(need):
    """How much of the needed weight a document holds."""

    def weight(document):
        held = {piece for field in _fields(document) for piece in field}
        return sum(need.terms[piece] for piece in need.terms if piece in held)

    return weight


def _candidate(document, is_exact):
    parts = cut(document)
    texts = (getattr(parts, name) for name in TEXTS)
    merits = (document.numbers.get(name) or 0 for name in MERITS)
    return Candidate(
        document.id, is_exact, *texts, parts.length, parts.length_in_characters, *merits
    )


def _fields(document):
    parts = cut(document)
    return parts.title, parts.body, parts.title_characters, parts.body_characters


def _holds(document, phrase):
    asked = list(phrase.pieces)
    if phrase.scope:
        cut = characters if phrase.by_character else pieces
        fields = [cut(document.named.get(phrase.scope, ""))]
    else:
        fields = _fields(document)[2:] if phrase.by_character else _fields(document)[:2]
    return any(
        field[start : start + len(asked)] == asked
        for field in fields
        for start in range(len(field))
    )


def _in_ranges(document, query):
    for name, (low, high) in query.ranges.items():
        number = document.numbers.get(name)
        if number is None:
            return False
        if (low is not None and number < low) or (high is not None and number > high):
            return False
    return True
