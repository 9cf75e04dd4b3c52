"""A firm types its problem and narrows what was found: at a desk, on a phone, by keys."""

import pytest
from playwright.sync_api import expect

from cms import site
from marketplace.models import Listing
from search import rebuild
from search.documents import DOCUMENTS
from tests.e2e.browser import look
from tests.factories import ListingFactory, RegionFactory

SOURCE = DOCUMENTS[Listing]


@pytest.fixture
def market(transactional_db, tmp_path, settings):
    settings.SEARCH_DIR = tmp_path
    site.set_up()
    here, there = RegionFactory(), RegionFactory(code="360402", name="濂溪区")
    for number, (title, industry, region) in enumerate(
        [
            ("高模量玻璃纤维无硼配方与池窑节能熔制", "materials", here),
            ("玻纤拉丝漏板温度场重构与断头预警", "materials", there),
            ("电子级玻璃纤维布开纤与表面处理装备", "electronics", there),
            ("茶油低温压榨与茶皂素联产", "food", here),
        ]
    ):
        ListingFactory(
            public=True,
            title=title,
            benefit=f"能耗下降 {11 + number}.6%，已在两条产线试用。",
            industry=industry,
            region=region,
        )
    assert rebuild.build(SOURCE)


def test_from_a_sentence_to_a_few_rows(visit, page, market):
    visit("/")
    page.get_by_role("combobox", name="检索词").fill("玻璃纤维拉丝的时候总是断头，能耗也高")
    page.get_by_role("button", name="检索").click()

    assert "共 3 项成果" in page.locator(".zh-cond").inner_text().replace("\n", " ")
    look(page, "检索-一句话")
    rows = page.locator(".zh-row")
    page.get_by_role("checkbox", name="建材").check()
    expect(rows).to_have_count(2)
    expect(page.get_by_role("checkbox", name="建材")).to_be_checked()

    page.get_by_role("link", name="去掉条件：行业 建材").click()
    expect(rows).to_have_count(3)
    page.go_back()
    expect(rows).to_have_count(2)


def test_on_a_phone_the_filters_open_and_close(visit, page, market):
    page.set_viewport_size({"width": 390, "height": 844})
    visit("/search/?q=玻璃纤维")
    expect(page.locator("#facets")).not_to_be_visible()

    page.get_by_role("link", name="筛选").click()
    page.get_by_role("checkbox", name="电子信息").check()
    page.locator("#facets").get_by_role("button", name="筛选").click()

    expect(page.locator(".zh-row")).to_have_count(1)
    expect(page.locator("#facets")).not_to_be_visible()
    look(page, "检索-手机")


def test_by_keyboard_alone(visit, page, market):
    visit("/search/")
    page.get_by_role("combobox", name="检索词").focus()
    page.keyboard.type("茶油")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")

    link = page.locator(".zh-row h3 a").first
    for _press in range(60):
        page.keyboard.press("Tab")
        if link.evaluate("one => one === document.activeElement"):
            break
    assert link.evaluate("one => one === document.activeElement")
    expect(link).to_contain_text("茶油")


def test_nothing_found_offers_a_way_on(visit, page, market):
    visit("/search/?q=龘靐&industry=food")

    look(page, "检索-没有找到")
    page.get_by_role("link", name="去掉“龘靐”有 1 项").click()
    expect(page.locator(".zh-row")).to_have_count(1)


def test_refine_in_place_compare_and_go_back(visit, page, market):
    """Filters act at once, groups stay as they were opened, and Back undoes each step."""
    visit("/search/")
    rows, here = page.locator(".zh-row"), page.get_by_role("checkbox", name="浔阳区")
    page.locator("#facet-region > summary").click()
    here.check()
    expect(rows).to_have_count(2)
    assert "region=360403" in page.url
    expect(here).to_be_focused()

    page.go_back()
    expect(rows).to_have_count(4)
    assert "region" not in page.url
    expect(here).to_be_visible()
    page.get_by_role("link", name="加入比较：高模量").click()
    page.get_by_role("link", name="加入比较：玻纤拉丝").click()
    page.get_by_role("link", name="并排比较").click()

    listings = page.locator(".zh-compare thead th")
    expect(listings).to_have_count(2)
    look(page, "成果比较")
    page.get_by_role("link", name="不再比较：高模量").click()
    expect(listings).to_have_count(1)


def test_what_could_not_be_fetched_is_said(visit, page, market, guard):
    visit("/search/")
    page.route("**/search/?*", lambda route: route.abort())

    page.get_by_role("checkbox", name="建材").check()

    page.get_by_text("没有取到新的结果").wait_for()
    expect(page.locator(".zh-row")).to_have_count(4)
    assert any("sendError" in said for said in guard.complaints)
    guard.complaints.clear()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_script_every_step_is_a_page(visit, page, market):
    visit("/search/")
    page.get_by_role("checkbox", name="建材").check()
    page.locator("#facets").get_by_role("button", name="筛选").click()
    expect(page.locator(".zh-row")).to_have_count(2)

    page.get_by_role("link", name="加入比较：高模量").click()
    page.get_by_role("link", name="加入比较：玻纤拉丝").click()
    page.get_by_role("link", name="并排比较").click()
    expect(page.locator(".zh-compare thead th")).to_have_count(2)

    page.locator(".zh-compare thead a").first.click()
    page.get_by_role("link", name="看相似的成果").click()
    expect(page.locator("h1")).to_contain_text("相似成果")
