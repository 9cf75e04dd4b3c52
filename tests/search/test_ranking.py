"""What is counted in barred texts is what counting the pieces themselves gives."""

import itertools
from collections import Counter

from hypothesis import assume, given
from hypothesis import strategies as st

from search.analysis import is_han
from search.engines.base import Document
from search.engines.cutting import cut
from search.ranking import Statistics, together, weighed

TEXTS = st.text(alphabet="玻璃纤维膜高溫腐蝕MOSFETaé5 s，。", max_size=60)
NOTHING_KNOWN = Statistics(1, {}, 1, 1)


def parts_of(text):
    return cut(Document(1, 1, text))


def has_doubles(text):
    return any(first == second for first, second in itertools.pairwise(text.lower()))


@given(TEXTS, TEXTS)
def test_pieces_are_counted_as_they_stand(text, query):
    assume(not has_doubles(text))
    parts = parts_of(text)
    asked = {piece for piece in parts_of(query).title if not is_han(piece) or len(piece) > 1}
    for cut_as, pieces in (
        (parts.title, asked),
        (parts.title_characters, {*parts_of(query).title_characters}),
    ):
        found = {
            piece: parts.title_text.count(needle)
            for piece, (needle, _weight) in zip(
                pieces, weighed(pieces, NOTHING_KNOWN), strict=True
            )
        }

        assert found == {piece: Counter(cut_as)[piece] for piece in pieces}


@given(TEXTS)
def test_terms_that_follow_each_other_are_found_together(text):
    parts = parts_of(text)
    terms = [piece for piece in parts.title if not is_han(piece) or len(piece) > 1]
    stands = set(itertools.pairwise(parts.title))

    for pair in itertools.pairwise(terms):
        if pair in stands:
            assert together(*pair) in parts.title_text
