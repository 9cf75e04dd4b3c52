"""The search box offers what may be meant: by keys alone, at each width, and never in the way."""

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import look
from tests.e2e.test_search import market  # noqa: F401 — a fixture

pytestmark = pytest.mark.usefixtures("market")


def box(page):
    return page.get_by_role("combobox", name="检索词")


def test_pinyin_keys_and_enter_lead_to_the_results(visit, page):
    visit("/")
    box(page).press_sequentially("blxw")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("玻璃纤维")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    look(page, "检索-输入提示")

    box(page).press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_count(1)
    expect(box(page)).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    box(page).press("Enter")
    page.wait_for_url("**/search/**")
    expect(box(page)).to_have_value("玻璃纤维")


def test_escape_closes_and_typing_on_searches_what_was_typed(visit, page):
    visit("/search/")
    box(page).press_sequentially("玻璃")
    expect(page.get_by_role("option").first).to_be_visible()
    box(page).press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    box(page).press("Enter")
    page.wait_for_url("**q=%E7%8E%BB%E7%92%83**")


def test_a_tap_takes_one(visit, page):
    page.set_viewport_size({"width": 390, "height": 844})
    visit("/search/")
    box(page).press_sequentially("茶油")
    page.get_by_role("option", name="茶油低温压榨与茶皂素联产").click()
    page.wait_for_url("**/search/?q=**")
    expect(page.locator(".zh-row")).to_have_count(1)


def test_other_kinds_are_not_offered_achievements(visit, page):
    visit("/")
    page.get_by_role("radio", name="政策与动态").check()
    box(page).press_sequentially("玻璃")
    page.wait_for_timeout(600)
    expect(page.get_by_role("option")).to_have_count(0)
