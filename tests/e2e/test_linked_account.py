"""Another platform's sign-in in a real browser: our policy lets it leave, and come back."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from accounts.models import User
from cms import site
from config.settings.other_ways import other_ways
from core.models import FakeMessage
from tests.e2e.browser import look
from tests.e2e.hands import send
from tests.parts.openid import CLIENT, SECRET, Provider


@pytest.fixture
def provider(transactional_db, httpserver, settings, guard):
    """The provider, at the one other host that this journey may call."""
    site.set_up()
    cache.clear()
    found = Provider(httpserver)
    variables = {"OIDC_SERVER_URL": found.url, "OIDC_CLIENT_ID": CLIENT, "OIDC_SECRET": SECRET}
    settings.SOCIALACCOUNT_PROVIDERS = other_ways(variables)[1]
    yield found
    left = [each for each in guard.complaints if not each.startswith(f"calls {found.url}/")]
    assert len(left) < len(guard.complaints)
    guard.complaints = left


def go_through(page, live_server):
    page.get_by_role("link", name="统一身份认证").click()
    look(page, "linked-leave")
    page.get_by_role("button", name="继续").click()
    page.wait_for_url(lambda url: url.startswith(live_server.url) and "oidc/login" not in url)


@pytest.mark.usefixtures("provider")
def test_a_newcomer_signs_up_through_the_city_s_sign_in(visit, live_server):
    page = visit("/accounts/login/")
    look(page, "linked-login")
    go_through(page, live_server)
    expect(page.locator("input[name=name]")).to_have_value("甲某")
    look(page, "linked-sign-up")

    page.get_by_label("手机号码").fill("13900000001")
    page.locator("input[name=agree]").check()
    send(page.get_by_role("button", name="注册"))
    page.locator("input[name=code]").fill(FakeMessage.objects.latest("pk").text.split()[1][:6])
    send(page.get_by_role("button", name="确认"))

    expect(page.locator(".zh-menu summary").last).to_contain_text("甲某")
    assert User.objects.get(phone="13900000001").phone_verified


@pytest.mark.usefixtures("provider")
def test_a_person_links_and_unlinks_from_their_own_page(visit, sign_in, firm_member, live_server):
    sign_in(firm_member)
    page = visit("/me/")
    page.get_by_role("link", name="账号关联").click()
    look(page, "linked-none")
    go_through(page, live_server)
    expect(page.get_by_text("已关联，以后可以用它登录。")).to_be_visible()
    look(page, "linked-one")

    page.get_by_role("button", name="解除关联").click()

    expect(page.get_by_text("还没有关联其他账号")).to_be_visible()
