"""The results page: sentence, facets, rows, order, pages, export, and what it says when alone."""

import json
import re
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from core.outbox import Unavailable
from marketplace.models import Listing
from search import finding, rebuild
from search.documents import DOCUMENTS
from search.engines.current import engine
from search.engines.embedded import EmbeddedEngine
from tests.factories import ListingFactory, OrganisationFactory, RegionFactory, right

pytestmark = pytest.mark.django_db
URL = "/search/"
SOURCE = DOCUMENTS[Listing]


@pytest.fixture(autouse=True)
def index(tmp_path, settings):
    settings.SEARCH_DIR = tmp_path
    yield
    finding._away_until = 0


def listed(**facts):
    return ListingFactory(public=True, **facts)


def build():
    assert rebuild.build(SOURCE)


def ask(client, address="", **headers):
    response = client.get(URL + address, **headers)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def market():
    """Four listings of two industries and two counties; a fifth that is a draft."""
    here, there = RegionFactory(), RegionFactory(code="360402", name="濂溪区")
    glass = {"title": "高模量玻璃纤维无硼配方", "benefit": "拉伸模量达 95 GPa。"}
    rows = [
        listed(**glass, industry="materials", region=here, price_fen=180_000_000,
               price_kind="fixed"),
        listed(title="玻璃纤维拉丝断头预警", industry="materials", region=there),
        listed(title="电子级玻璃纤维布", industry="electronics", region=there),
        listed(title="茶油低温压榨", problem="出油率低。", industry="food", region=here),
    ]  # fmt: skip
    ListingFactory(title="玻璃纤维草稿")
    build()
    return rows


def test_rows_show_what_a_reader_decides_by(client, market):
    page = ask(client, "?q=玻璃纤维")

    assert '<span class="zh-count">3</span>' in page
    title = "高模量<mark>玻璃纤维</mark>无硼配方"
    assert f'<a href="{market[0].get_absolute_url()}" lang="zh-Hans">{title}' in page
    assert "拉伸模量达 95 GPa。" in page
    assert "180 万元" in page
    assert "面议" in page
    assert "草稿" not in page
    assert "茶油" not in page


def test_every_condition_is_a_chip_that_can_be_removed(client, market):
    page = ask(client, "?q=玻璃纤维&industry=materials&region=360403&sort=newest")

    assert '<span class="zh-count">1</span>' in page
    links = re.findall(r'href="(\?[^"]*)" aria-label="去掉条件：([^"]*)"', page)
    assert {label: unquote(link) for link, label in links} == {
        "包含 玻璃纤维": "?industry=materials&amp;region=360403&amp;sort=newest",
        "行业 建材": "?q=玻璃纤维&amp;region=360403&amp;sort=newest",
        "地区 浔阳区": "?q=玻璃纤维&amp;industry=materials&amp;sort=newest",
    }


def test_a_facet_counts_as_if_it_were_not_chosen_itself(client, market):
    page = ask(client, "?q=玻璃纤维&industry=materials")

    boxes = re.findall(
        r'name="(\w+)" value="(\w+)"( checked)?>([^<]*)</label><span class="zh-num">(\d+)', page
    )
    assert ("industry", "materials", " checked", "建材", "2") in boxes
    assert ("industry", "electronics", "", "电子信息", "1") in boxes
    assert ("region", "360403", "", "浔阳区", "1") in boxes
    assert 'name="q" value="玻璃纤维"' in page


def test_levels_and_prices_are_bounded_and_say_so(client, market):
    page = ask(client, "?q=玻璃纤维&trl_min=9&trl_max=4&price_min=1000000&price_max=5000000")

    assert '<span class="zh-count">1</span>' in page
    assert "高模量" in page.replace("<mark>", "")
    links = re.findall(r'href="(\?[^"]*)" aria-label="去掉条件：([^"]*)"', page)
    assert {label: unquote(link) for link, label in links} == {
        "包含 玻璃纤维": "?trl_min=4&amp;trl_max=9&amp;price_min=1000000&amp;price_max=5000000",
        "技术就绪度 4 级～9 级": "?q=玻璃纤维&amp;price_min=1000000&amp;price_max=5000000",
        "价格 100 万元～500 万元": "?q=玻璃纤维&amp;trl_min=4&amp;trl_max=9",
    }
    assert '<option value="4" selected>4 级及以上，1</option>' in page
    assert re.search(r'name="price_max"[^>]* value="5000000"', page)


@pytest.mark.parametrize(
    "bounds",
    ["trl_min=0", "trl_max=10", "trl_min=x", "price_min=-1", "price_max=1e3", "trl_min=²"],
)
def test_bounds_that_are_none_are_passed_over(client, market, bounds):
    page = ask(client, f"?q=玻璃纤维&{bounds}")

    assert '<span class="zh-count">3</span>' in page


def test_related_results_are_counted_apart_and_stand_below(client, market):
    page = ask(client, "?q=玻璃纤维 断头")

    assert "完全匹配 1 项，相关 2 项" in page
    assert page.index("<mark>断头</mark>预警") < page.index(">相关</h2>") < page.index("电子级")


