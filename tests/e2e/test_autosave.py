"""A form keeps what is typed: on the server, offline in the browser, never over another tab."""

import pytest
from playwright.sync_api import expect

from core.models import Draft
from tests.e2e.browser import look


@pytest.fixture
def form(sign_in, visit, firm_member):
    sign_in(firm_member)
    return visit("/styleguide/")


def test_what_is_typed_is_kept(form):
    form.get_by_label("联系电话").fill("0792-0000000")

    expect(form.locator(".zh-saved")).to_contain_text("已保存", timeout=8000)
    assert Draft.objects.get().data["phone"] == "0792-0000000"


def test_offline_it_stays_in_the_browser_and_is_offered_back(form, context):
    context.set_offline(True)
    form.get_by_label("联系电话").fill("0792-1111111")
    expect(form.locator(".zh-saved")).to_contain_text("离线", timeout=8000)
    context.set_offline(False)
    expect(form.locator(".zh-saved")).to_contain_text("已保存", timeout=8000)

    assert Draft.objects.get().data["phone"] == "0792-1111111"


def test_a_second_tab_is_told_of_the_first(form, context, live_server):
    second = context.new_page()
    second.goto(live_server.url + "/styleguide/")
    form.get_by_label("联系电话").fill("1")
    expect(form.locator(".zh-saved")).to_contain_text("已保存", timeout=8000)

    second.get_by_label("联系电话").fill("2")

    expect(second.locator(".zh-saved")).to_contain_text("另一个窗口", timeout=8000)
    assert Draft.objects.get().data["phone"] == "1"
    both = second.locator(".zh-both tbody tr")
    assert [cell.inner_text() for cell in both.locator("th, td").all()] == ["联系电话", "2", "1"]
    look(second, "autosave-both")


def two_tabs(form, context, live_server):
    """A first tab that has kept 1, and a second that is told so when it types 2."""
    second = context.new_page()
    second.goto(live_server.url + "/styleguide/")
    form.get_by_label("联系电话").fill("1")
    expect(form.locator(".zh-saved")).to_contain_text("已保存", timeout=8000)
    second.get_by_label("联系电话").fill("2")
    expect(second.locator(".zh-both")).to_be_visible(timeout=8000)
    return second


def test_the_second_tab_may_keep_its_own(form, context, live_server):
    second = two_tabs(form, context, live_server)

    second.get_by_role("button", name="保留本窗口的内容").click()

    expect(second.locator(".zh-saved")).to_contain_text("已保存", timeout=8000)
    assert Draft.objects.get().data["phone"] == "2"
    expect(second.locator(".zh-both")).to_have_count(0)


def test_the_second_tab_may_take_the_others(form, context, live_server):
    second = two_tabs(form, context, live_server)

    with second.expect_navigation():
        second.get_by_role("button", name="改用另一个窗口的内容").click()

    expect(second.get_by_label("联系电话")).to_have_value("1")
    assert Draft.objects.get().data["phone"] == "1"


def test_a_copy_left_in_the_browser_is_offered(form, context, live_server):
    context.set_offline(True)
    form.get_by_label("联系电话").fill("0792-2222222")
    expect(form.locator(".zh-saved")).to_contain_text("离线", timeout=8000)
    form.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(live_server.url + "/styleguide/")

    again.get_by_role("button", name="恢复").click()

    expect(again.get_by_label("联系电话")).to_have_value("0792-2222222")
