import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.capitals import format_capitals

DIGITS = "零壹贰叁肆伍陆柒捌玖"
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (0, "零元整"),
        (1, "壹分"),
        (10, "壹角整"),
        (11, "壹角壹分"),
        (680_000_000, "陆佰捌拾万元整"),
        (140_950, "壹仟肆佰零玖元伍角整"),
        (600_714, "陆仟零柒元壹角肆分"),
        (168_032, "壹仟陆佰捌拾元零叁角贰分"),
        (10_700_053, "壹拾万柒仟元零伍角叁分"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
        (32_504, "叁佰贰拾伍元零肆分"),
        (1_000, "壹拾元整"),
        (10_000_000_100, "壹亿零壹元整"),
        (10_000_100_000, "壹亿零壹仟元整"),
        (10_100_000_000, "壹亿零壹佰万元整"),
        (100_100_100_000, "壹拾亿零壹佰万壹仟元整"),
        (100_000_000_000_000, "壹万亿元整"),
        (100_010_000_000_000, "壹万零壹亿元整"),
        (123_456_789_012, "壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元零壹角贰分"),
    ],
)
def test_amounts_in_capitals(fen, text):
    assert format_capitals(fen) == text


def test_no_paper_states_a_negative_amount():
    with pytest.raises(ValueError, match="negative"):
        format_capitals(-1)


def read(text):
    """A reader that knows nothing of the writer."""
    yuan, _mark, cents = text.rpartition("元")
    total = section = digit = 0
    for character in yuan:
        if character in DIGITS:
            digit = DIGITS.index(character)
        elif character in UNITS:
            section += digit * UNITS[character]
            digit = 0
        elif character == "万":
            total, section, digit = total + (section + digit) * 10_000, 0, 0
        elif character == "亿":
            total, section, digit = (total + section + digit) * 10**8, 0, 0
    fen = (total + section + digit) * 100
    for place, size in (("角", 10), ("分", 1)):
        if place in cents:
            fen += DIGITS.index(cents[cents.index(place) - 1]) * size
    return fen


@given(st.integers(min_value=0, max_value=10**17))
def test_capitals_read_back_as_the_same_amount(fen):
    text = format_capitals(fen)

    assert read(text) == fen
    assert "零零" not in text