def test_newest_and_cheapest_first(client, market):
    newest, cheapest = ask(client, "?sort=newest"), ask(client, "?sort=price")

    assert newest.index("茶油") < newest.index("高模量")
    assert cheapest.index("高模量") < cheapest.index("茶油")


def test_pages_lead_on_and_back(client):
    for _number in range(45):
        listed()
    build()

    first, second = ask(client, "?q=铜箔&industry=nonferrous"), ask(client, "?q=铜箔&page=2")
    beyond = ask(client, "?q=铜箔&page=9")

    assert "第 1～20 条，共 45 条" in first
    assert "industry=nonferrous&amp;page=2" in first
    assert "第 21～40 条" in second
    assert "page=3" in second
    assert "这一页没有结果" in beyond
    assert "page=3" in beyond


def test_nothing_found_says_what_would_find_something(client, market):
    page = ask(client, "?q=玻璃纤维&industry=food")

    assert "没有找到合用的成果" in page
    assert "去掉“食品”有 3 项" in page
    assert "去掉“玻璃纤维”有 1 项" in page


@pytest.mark.parametrize("noise", ["！！！", "。。。", "🚀", "--"])
def test_punctuation_lists_nothing_and_says_why(client, market, noise):
    page = ask(client, f"?q={noise}")

    assert '共 <span class="zh-count">0</span> 项' in page
    assert "只有标点或符号" in page


def test_a_unit_and_a_kind_of_property_are_asked_for_by_name(client):
    unit = OrganisationFactory(name="浔阳材料研究院（示例）")
    rights = [right("secret"), right("invention", number="ZL2020101.6")]
    listed(title="玻璃纤维布", organisation=unit, rights=rights)
    listed(title="玻璃纤维纱")
    build()

    for names in ("org:浔阳材料", "单位：浔阳 玻璃", "ip:发明专利", "ip:ZL2020101.6 玻璃纤维"):
        page = ask(client, f"?q={names}")
        assert '<span class="zh-count">1</span>' in page
        assert unit.name in page


@pytest.mark.parametrize(
    "address",
    [
        "?q=\"'; DROP TABLE document;--", "?q=%F0%9F%9A%80", "?q=膜", "?q=！！！",
        "?page=-1&sort=worst&industry=none&field=99", "?page=9999999999999999999999",
        "?region=%27OR%201=1&q=a*b(c)+AND+OR+NOT", "?q=" + "玻" * 3000, "?page=²",
    ],
)  # fmt: skip
def test_odd_input_is_answered(client, market, address):
    ask(client, address)


def test_text_from_rows_and_from_the_query_is_escaped(client):
    listed(title="<script>玻璃</script>", benefit="<b>好</b>")
    build()

    page = ask(client, "?q=玻璃 <script>alert(1)</script>")

    assert "&lt;script&gt;<mark>玻璃</mark>&lt;/" in page.replace("<mark>script</mark>", "script")
    assert "<script>alert" not in page
    assert "<b>好" not in page


def test_a_row_says_which_words_it_was_found_by(client, market):
    page = ask(client, "?q=玻璃纤维 断头")

    assert "命中：玻璃纤维、断头" in page
    assert "技术许可、技术服务" in page


def test_in_place_the_address_is_the_short_one(client, market):
    response = client.get(
        URL + "?q=玻璃&sort=relevance&trl_min=&trl_max=&price_min=&price_max=&industry=food",
        headers={"HX-Request": "true"},
    )

    assert unquote(response.headers["HX-Push-Url"]) == "/search/?q=玻璃&industry=food"
    assert 'id="found"' in response.content.decode()


