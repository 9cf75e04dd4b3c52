"""The figures of the front page: with their basis and day, or a dash and why."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from contracts.turnover import rollup
from tests.contracts.factories import ContractFactory
from tests.factories import NeedFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def last_month():
    """The day up to which figures are told."""
    return timezone.localdate().replace(day=1) - timedelta(days=1)


def figures(client, path="/"):
    """Label to figure and note."""
    page = client.get(path).content.decode()
    parts = re.findall(r'<div class="zh-stat">(.*?)</div>', page, re.DOTALL)
    cells = [re.split(r"</d[td]>\s*<dd[^>]*>", part) for part in parts]
    return {
        re.sub("<.*?>", "", label): tuple(re.sub("<.*?>", "", one) for one in rest)
        for label, *rest in cells
    }


def test_an_empty_city_says_why_there_is_none(client, home):
    assert figures(client) == {
        "登记合同成交额": ("—", "合同不足 3 项时不公布金额"),
        "比去年同期": ("—", "上年同期合同不足，不可比"),
        "登记合同": ("0项", "已取得国家登记编号且有效"),
        "平均登记用时": ("—", "还没有在本系统办结的合同"),
        "需求按时回复率": ("—", "近 90 天没有到期的需求"),
    }


def test_each_figure_has_its_unit_its_basis_and_its_day(client, home, last_month):
    for day in (last_month, last_month.replace(year=last_month.year - 1, day=1)):
        for _n in range(3):
            ContractFactory(
                registered=True, amount_fen=600_000_000, region_id="360403", registered_on=day
            )
    ContractFactory(
        registered=True,
        amount_fen=100,
        region_id="360403",
        registered_on=last_month + timedelta(days=1),
    )
    rollup.rebuild()
    NeedFactory(reached_at=timezone.now())

    shown = figures(client)
    page = client.get("/").content.decode()

    assert shown["登记合同成交额"] == ("1,800万元", "登记口径，按国家登记日期")
    assert shown["比去年同期"] == ("0.00%", "同口径，基数 1,800 万元")
    assert shown["登记合同"][0] == "3项"
    assert shown["需求按时回复率"][0] == "100%"
    assert shown["需求按时回复率"][1].endswith("2 个工作日内联系上 1/1")
    assert f"数据截至 {last_month:%Y-%m-%d}，每月更新" in page


def test_who_reads_english_has_them_in_english(client, home):
    assert "Registered turnover" in figures(client, "/en/")


def test_they_are_read_once_in_ten_minutes(client, home, django_assert_max_num_queries):
    client.get("/")

    with django_assert_max_num_queries(21):
        client.get("/")


def test_a_city_can_keep_them_to_itself(client, home, settings):
    settings.PUBLIC_FIGURES = False

    assert figures(client) == {}
