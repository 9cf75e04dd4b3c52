import unicodedata

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import characters, fold, pieces, runs
from search.sentence import Phrase, understand
from search.words import dictionary_words

TEXTS = st.text(max_size=60)
COMMON = "".join(  # the 6,763 characters of GB 2312
    bytes([row, cell]).decode("gb2312", "ignore")
    for row in range(0xB0, 0xF8)
    for cell in range(0xA1, 0xFF)
)
HAN = st.text(alphabet="玻璃纤维低温解聚與腐蝕環境", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("玻璃纤维", ["玻璃", "璃纤", "纤维"]),
        ("膜", ["膜"]),
        ("TC4 钛合金", ["tc4", "钛合", "合金"]),
        ("ＭＯＳＦＥＴ模块", ["mosfet", "模块"]),
        ("高溫腐蝕環境", ["高温", "温腐", "腐蚀", "蚀环", "环境"]),
        ("batteries, buses & glasses", ["batteri", "buse", "glass"]),
        ("status axis class", ["status", "axi", "class"]),
        ("corroding, corroded; LEDs of TC4s", ["corrod", "corrod", "led", "of", "tc4s"]),
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


@pytest.mark.parametrize("script", ["s2t", "s2tw", "s2hk", "s2twp"])
def test_a_character_is_cut_alike_in_every_script(script):
    convert = opencc.OpenCC(script).convert

    apart = {one for one in COMMON if pieces(convert(one)) != pieces(one)}

    assert len(COMMON) == 6763
    assert apart <= {"幺"}  # 么, which is another word here


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("图像", "图象"),
        ("附着力", "附著力"),
        ("粘结剂", "黏結劑"),
        ("活性炭", "活性碳"),
        ("衛生", "衞生"),
        ("二氧化硅", "二氧化矽"),
        ("聚酰亚胺", "聚醯亞胺"),
        ("荧光", "螢光"),
        ("锝-99", "鎝-99"),
    ],
)
def test_characters_that_are_written_for_each_other_are_cut_alike(one, other):
    assert pieces(one) == pieces(other)
    assert characters(one) == characters(other)


def test_words_are_shown_as_the_dictionary_has_them():
    assert understand("显著性 图象").words == ("显著性", "图象")
    assert dictionary_words(runs("图象")) == dictionary_words(runs("图像"))


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
    return ["".join(phrase.pieces) for [phrase] in understand(query).all_of]


def test_a_sentence_is_cut_into_its_words():
    assert all_of("锂电池 隔膜") == ["锂电电池", "隔膜"]


def test_a_quoted_phrase_stays_whole():
    sentence = understand("“低温解聚” 玻璃")

    assert sentence.all_of[0][0] == Phrase(("低温", "温解", "解聚"), by_character=False)


def test_a_phrase_with_a_lone_character_is_looked_for_by_characters():
    assert understand("5G膜").all_of == (
        (Phrase(("5g",), by_character=False),),
        (Phrase(("膜",), by_character=True),),
    )
    assert understand('"5G膜"').all_of == ((Phrase(("5g", "膜"), by_character=True),),)
    assert understand("膜").all_of == ((Phrase(("膜",), by_character=True),),)


@pytest.mark.parametrize(
    ("query", "narrows"),
    [
        ('"碳纳米管"', True),
        ("“碳纳米管” 分散", True),
        ('"碳纳米管" -回收', True),
        ("我们厂的“老设备”怎么改造", False),
        ('中国农业"走出去"的风险', False),
        ("碳纳米管", False),
        (f"{'很长的一段文字' * 6} “碳纳米管” 分散", False),
    ],
)
def test_a_phrase_that_stands_apart_in_quotes_is_in_every_hit(query, narrows):
    assert bool(understand(query).within) == narrows


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


@pytest.mark.parametrize(
    ("query", "narrows"),
    [
        ("单位：九江学院 铜箔", True),
        ("ip:发明专利 电池", True),
        ("IP:ZL202310900071.2", True),
        ("接线盒 单位：mm IP：65", False),
        ("单位：某某公司\n项目：铜箔表面处理", False),
        ("防水接线盒 外壳尺寸 单位：mm 温度 85℃ 防护 IP：65 精度±0.1% 寿命十年以上", False),
        (
            "org:九江学院 多层板压合后铜箔老是分层，有没有不用铬的处理办法，最好是常温的、便宜的",
            True,
        ),
    ],
)
def test_a_form_that_is_pasted_narrows_to_nothing(query, narrows):
    sentence = understand(query)

    assert bool(sentence.within) == narrows
    assert narrows or not sentence.is_empty


# ── Questions ────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("我们厂里的轴承老是坏，怎么办", ["轴承"]),
        ("怎样才能让玻璃不容易碎", ["玻璃", "容易"]),
        ("請問有沒有石墨烯方面的成果", ["石墨", "成果"]),
        ("How can I remove heavy metals from waste water?",
         ["remov", "heavi", "metal", "wast", "water"]),
        ("the surface of the part is too rough", ["surfac", "part", "rough"]),
        ("怎么办呢", ["怎么"]),
        ("what can I do", ["what", "can", "i", "do"]),
    ],
)  # fmt: skip
def test_a_question_is_read_without_what_only_asks(query, words):
    assert [phrase.pieces[0] for [phrase] in understand(query).all_of] == words


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("废水里的砷怎么处理", ("废水", "砷", "处理")),
        ("铝水里的氢怎么除", ("铝水", "氢")),
        ("水里的铅怎么去掉", ("水", "铅", "去掉")),
        ("车床的刀啥时候换啊", ("车床", "刀", "换")),
        ("稻田 镉", ("稻田", "镉")),
        ("电镀废水含镍", ("电镀", "废水", "镍")),
    ],
)
def test_one_character_that_names_a_thing_is_a_word(query, words):
    sentence = understand(query)

    assert sentence.words == words
    assert {word for word in words if len(word) == 1} <= set(sentence.terms)


