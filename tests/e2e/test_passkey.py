"""Passkeys, with a device that Chromium plays: enrolled, used as either factor, removed."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from playwright.sync_api import expect

from cms import site
from core.models import AuditEvent
from tests.e2e.browser import look
from tests.e2e.hands import send

PASSWORD = "a-long-enough-password"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def _site(transactional_db):
    site.set_up()
    cache.clear()


@pytest.fixture(autouse=True)
def _authenticator(context, page):
    """A device with a fingerprint reader."""
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def password_of(user):
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in_by_password(page, user):
    page.get_by_text("用密码登录").click()
    page.locator("input[name=login]").fill(user.phone)
    page.locator("input[name=password]").fill(PASSWORD)
    send(page.get_by_role("button", name="登录", exact=True))


def enrol(page, name, *, alone):
    """Add a passkey; ``alone`` where it shall sign in without anything else."""
    page.get_by_label("名称").fill(name)
    if alone:
        page.get_by_label("以后可以只用它登录").check()
    look(page, "passkey-add")
    page.get_by_role("button", name="添加").click()
    page.wait_for_url(lambda url: "webauthn/add" not in url)


def test_a_person_enrols_a_passkey_and_signs_in_by_it_alone(visit, firm_member, live_server):
    password_of(firm_member)
    sign_in_by_password(visit("/accounts/login/"), firm_member)
    page = visit("/accounts/2fa/")
    page.get_by_role("link", name="添加").click()
    page.locator("input[name=password]").fill(PASSWORD)
    look(page, "passkey-reauthenticate")
    page.get_by_role("button", name="确认").click()
    enrol(page, "办公电脑", alone=True)
    look(page, "passkey-codes")
    page.get_by_role("link", name="已经存好，继续").click()
    look(page, "passkey-index")
    page.get_by_role("link", name="管理").click()
    expect(page.locator("li b", has_text="办公电脑")).to_be_visible()
    expect(page.get_by_text("可直接登录")).to_be_visible()
    look(page, "passkey-list")

    page.context.clear_cookies()
    page = visit("/accounts/login/")
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_url(live_server.url + "/")

    expect(page.locator(".zh-menu summary").last).to_contain_text(firm_member.name)


def test_a_passkey_is_renamed_and_removed(visit, sign_in, firm_member):
    sign_in(firm_member)
    page = visit("/accounts/2fa/webauthn/add/")
    enrol(page, "旧名", alone=False)
    page = visit("/accounts/2fa/webauthn/")

    page.get_by_role("link", name="改名").click()
    page.get_by_label("名称").fill("新名")
    look(page, "passkey-rename")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("li b", has_text="新名")).to_be_visible()
    page.get_by_role("link", name="移除").click()
    look(page, "passkey-remove")
    page.get_by_role("button", name="移除").click()

    expect(page.get_by_text("还没有通行密钥")).to_be_visible()
    assert not Authenticator.objects.exists()
    assert set(AuditEvent.objects.values_list("action", flat=True)) >= {
        "person.add_second_factor",
        "person.rename_second_factor",
        "person.remove_second_factor",
    }


def test_staff_use_a_passkey_as_second_factor_and_keep_the_last(visit, registrar, live_server):
    password_of(registrar)
    sign_in_by_password(visit("/accounts/login/"), registrar)
    page = visit("/organisations/?q=1")
    expect(page.get_by_text("您的岗位要求二次验证")).to_be_visible()
    page.goto(live_server.url + "/accounts/2fa/webauthn/add/")
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="确认").click()
    enrol(page, "密钥甲", alone=False)
    page.get_by_role("link", name="已经存好，继续").click()
    expect(page).to_have_url(live_server.url + "/organisations/?q=1")

    page.context.clear_cookies()
    sign_in_by_password(visit("/accounts/login/"), registrar)
    look(page, "passkey-second-factor")
    page.get_by_role("button", name="用通行密钥").click()
    page.wait_for_url(live_server.url + "/")
    page = visit("/organisations/")
    expect(page).to_have_url(live_server.url + "/organisations/")

    page = visit("/accounts/2fa/webauthn/")
    page.get_by_role("link", name="移除").click()
    if page.locator("#mfa_webauthn_reauthenticate").count() == 0:
        page.get_by_role("link", name="用通行密钥").click()
    look(page, "passkey-again")
    page.locator("#mfa_webauthn_reauthenticate").click()
    page.wait_for_url("**/accounts/2fa/webauthn/")
    expect(page.get_by_text("须至少保留一种方式")).to_be_visible()
    assert Authenticator.objects.filter(type="webauthn").count() == 1


def test_an_abandoned_passkey_is_said_on_the_page(visit, sign_in, firm_member):
    sign_in(firm_member)
    page = visit("/accounts/2fa/webauthn/add/")
    page.evaluate(
        "() => { navigator.credentials.create = async () => {"
        " throw new DOMException('closed', 'NotAllowedError') } }"
    )

    page.get_by_role("button", name="添加").click()

    page.get_by_text("没有完成").wait_for()
    look(page, "passkey-abandoned")
    assert page.url.endswith("/accounts/2fa/webauthn/add/")
