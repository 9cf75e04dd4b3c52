from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core import money
from core.money import (
    AmountError,
    allocate,
    fen_from_yuan,
    read_amount_range,
    read_yuan,
    yuan_from_fen,
)

FEN = st.integers(min_value=-money.LARGEST_FEN, max_value=money.LARGEST_FEN)


@given(FEN)
def test_fen_survive_the_way_through_yuan(fen):
    assert fen_from_yuan(yuan_from_fen(fen)) == fen


@given(FEN)
def test_what_is_printed_reads_as_the_same_fen(fen):
    assert read_yuan(money.format_yuan(fen)) == fen


def test_yuan_have_two_places():
    assert str(yuan_from_fen(5)) == "0.05"
    assert str(yuan_from_fen(680_000_000)) == "6800000.00"


@pytest.mark.parametrize("value", [0.1, 1.0, "1", True, None, Fraction(1)])
def test_only_decimals_and_whole_numbers_are_yuan(value):
    with pytest.raises(TypeError):
        fen_from_yuan(value)


@pytest.mark.parametrize("value", [0.5, Decimal(1), True, "1"])
def test_only_whole_numbers_are_fen(value):
    with pytest.raises(TypeError):
        yuan_from_fen(value)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (Decimal("0.005"), "places"),
        (Decimal("1E-30"), "places"),
        (Decimal("NaN"), "invalid"),
        (Decimal("Infinity"), "invalid"),
        (Decimal("1E+40"), "large"),
    ],
)
def test_what_is_not_whole_in_fen_is_refused(value, code):
    with pytest.raises(AmountError) as refused:
        fen_from_yuan(value)

    assert refused.value.code == code


def test_empty_places_behind_the_fen_are_no_fault():
    assert fen_from_yuan(Decimal("12.5000")) == 1250


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1234.56", 123_456),
        ("1,234.56", 123_456),
        (" 6 800 000 元", 680_000_000),
        ("１，２３４．５元", 123_450),
        ("¥12", 1_200),
        ("￥12", 1_200),
        ("人民币12元", 1_200),
        ("-0.01", -1),
        ("−0.01", -1),
        ("0", 0),
    ],
)
def test_an_amount_reads_as_people_write_it(text, fen):
    assert read_yuan(text) == fen


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "invalid"),
        ("约12", "invalid"),
        ("1e5", "invalid"),
        ("1.", "invalid"),
        ("12.345", "places"),
        ("680万元", "unit"),
        ("680万", "unit"),
        ("1.2亿元", "unit"),
        ("12,34", "grouping"),
        ("1234,567", "grouping"),
        ("9" * 30, "large"),
    ],
)
def test_what_is_no_amount_says_why(text, code):
    with pytest.raises(AmountError) as refused:
        read_yuan(text)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("fen", "yuan", "wan", "yi"),
    [
        (0, "0.00", "0", "0.00"),
        (680_000_000, "6,800,000.00", "680", "0.07"),
        (500_000, "5,000.00", "1", "0.00"),
        (499_999, "4,999.99", "0", "0.00"),
        (-500_000, "−5,000.00", "−1", "0.00"),
        (-499_999, "−4,999.99", "0", "0.00"),
        (-1, "−0.01", "0", "0.00"),
        (123_456_789_012_345, "1,234,567,890,123.45", "123,456,789", "12,345.7"),
        (500_000_000, "5,000,000.00", "500", "0.05"),
    ],
)
def test_three_ways_to_print_an_amount(fen, yuan, wan, yi):
    assert money.format_yuan(fen) == yuan
    assert money.format_wan(fen) == wan
    assert money.format_yi(fen) == yi


@pytest.mark.parametrize(
    ("fen", "yi", "million"),
    [
        (10_647_000_000, "1.06", "106.47"),
        (463_000_000, "0.05", "4.63"),
        (-463_000_000, "−0.05", "−4.63"),
        (100_000_000_000, "10.0", "1,000.00"),
    ],
)
def test_yi_below_ten_and_all_millions_have_two_decimals(fen, yi, million):
    assert money.format_yi(fen) == yi
    assert money.format_million(fen) == million


