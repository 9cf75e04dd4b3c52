"""A form keeps what is typed: on the server, offline in the browser, never over another tab."""

import pytest
from playwright.sync_api import expect

from core.models import Draft


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


def test_a_copy_left_in_the_browser_is_offered(form, context, live_server):
    context.set_offline(True)
    form.get_by_label("联系电话").fill("0792-2222222")
    expect(form.locator(".zh-saved")).to_contain_text("离线", timeout=8000)
    form.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(live_server.url + "/styleguide/")

    again.get_by_role("button", name="恢复").click()

    assert again.get_by_label("联系电话").input_value() == "0792-2222222"