def test_characters_that_all_stand_alone_are_the_last_resort():
    assert understand("废 水 里 的 砷").terms == ()
    assert understand("砷").terms == ()


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("去掉水里的铅，浓度大概 5 mg/L", {"去掉", "掉水", "水", "铅", "浓度"}),
        ("怎么让涂层耐 1200℃", {"涂层", "层耐", "耐"}),
        ("5G 天线怎么做", {"5g", "天线"}),
        ("镓68 标记怎么做", {"镓", "68", "标记"}),
        ("PVC 膜 110 mm", {"pvc", "膜", "110", "mm"}),
    ],
)
def test_a_question_is_read_without_its_figures_and_their_units(query, terms):
    assert set(understand(query).terms) == terms


# ── Synonyms ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("隧道中风速怎么测", "中风"),
        ("怎么抑制氢脆", "制氢"),
        ("水中药物残留检测", "中药"),
        ("调节油压", "节油"),
        ("氧化纤维素", "化纤"),
        ("超声波检查", "超声"),
        ("聚丙烯酰胺", "聚丙烯"),
        ("碳纳米管怎么分散", "纳米"),
        ("pvdfx", "pvdf"),
    ],
)
def test_a_synonym_is_not_found_inside_other_words(query, word):
    table = {word: ("别的",)}

    assert understand(query, table).used == ()
    assert understand(query, table) == understand(query)


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("玻纤厂", "玻纤"),
        ("老人中风以后怎么练", "中风"),
        ("PVDF膜", "pvdf"),
        ("3D打印钛合金", "3d打印"),
    ],
)
def test_a_synonym_is_found_where_it_is_a_word(query, word):
    assert understand(query, {word: ("别的",)}).used == ((word, ("别的",)),)


def test_pairs_across_a_word_with_synonyms_count_in_each_wording():
    typed, other = understand("玻纤增强塑料", {"玻纤": ("玻璃纤维",)}).variants

    assert {"玻纤", "纤增", "增强"} <= set(typed.terms)
    assert {"玻璃", "纤维", "维增", "增强"} <= set(other.terms)


@pytest.mark.parametrize(
    "title", ["玻璃的表面处理与应用", "一种在线检测的方法", "vitamin a and d"]
)
def test_a_title_keeps_every_word(title):
    assert list(understand(title).characters) == list(dict.fromkeys(characters(title)))


def test_a_quoted_phrase_keeps_every_word():
    assert understand("“怎么办”是什么书").all_of[0][0].pieces == ("怎么", "么办")


@pytest.mark.parametrize("query", ["！？……", "🚀", "--", '""', "、。", "org:", "·"])
def test_what_cannot_be_looked_for_is_noise(query):
    assert understand(query).is_noise == (query != "org:")


@pytest.mark.parametrize("query", ["", "  ", "膜", "-膜", "org:膜"])
def test_what_can_be_looked_for_is_none(query):
    assert not understand(query).is_noise


# ── Names and synonyms ───────────────────────────────────────────────


def test_a_named_field_narrows_and_asks_for_nothing():
    sentence = understand("org:南昌大学 知识产权：发明专利 -org:学院")

    assert sentence.is_empty
    assert [(one.scope, one.pieces[0]) for one in sentence.within] == [
        ("org", "南昌"),
        ("ip", "发明"),
    ]
    assert [(one.scope, one.pieces) for one in sentence.none_of] == [("org", ("学院",))]


def test_a_name_within_a_word_is_no_name():
    assert understand("xorg:南昌").within == ()


SYNONYMS = {"玻纤": ("玻璃纤维",), "pvdf": ("聚偏氟乙烯",), "玻纤布": ("玻璃布",)}


def test_a_word_is_exact_by_any_of_its_synonyms():
    sentence = understand("玻纤 断头", SYNONYMS)

    assert [["".join(one.pieces) for one in unit] for unit in sentence.all_of] == [
        ["玻纤", "玻璃璃纤纤维"],
        ["断头"],
    ]
    assert [variant.terms for variant in sentence.variants] == [
        ("玻纤", "断头"),
        ("玻璃", "璃纤", "纤维", "断头"),
    ]
    assert sentence.used == (("玻纤", ("玻璃纤维",)),)


@pytest.mark.parametrize(
    ("query", "used"),
    [
        ("ＰＶＤＦ膜", ["pvdf"]),
        ("pvdfx", []),
        ("玻纤布断头", ["玻纤布"]),
        ("“玻纤”断头", []),
        ("-玻纤 回收", []),
        ("怎么让玻纤少断头", ["玻纤"]),
    ],
)
def test_synonyms_are_tried_where_the_word_stands(query, used):
    assert [word for word, _others in understand(query, SYNONYMS).used] == used


@given(st.text(max_size=200), st.dictionaries(HAN, st.tuples(HAN), max_size=4))
def test_no_table_of_synonyms_makes_an_error(query, synonyms):
    sentence = understand(query, synonyms)

    assert sentence.is_empty == (not sentence.all_of)
