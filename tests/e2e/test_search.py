"""A firm types its problem and narrows what was found: at a desk, on a phone, by keys."""

import pytest

from cms import site
from search import rebuild
from search.documents import DOCUMENTS
from tests.e2e.browser import look
from tests.factories import ListingFactory, RegionFactory

[SOURCE] = DOCUMENTS.values()


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
    page.get_by_role("searchbox").fill("玻璃纤维拉丝的时候总是断头，能耗也高")
    page.get_by_role("button", name="检索").click()

    assert "共 3 项成果" in page.locator(".zh-cond").inner_text().replace("\n", " ")
    look(page, "检索-一句话")
    page.get_by_role("checkbox", name="建材").check()
    page.locator("#facets").get_by_role("button", name="筛选").click()
    assert page.locator(".zh-row").count() == 2
    assert page.get_by_role("checkbox", name="建材").is_checked()

    page.get_by_role("link", name="去掉条件：行业 建材").click()
    assert page.locator(".zh-row").count() == 3
    page.go_back()
    assert page.locator(".zh-row").count() == 2


def test_on_a_phone_the_filters_open_and_close(visit, page, market):
    page.set_viewport_size({"width": 390, "height": 844})
    visit("/search/?q=玻璃纤维")
    assert not page.locator("#facets").is_visible()

    page.get_by_role("link", name="筛选").click()
    page.get_by_role("checkbox", name="电子信息").check()
    page.locator("#facets").get_by_role("button", name="筛选").click()

    assert page.locator(".zh-row").count() == 1
    assert not page.locator("#facets").is_visible()
    look(page, "检索-手机")


def test_by_keyboard_alone(visit, page, market):
    visit("/search/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("茶油")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")

    link = page.locator(".zh-row h3 a").first
    for _press in range(60):
        page.keyboard.press("Tab")
        if link.evaluate("one => one === document.activeElement"):
            break
    assert link.evaluate("one => one === document.activeElement")
    assert "茶油" in link.inner_text()


def test_nothing_found_offers_a_way_on(visit, page, market):
    visit("/search/?q=龘靐&industry=food")

    look(page, "检索-没有找到")
    page.get_by_role("link", name="去掉“龘靐”有 1 项").click()
    assert page.locator(".zh-row").count() == 1
