"""Listings are picked on the way and stand side by side; the address holds what was picked."""

import re
from html import unescape

import pytest

from marketplace.models import Listing
from search import rebuild
from search.documents import DOCUMENTS
from tests.factories import ListingFactory, UserFactory

pytestmark = pytest.mark.django_db
SOURCE = DOCUMENTS[Listing]


@pytest.fixture(autouse=True)
def index(tmp_path, settings):
    settings.SEARCH_DIR = tmp_path


@pytest.fixture
def five():
    rows = [
        ListingFactory(public=True, title=f"铜箔处理工艺{number}", trl=number + 3)
        for number in range(5)
    ]
    assert rebuild.build(SOURCE)
    return rows


def ask(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def link(page, label):
    return unescape(re.search(rf'href="([^"]*)"[^>]*aria-label="{label}"', page)[1])


def test_a_row_is_picked_and_the_search_goes_on_as_it_was(client, five):
    page = ask(client, "/search/?q=铜箔&industry=nonferrous&sort=newest")
    picked = ask(client, f"/search/{link(page, '加入比较：铜箔处理工艺1')}")
    second = ask(client, f"/search/{link(picked, '加入比较：铜箔处理工艺3')}")

    assert "再选一项就可以并排比较" in picked
    assert "比较 2 项" in second
    assert "industry=nonferrous&amp;sort=newest&amp;compare=" in second
    kept = re.findall(r'type="hidden" name="compare" value="(\d+)"', second)
    assert kept == [str(five[1].pk), str(five[3].pk)] * 2
    assert f"/search/compare/?id={five[1].pk}&amp;id={five[3].pk}" in second
    without = ask(client, f"/search/{link(second, '不再比较：铜箔处理工艺1')}")
    assert "比较 1 项" in without


def test_four_are_the_most(client, five):
    keys = "&".join(f"compare={row.pk}" for row in five[:4])

    page = ask(client, f"/search/?{keys}")

    assert "比较 4 项" in page
    assert "加入比较：" not in page
    assert page.count("已加入比较") == 4


def test_they_stand_side_by_side(client, five):
    five[1].limits = five[3].limits = "只在实验室试过。"
    five[1].save()
    five[3].save()

    page = ask(client, f"/search/compare/?id={five[3].pk}&id={five[1].pk}&id={five[3].pk}")

    assert re.findall(r"铜箔处理工艺\d", page) == ["铜箔处理工艺3"] * 2 + ["铜箔处理工艺1"] * 2
    cells = re.findall(
        r'<tr([^>]*)><th scope="row">技术就绪度</th>'
        r'<td data-label="技术就绪度">(.*?)</td><td data-label="技术就绪度">(.*?)</td>',
        page,
    )
    assert cells == [("", "6", "4")]
    assert re.search(r'<tr class="is-same"><th scope="row">已知局限与风险', page)
    assert link(page, "不再比较：铜箔处理工艺3") == f"?id={five[1].pk}"


def test_the_way_to_it_and_back_keeps_the_search(client, five):
    picked = f"compare={five[1].pk}&compare={five[3].pk}"
    page = ask(client, f"/search/?q=铜箔&industry=nonferrous&{picked}")
    to = unescape(re.search(r'href="(/search/compare/[^"]*)"', page)[1])

    compared = ask(client, to)

    said = "q=%E9%93%9C%E7%AE%94&industry=nonferrous"
    assert to.endswith(f"id={five[3].pk}&{said}")
    assert f"/search/?{said}&{picked}" in unescape(compared)
    assert link(compared, "不再比较：铜箔处理工艺3") == f"?id={five[1].pk}&{said}"


def test_what_nobody_may_see_is_left_out(client, five):
    SOURCE.model.objects.filter(pk=five[1].pk).update(live=False, status="unpublished")
    both = f"/search/compare/?id={five[0].pk}&id={five[1].pk}"

    page = ask(client, both)
    client.force_login(five[1].author)
    own = ask(client, both)

    assert "铜箔处理工艺1" not in page
    assert "另有 1 项已下架或不公开" in page
    assert "铜箔处理工艺1" in own
    client.force_login(UserFactory())
    ask(client, f"/search/compare/?id={five[1].pk}", status=404)
    picked = ask(client, f"/search/?compare={five[1].pk}&compare={five[0].pk}")
    assert "比较 1 项" in picked
    assert "铜箔处理工艺1" not in picked


@pytest.mark.parametrize("address", ["", "?id=", "?id=x", "?id=-1", "?id=²", "?id=" + "9" * 40])
def test_nothing_picked_says_how_to_pick(client, address):
    page = ask(client, f"/search/compare/{address}")

    assert "还没有选要比较的成果" in page


def test_it_costs_few_queries(client, five, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        ask(client, "/search/compare/?" + "&".join(f"id={row.pk}" for row in five))


def test_what_nobody_reviewed_says_so_beside_what_was(client, five):
    raw = ListingFactory(public=True, title="导入的", is_unverified=True, source="示例库")

    page = ask(client, f"/search/compare/?id={five[0].pk}&id={raw.pk}")
    head = page.partition("<tbody>")[0]

    assert head.count("信息未核实完整") == 1
    assert head.index("导入的") < head.index("信息未核实完整")


def test_what_was_imported_is_compared_by_its_abstract(client):
    longest = "低温解聚回收玻璃纤维。" * 60
    row = ListingFactory(
        public=True, benefit="", problem="", abstract=longest, is_unverified=True, source="示例库"
    )

    page = ask(client, f"/search/compare/?id={row.pk}")

    assert "成果简介" in page
    assert longest[:390] in page
    assert longest[:400] not in page
