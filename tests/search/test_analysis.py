import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import characters, fold, pieces, runs
from search.sentence import Phrase, understand

TEXTS = st.text(max_size=60)
HAN = st.text(alphabet="玻璃纤维低温解聚與腐蝕環境", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("玻璃纤维", ["玻璃", "璃纤", "纤维"]),
        ("膜", ["膜"]),
        ("TC4 钛合金", ["tc4", "钛合", "合金"]),
        ("ＭＯＳＦＥＴ模块", ["mosfet", "模块"]),
        ("高溫腐蝕環境", ["高温", "温腐", "腐蚀", "蚀环", "环境"]),
        ("batteries, buses & glasses", ["battery", "buse", "glasse"]),
        ("status axis class", ["status", "axis", "class"]),
        ("CO₂、1,200V", ["co2", "1", "200v"]),
        ("a_b", ["a", "b"]),
        ("🚀！？", []),
        ("㎡", ["m2"]),
    ],
)
def test_text_is_cut(text, cut):
    assert pieces(text) == cut


def test_characters_stand_beside_pairs():
    assert characters("TC4 钛合金") == ["tc4", "钛", "合", "金"]


@given(TEXTS)
def test_folding_twice_changes_nothing_more(text):
    once = fold(text)

    assert pieces(once) == pieces(text)


@given(TEXTS)
def test_an_index_needs_no_quotes_and_no_spaces(text):
    every = [*pieces(text), *characters(text)]

    assert all(every)
    assert all(piece.split() == [piece] for piece in every)
    assert not any(set("\"'*:(){}-^~\\") & set(piece) for piece in every)


@given(HAN, HAN)
def test_what_stands_in_a_run_is_found_in_its_pieces(inside, around):
    asked, held = pieces(inside), pieces(around + inside + around)

    if len(inside) > 1:
        assert any(held[i : i + len(asked)] == asked for i in range(len(held)))


@given(TEXTS)
def test_width_and_case_are_of_no_account(text):
    wide = "".join(
        chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text
    )

    assert pieces(wide) == pieces(text)


@given(TEXTS)
def test_composed_and_decomposed_are_the_same(text):
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))

    assert pieces(composed) == pieces(decomposed)


@given(TEXTS)
def test_runs_stand_where_they_say(text):
    folded = fold(text)

    assert all(folded[run.start :].startswith(run.text) for run in runs(folded))


# ── Sentences ────────────────────────────────────────────────────────


def all_of(query):
    return ["".join(phrase.pieces) for phrase in understand(query).all_of]


def test_a_sentence_is_cut_into_its_words():
    assert all_of("锂电池 隔膜") == ["锂电电池", "隔膜"]


def test_a_quoted_phrase_stays_whole():
    sentence = understand("“低温解聚” 玻璃")

    assert sentence.all_of[0] == Phrase(("低温", "温解", "解聚"), by_character=False)


def test_a_phrase_with_a_lone_character_is_looked_for_by_characters():
    assert understand("5G膜").all_of == (Phrase(("5g",), by_character=False),)
    assert understand('"5G膜"').all_of == (Phrase(("5g", "膜"), by_character=True),)
    assert understand("膜").all_of == (Phrase(("膜",), by_character=True),)


def test_without_takes_away_and_asks_for_nothing():
    sentence = understand('-回收 -"低温解聚"')

    assert sentence.is_empty
    assert len(sentence.none_of) == 2


def test_a_dash_within_words_takes_nothing_away():
    sentence = understand("C-C复合材料 5-羟甲基糠醛")

    assert sentence.none_of == ()
    assert "复合" in sentence.terms


@pytest.mark.parametrize("query", ["", "   ", "！？", '"', '""', "-", "--", "🚀", "\x00"])
def test_nothing_asked_is_nothing(query):
    assert understand(query).is_empty
    assert understand(query).none_of == ()


@given(st.text(max_size=1200))
def test_nothing_that_can_be_typed_is_an_error(query):
    sentence = understand(query)

    assert sentence.is_empty == (not sentence.all_of)
    assert len(sentence.all_of) <= 20