def test_a_difference_carries_its_sign():
    assert money.format_wan(13_000_000, signed=True) == "+13"
    assert money.format_wan(-13_000_000, signed=True) == "−13"
    assert money.format_wan(0, signed=True) == "0"


@pytest.mark.parametrize(
    ("this", "last", "printed"),
    [
        (130, 100, "+30.00%"),
        (90, 120, "−25.00%"),
        (100, 100, "0.00%"),
        (100_005, 100_000, "+0.01%"),
        (99_995, 100_000, "−0.01%"),
        (100_004, 100_000, "0.00%"),
        (99_996, 100_000, "0.00%"),
        (4602_10, 100_00, "+4,502.10%"),
        (0, 100, "−100.00%"),
        (100, 0, "—"),
        (100, None, "—"),
        (None, 100, "—"),
        (100, -50, "—"),
    ],
)
def test_growth_is_rounded_once_at_the_end(this, last, printed):
    assert money.format_growth(money.growth_percent(this, last)) == printed


@given(FEN, st.lists(st.integers(0, 10**9), min_size=1).filter(any))
def test_shares_sum_to_the_total_and_stray_by_less_than_a_fen(total, weights):
    shares = allocate(total, weights)

    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(Fraction(total * weight, sum(weights)) - share) < 1


def test_of_equal_remainders_the_earlier_share_is_raised():
    assert allocate(100, [1, 1, 1]) == [34, 33, 33]
    assert allocate(-100, [1, 1, 1]) == [-34, -33, -33]
    assert allocate(13_000, [Decimal("0.2"), Decimal("0.25"), Decimal("0.55")]) == [
        2_600,
        3_250,
        7_150,
    ]
    assert allocate(1, [0, 5, 5]) == [0, 1, 0]


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1]])
def test_shares_need_a_weight(weights):
    with pytest.raises(ValueError, match="weights"):
        allocate(100, weights)


def test_a_float_is_no_weight():
    with pytest.raises(TypeError):
        allocate(100, [0.5, 0.5])


def test_templates_print_amounts_and_a_dash_for_a_missing_one():
    page = Template(
        "{% load money %}{{ a|yuan }}|{{ a|wan }}|{{ a|yi }}|{{ d|wan:'signed' }}|"
        "{{ a|capitals }}|{{ a|growth:b }}|{{ z|growth:b }}|{{ a|growth:z }}|{{ none|wan }}|"
        "{{ missing|yuan }}|{{ g|percent }}"
    )

    printed = page.render(
        Context(
            {"a": 680_000_000, "b": 500_000_000, "d": -(10**6), "z": 0, "none": None, "g": None}
        )
    )

    assert printed == ("6,800,000.00|680|0.07|−1|陆佰捌拾万元整|+36.00%|−100.00%|—|—|—|—")


@pytest.mark.parametrize(
    ("language", "printed"),
    [("zh-hans", "12,588|+1|1 万元"), ("en", "125.88|+0.01|CNY 10,000")],
)
def test_templates_count_in_wan_or_for_who_reads_english_in_millions(language, printed):
    page = Template("{% load money %}{{ a|wan }}|{{ d|wan:'signed' }}|{{ b|price }}")

    with translation.override(language):
        told = page.render(Context({"a": 12_588_000_000, "b": 1_000_000, "d": 500_000}))

    assert told == printed


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("30万", None, 30_000_000),
        ("１.５亿元", None, 15_000_000_000),
        ("50w", None, 50_000_000),
        ("2百万", None, 200_000_000),
        ("30-50万", 30_000_000, 50_000_000),
        ("30万～50万元", 30_000_000, 50_000_000),
        ("300,000—500,000", 30_000_000, 50_000_000),
        ("300000元", None, 30_000_000),
    ],
)
def test_amounts_with_their_unit_and_ranges_are_read(text, least, most):
    assert read_amount_range(text) == (least, most)


@pytest.mark.parametrize(
    ("text", "code"),
    [("50-30万", "order"), ("三万", "invalid"), ("1.23456789万", "places"), ("万", "invalid"),
     ("10-20-30万", "invalid"), ("999999999999亿", "large")],
)  # fmt: skip
def test_what_is_no_range_says_why(text, code):
    with pytest.raises(AmountError) as refused:
        read_amount_range(text)

    assert refused.value.code == code
