"""What is counted in barred texts is what counting the pieces themselves gives."""

import itertools
from collections import Counter

from hypothesis import assume, given
from hypothesis import strategies as st

from search.analysis import fold, goes_on, is_han, runs
from search.engines.base import Document
from search.engines.cutting import cut
from search.ranking import Statistics, together, weighed

TEXTS = st.text(alphabet="玻璃纤维膜高溫腐蝕MOSFETaé5 s，。", max_size=60)
NOTHING_KNOWN = Statistics(1, {}, 1, 1)


def parts_of(text):
    return cut(Document(1, 1, text))


def is_term(piece):
    return not is_han(piece) or len(piece) > 1


def has_doubles(text):
    return any(first == second for first, second in itertools.pairwise(text.lower()))


@given(TEXTS, TEXTS)
def test_pieces_are_counted_as_they_stand(text, query):
    assume(not has_doubles(text))
    parts = parts_of(text)
    asked = set(filter(is_term, parts_of(query).title))
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
    stands = parts_of(text).title_text
    cut_runs = [run.pieces for run in runs(fold(text))]
    within = itertools.chain.from_iterable(map(itertools.pairwise, cut_runs))
    between = [(before[-1], after[0]) for before, after in itertools.pairwise(cut_runs)]

    for pair in within:
        assert together(*pair) in stands
    for first, second in between:
        # 温度。度量 would read as one run; and a term is never a single character.
        if not goes_on(first, second) and is_term(first) and is_term(second):
            assert together(first, second) in stands
