from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from contracts.turnover.sentence import Standing, amount, headline

STANDING = Standing(
    place=_("全市"),
    as_of=date(2026, 6, 30),
    amount_fen=4_820_000_000_00,
    last_fen=3_906_000_000_00,
    target_fen=10_478_000_000_00,
    due_fen=5_029_440_000_00,
    behind=7,
    far_behind=3,
)


def said(**changes):
    return strip_tags(headline(replace(STANDING, **changes)))


def test_the_sentence_says_what_is_reached_what_is_missing_and_who_is_behind():
    assert said() == (
        "截至 6 月 30 日，全市登记合同成交额 48.2 亿元，同比增长 23.4%，完成年目标 46.0%；"
        "比季度目标少 2.09 亿元，7 个区域落后，其中 3 个不足八成。"
    )


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"last_fen": 5_090_000_000_00}, "，同比下降 5.3%，"),
        ({"last_fen": 0}, "，去年同期没有可比基数，完成年目标"),
        ({"due_fen": 4_819_700_000_00}, "；比季度目标多 30 万元，"),
        ({"due_fen": 4_820_000_000_00}, "；与季度目标持平，"),
        ({"behind": 0, "far_behind": 0}, "，没有区域落后。"),
        ({"far_behind": 0}, "，7 个区域落后。"),
    ],
)
def test_each_state_has_its_own_words(changes, part):
    assert part in said(**changes)


def test_without_a_target_the_sentence_ends_there():
    assert said(target_fen=0, due_fen=0) == (
        "截至 6 月 30 日，全市登记合同成交额 48.2 亿元，同比增长 23.4%；今年的目标还没有发布。"
    )


def test_amounts_below_one_yi_are_said_in_wan():
    assert amount(-5_200 * 1_000_000) == "5,200 万元"
    assert amount(100_000_000_00) == "1.00 亿元"


@translation.override("en")
def test_who_reads_english_gets_millions():
    assert amount(-5_200 * 1_000_000) == "CNY 52.00 million"
    assert said() == (
        "As of 30 June, registered turnover in the city is CNY 4,820.00 million, up 23.4% on last"
        " year, 46.0% of the year's target; CNY 209.44 million short of the quarter's target,"
        " 7 regions behind, 3 of them under 80% of it."
    )


def test_a_quarter_by_itself_is_measured_by_its_own_target_and_days():
    assert said(quarter=2) == (
        "截至 6 月 30 日，全市二季度登记合同成交额 48.2 亿元，同比增长 23.4%，"
        "完成季度目标 46.0%；比序时进度少 2.09 亿元，7 个区域落后，其中 3 个不足八成。"
    )
    assert "；与序时进度持平，" in said(quarter=2, due_fen=4_820_000_000_00)


def test_a_growth_over_a_base_that_is_too_small_is_not_said():
    assert "亿元，去年同期基数过小，完成年目标" in said(is_base_small=True)


def test_a_place_cannot_bring_markup():
    assert "&lt;b&gt;" in headline(replace(STANDING, place="<b>"))


def test_a_percent_is_rounded_once_from_the_amounts():
    assert "同比增长 23.4%" in said(amount_fen=123_449_000, last_fen=100_000_000)
