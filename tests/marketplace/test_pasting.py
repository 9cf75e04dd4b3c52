"""What a pasted text fills in, and what it must not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.models import shapes
from marketplace.models.parts import EDITORIAL
from marketplace.pasting import check_digit, numbers_in_doubt, recognised

ABSTRACT = """示例铜箔常温表面处理工艺
专利号：ZL 2021 1 0234567.0

【技术领域】新材料
摘要：两步法在铜箔表面生成纳米瘤化层，
不含铬与砷。
应用场景
多层板、锂电集流体。
关键词：铜箔；无铬，瘤化、铜箔
专利权人：示例大学
"""


def numbered(body, mark=""):
    return f"{mark}{body}.{check_digit(body)}"


@pytest.mark.parametrize(
    ("number", "digit"),
    [("201110000000", "8"), ("201110000007", "X"), ("02123456", "6")],
)
def test_check_digits_are_reckoned_by_the_standard(number, digit):
    assert check_digit(number) == digit


def test_a_patent_number_alone_gives_kind_number_and_status_and_no_more():
    number = numbered("202110234567", "ZL")

    facts = recognised(f"专利号 {number}")

    assert facts == {
        "rights": [
            {"kind": "invention", "number": number, "holder": "", "status": "granted", "until": ""}
        ]
    }


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        (numbered("202121234567", "ZL"), "utility", "granted"),
        (numbered("202130234567", "CN"), "design", "pending"),
        (numbered("202180234567"), "invention", "pending"),
        (numbered("99123456", "ZL"), "invention", "granted"),
        ("ZL 2011 1 0000000.8", "invention", "granted"),
        ("登记号 2021SR1234567", "software", "granted"),
    ],
)
def test_the_number_says_which_kind_it_is(text, kind, status):
    (right,) = recognised(text)["rights"]

    assert (right["kind"], right["status"]) == (kind, status)


def test_a_number_that_does_not_check_is_not_taken_for_one():
    body = "202110234567"
    wrong = str((int(check_digit(body).replace("X", "1")) + 1) % 10)

    assert "rights" not in recognised(f"ZL{body}.{wrong}")
    assert "rights" not in recognised("订单 202110234567 号")
    assert numbers_in_doubt(f"专利 ZL{body}.{wrong}，ZL {body}.{check_digit(body)}") == [
        f"ZL{body}.{wrong}"
    ]
    assert numbers_in_doubt(f"申请号：{body}.{wrong}") == [f"{body}.{wrong}"]
    assert numbers_in_doubt(f"订单 {body}.{wrong}") == []


@pytest.mark.parametrize(
    "line",
    [
        "发明名称 一种铜箔表面处理工艺",
        "发明名称\t一种铜箔表面处理工艺",
        "(54)发明名称\n一种铜箔表面处理工艺",
        "[54] 发明名称　一种铜箔表面处理工艺",
        "专利名称：一种铜箔表面处理工艺",
    ],
)
def test_a_patents_own_name_is_the_title(line):
    assert recognised(f"(21)申请号 202110234567.1\n{line}")["title"] == "一种铜箔表面处理工艺"


def test_headings_fill_their_columns():
    facts = recognised(ABSTRACT)

    assert facts["title"] == "示例铜箔常温表面处理工艺"
    assert facts["abstract"] == "两步法在铜箔表面生成纳米瘤化层，\n不含铬与砷。"
    assert facts["applications"] == "多层板、锂电集流体。"
    assert facts["keywords"] == ["铜箔", "无铬", "瘤化"]


def test_without_headings_the_first_line_is_the_title_and_the_rest_the_abstract():
    facts = recognised("示例工艺\n\n第一段。\n第二段。")

    assert facts == {"title": "示例工艺", "abstract": "第一段。\n第二段。"}


def test_a_sentence_is_no_title_and_a_word_in_it_no_heading():
    facts = recognised("本项目的技术问题在于铜箔结合不牢，摘要如下。")

    assert facts == {"abstract": "本项目的技术问题在于铜箔结合不牢，摘要如下。"}


def test_what_is_too_long_for_its_column_is_left_to_the_author():
    facts = recognised("成果名称：" + "长" * 101 + "\n一句话说明：" + "好" * 121)

    assert facts == {}


PIECES = st.sampled_from(
    [
        "摘要：",
        "【关键词】",
        "\n",
        "ZL202110234567.8",
        "技术领域",
        "：",
        "2021SR1234567",
        "、",
        "铜箔",
    ]
)


@given(st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=40).map("".join)))
def test_whatever_is_pasted_fills_only_columns_and_only_what_they_may_hold(text):
    facts = recognised(text)

    assert facts.keys() <= {*EDITORIAL}
    shapes.validate_rights(facts.get("rights", []))
    shapes.validate_keywords(facts.get("keywords", []))
    assert len(facts.get("title", "")) <= 100
