import pytest
from django import forms

from core.fields import YuanField


class Offer(forms.Form):
    price = YuanField(label="价格", min_fen=1, max_fen=100_000_000, required=False)


def test_an_amount_in_yuan_is_cleaned_to_fen():
    offer = Offer({"price": "１,２３４.５６ 元"})

    assert offer.is_valid()
    assert offer.cleaned_data == {"price": 123_456}


@pytest.mark.parametrize("empty", ["", "  ", None])
def test_nothing_is_no_amount(empty):
    offer = Offer({"price": empty})

    assert offer.is_valid()
    assert offer.cleaned_data == {"price": None}


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("面议", "请填写金额，例如 6,800,000.00。"),
        ("0.001", "金额最多两位小数（精确到分）。"),
        ("10万元", "请以元为单位填写，不要写“万元”或“亿元”。"),
        ("10,00", "逗号应每三位一个，例如 6,800,000.00。"),
        ("0", "金额不得小于 0.01 元。"),
        ("-5", "金额不得小于 0.01 元。"),
        ("1000000.01", "金额不得大于 1,000,000.00 元。"),
        ("1" * 40, "金额过大，请核对单位。"),
    ],
)
def test_what_cannot_be_taken_says_what_to_do(typed, says):
    offer = Offer({"price": typed})

    assert offer.errors == {"price": [says]}
    assert f'value="{typed}"' in str(offer["price"])


def test_fen_are_shown_as_yuan_and_an_unchanged_amount_is_no_change():
    offer = Offer({"price": "6,800.00"}, initial={"price": 680_000})

    assert 'value="6,800.00"' in str(Offer(initial={"price": 680_000})["price"])
    assert not offer.has_changed()
    assert Offer({"price": "x"}, initial={"price": 680_000}).has_changed()
