import html
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.highlight import Marker
from search.sentence import understand

WORDS = st.text(alphabet="玻璃纤维膜高溫腐蝕MOSFETaé<>&\"' ，。", max_size=80)


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("高模量玻璃纤维制品", "玻璃纤维", "高模量<mark>玻璃纤维</mark>制品"),
        ("高溫腐蝕的環境", "高温腐蚀", "<mark>高溫腐蝕</mark>的環境"),
        ("５Ｇ毫米波", "5g", "<mark>５Ｇ</mark>毫米波"),
        ("two batteries", "battery", "two <mark>batteries</mark>"),
        ("<b>玻璃</b>", "玻璃", "&lt;b&gt;<mark>玻璃</mark>&lt;/b&gt;"),
        ("薄膜与膜层", "膜", "薄<mark>膜</mark>与<mark>膜</mark>层"),
        ("玻璃纤维", "“璃纤”", "玻<mark>璃纤</mark>维"),
        ("玻璃棉", "玻璃纤维", "<mark>玻璃</mark>棉"),
        ("面积㎡", "m2", "面积<mark>㎡</mark>"),
        ("玻璃", "", "玻璃"),
        ("batterypack", "battery", "batterypack"),
        ("耐高温 alloys 与合金", "“高温 alloy”", "耐<mark>高温 alloys</mark> 与合金"),
        ("3D 打印", "“3D打印”", "<mark>3D 打印</mark>"),
    ],
)
def test_words_are_marked_in_the_stored_text(text, query, shown):
    assert Marker(understand(query)).highlight(text) == shown


def plain(shown):
    return html.unescape(re.sub(r"</?mark>", "", shown))


@given(WORDS, WORDS)
def test_marks_change_no_text_and_let_no_markup_through(text, query):
    shown = Marker(understand(query)).highlight(text)

    assert plain(shown) == unicodedata.normalize("NFC", text)
    assert "<" not in re.sub(r"</?mark>", "", shown)
    assert re.sub(r"[^<>/]", "", re.sub(r"<(/?)mark>", r"<\1>", shown)).count("<></>") * 2 == (
        shown.count("mark>")
    )


@given(WORDS, WORDS, st.integers(20, 60))
def test_a_snippet_is_a_stretch_of_the_text(text, query, width):
    shown = plain(Marker(understand(query)).snippet(text, width))

    assert shown.strip("…") in " ".join(unicodedata.normalize("NFC", text).split())
    assert len(shown.strip("…")) <= width


def test_a_snippet_shows_where_the_words_stand_together():
    text = (
        "本成果面向建材行业。" * 20
        + "采用低温解聚回收玻璃纤维，能耗为热解法的四成。"
        + "后记" * 80
    )

    shown = Marker(understand("玻璃纤维 低温解聚")).snippet(text, 60)

    assert "<mark>低温解聚</mark>回收<mark>玻璃纤维</mark>" in shown
    assert shown.startswith("…采用") or "。采用" in shown


@pytest.mark.parametrize("lead", range(24))
@pytest.mark.parametrize("word", ["exchanger", "12,345.67", "state-of-the-art"])
def test_a_snippet_begins_within_no_word_and_no_number(lead, word):
    text = f"{'甲' * 60} {word} {word} {'乙' * lead}玻璃纤维{'丙' * 90}"

    shown = plain(Marker(understand("玻璃纤维")).snippet(text, 60)).strip("…")

    before = text[: text.index(shown)]
    assert "玻璃纤维" in shown
    assert not (before[-1].isascii() and before[-1] != " " and shown[0] not in " 乙玻")