def test_all_found_can_be_taken_away(client, market):
    page = ask(client, "?q=玻璃纤维")
    [link] = re.findall(r'href="([^"]*export=xlsx)"', page)

    book = client.get(URL + link.replace("&amp;", "&"))
    csv = client.get(URL + "?q=玻璃纤维&export=csv")

    assert "导出全部 3 条" in page
    assert book.headers["Content-Type"].endswith("sheet")
    assert len(b"".join(book.streaming_content)) > 1000
    lines = b"".join(csv.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("编号,外部编号,成果名称")
    found = client.get(URL + "?q=玻璃纤维&export=jsonl")
    told = [json.loads(line) for line in b"".join(found.streaming_content).splitlines()]
    assert len(told) == 3
    assert all(one["external_id"] and one["title"] for one in told)


def test_a_file_from_the_database_says_that_it_may_be_cut_short(client, market, settings):
    settings.SEARCH_ENGINE, settings.ELASTICSEARCH_URL = "elastic", "http://127.0.0.1:9"

    book = client.get(URL + "?q=玻璃纤维&export=xlsx")

    read = CalamineWorkbook.from_filelike(BytesIO(b"".join(book.streaming_content)))
    said = str([read.get_sheet_by_name(name).to_python() for name in read.sheet_names])
    assert "由数据库按字面查找，最多 50 项" in said
    assert "全部公开成果" not in said


def test_an_export_is_not_cut_short(client, monkeypatch):
    monkeypatch.setattr(finding, "BATCH", 7)
    for _number in range(30):
        listed()
    build()

    csv = client.get(URL + "?q=铜箔&page=2&export=csv")

    assert len(b"".join(csv.streaming_content).decode().splitlines()) == 31


def test_other_kinds_are_one_click_away(client, market):
    page = ask(client, "?q=玻璃")

    assert 'href="/find/?q=%E7%8E%BB%E7%92%83">政策与动态 0</a>' in page
    assert client.get(URL + "?kind=page&q=玻璃").url == ("/find/?q=%E7%8E%BB%E7%92%83")


def test_a_page_costs_few_queries_however_much_it_shows(client, django_assert_max_num_queries):
    for number in range(25):
        listed(region=RegionFactory(code=f"3604{number:02}", name=f"县{number}"))
    build()
    ask(client, "?q=铜箔")  # a reader's word counts once a day

    with django_assert_max_num_queries(13):
        ask(client, "?q=铜箔&industry=nonferrous")


def test_without_an_engine_the_page_says_so_and_recovers(client, market, monkeypatch):
    def away(*_args):
        raise Unavailable("away")

    with monkeypatch.context() as patch:
        patch.setattr(EmbeddedEngine, "search", away)
        page = ask(client, "?q=断头")
    finding._away_until = 0
    again = ask(client, "?q=断头")

    assert "检索服务暂时不可用" in page
    assert "玻璃纤维拉丝<mark>断头</mark>预警" in page
    assert "检索服务暂时不可用" not in again


def test_without_an_engine_every_condition_still_holds(client, market, monkeypatch):
    def away(*_args):
        raise Unavailable("away")

    monkeypatch.setattr(EmbeddedEngine, "search", away)
    market[0].modes = ["equity"]
    market[0].save()

    for condition, count in [
        ("mode=equity", 1), ("trl_min=7", 0), ("price_min=1", 1), ("price_max=1", 0),
        ("industry=food&mode=licence", 1), ("industry=food&mode=equity", 0),
    ]:  # fmt: skip
        assert f'<span class="zh-count">{count}</span>' in ask(client, f"?{condition}"), condition


def test_before_there_is_an_index_the_database_answers(client):
    listed(title="玻璃纤维")

    assert "检索服务暂时不可用" in ask(client, "?q=玻璃")
    assert engine().current(SOURCE.kind) is None


def test_a_hidden_listing_leaves_through_no_door(client, market):
    """Withdrawn a moment ago, the index not yet told: no row, no text, no export."""
    SOURCE.model.objects.filter(pk=market[0].pk).update(live=False)

    page = ask(client, "?q=玻璃纤维")
    csv = client.get(URL + "?q=玻璃纤维&export=csv")

    assert "高模量" not in page
    assert "高模量" not in b"".join(csv.streaming_content).decode()


def test_the_page_is_english_under_en(client, market):
    page = client.get("/en/search/?q=玻璃纤维").content.decode()

    assert 'lang="en"' in page
    assert "检索" not in page.replace("/en/search", "")


def test_organisation_and_day_stand_beside_the_price(client):
    listed(organisation=OrganisationFactory(name="匡庐理工大学（示例）"))
    build()

    page = ask(client)

    assert "匡庐理工大学（示例）" in page
    assert f"{timezone.localdate():%Y-%m-%d} 确认有效" in page


def test_a_row_says_what_is_given_away_already(client):
    gone, there = (
        listed(title="玻璃纤维甲", availability="transferred"),
        listed(title="玻璃纤维乙"),
    )
    build()

    page = ask(client, "?q=玻璃纤维")
    rows = {one.title: _row_of(page, one) for one in (gone, there)}

    assert "<li>已转让</li>" in rows["玻璃纤维甲"]
    assert "可转让" not in rows["玻璃纤维乙"]


def test_what_a_row_does_not_say_leaves_no_gap(client):
    blank = {"industry": "", "modes": [], "region": None}
    listed(**blank, is_unverified=True, source="示例库")
    build()

    assert "<li></li>" not in ask(client)


def test_of_what_says_no_benefit_the_beginning_of_its_text_is_shown(client):
    abstract = "玻璃纤维拉丝。" * 60
    blank = {"benefit": "", "problem": "", "abstract": abstract}
    listed(**blank, is_unverified=True, source="示例库")
    build()

    page = ask(client)

    assert "玻璃纤维拉丝。" * 17 in page
    assert "玻璃纤维拉丝。" * 18 not in page


def _row_of(page, listing):
    return page.partition(f'<a href="{listing.get_absolute_url()}" lang="zh-Hans">')[2].partition(
        '<li class="zh-row">'
    )[0]


@pytest.mark.parametrize("url", ["/search/", "/search/needs/", "/needs/"])
@pytest.mark.parametrize("number", ["-1", "0", "000", "501", "9" * 20, "9" * 5000, "1.5", "٣", ""])
def test_a_number_that_makes_no_sense_is_passed_over(client, market, url, number):
    names = ("page", "trl_min", "trl_max", "price_min", "price_max", "compare", "size", "budget")
    asked = {"q": "玻璃", **dict.fromkeys(names, number)}

    assert client.get(url, asked).status_code == 200
