"""The frame of every page: nothing serious found by axe, nothing too wide, the keyboard."""

import re
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from tests.e2e.browser import fits, overflow_px, reads_well, serious_violations, shoot
from tests.e2e.pages import PAGES, places_of

PHONE = (390,)  # every page is looked at wider, and in every look, in test_every_page.py


# One after the other, as a person would open them: what the pages share is fetched once.
def test_the_public_pages_read_well(visit):
    for place in places_of(""):
        reads_well(visit(place.path), PHONE)


def test_the_public_pages_fit_in_the_care_edition(visit, context, live_server):
    context.add_cookies([{"name": "zh_care", "value": "on", "url": live_server.url}])

    for place in places_of(""):
        fits(visit(place.path))


@pytest.mark.parametrize("role", sorted({place.role for place in PAGES} - {""}))
def test_the_pages_of_a_role_read_well(sign_in, visit, request, role):
    sign_in(request.getfixturevalue(role))

    for place in places_of(role):
        page = visit(place.path)

        assert urlsplit(page.url).path == urlsplit(place.path).path
        reads_well(page, PHONE)


def test_the_care_edition_is_one_press_away_and_stays(visit):
    page = visit("/accessibility/")

    page.get_by_role("button", name="关怀版").click()

    expect(page.locator("html")).to_have_attribute("data-zh-care", "on")
    assert page.url.endswith("/accessibility/")
    shoot(page, "care")


def test_the_first_tab_reaches_the_skip_link(visit):
    page = visit("/accessibility/")

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_pages_work_without_script(browser, live_server):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(live_server.url + "/accessibility/")

    page.get_by_role("button", name="关怀版").click()

    expect(page.get_by_role("button", name="标准版")).to_be_visible()


def test_the_menu_of_a_person_opens_without_script(sign_in, visit, firm_member):
    sign_in(firm_member)
    page = visit("/accessibility/")

    page.locator(".zh-menu summary").last.click()

    expect(page.get_by_role("button", name="退出登录")).to_be_visible()


def test_only_the_table_of_a_list_scrolls_sideways_and_filters_open_on_a_phone(visit, page):
    call_command("load_regions", verbosity=0)
    page.set_viewport_size({"width": 390, "height": 900})
    visit("/styleguide/list/?kind=county")

    assert overflow_px(page) == 0
    expect(page.get_by_text("共 13 个")).to_be_visible()
    page.get_by_role("link", name="筛选").click()
    page.get_by_label("名称", exact=True).fill("修")
    page.locator("form.zh-filters button").click()

    expect(page.get_by_text("共 2 个")).to_be_visible()
    expect(page.get_by_role("link", name="去掉条件：名称 修")).to_be_visible()
    assert serious_violations(page) == []


def test_back_leads_to_the_list_as_it_was(visit, page):
    call_command("load_regions", verbosity=0)
    visit("/styleguide/list/")
    page.get_by_label("类别").select_option("zone")
    page.locator("form.zh-filters button").click()
    page.get_by_text("共 6 个").wait_for()

    page.get_by_role("link", name="去掉条件：类别 功能区").click()
    page.get_by_text("共 19 个").wait_for()
    page.go_back()

    expect(page.get_by_text("共 6 个")).to_be_visible()
    expect(page).to_have_url(re.compile("kind=zone"))
