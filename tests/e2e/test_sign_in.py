"""People sign in again: by a code, by password and second factor; and look after their account."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import expect

from cms import site
from core.models import FakeMessage
from tests.e2e.browser import look
from tests.e2e.hands import send

PASSWORD = "a-long-enough-password"
SECRET = "JBSWY3DPEHPK3PXP"
CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")


@pytest.fixture(autouse=True)
def _site(transactional_db):
    site.set_up()
    cache.clear()


def texted():
    return CODE.search(FakeMessage.objects.latest("pk").text)[0]


def press(page, name):
    send(page.get_by_role("button", name=name, exact=True))


def give(page, code):
    page.locator("input[name=code]").fill(code)
    send(page.locator("main form button").first)


def ask_for_a_code(page, phone):
    page.locator("#code_phone").fill(phone)
    press(page, "获取短信验证码")


def sign_in_by_password(page, user):
    user.set_password(PASSWORD)
    user.save()
    page.get_by_text("用密码登录").click()
    page.locator("input[name=login]").fill(user.phone)
    page.locator("input[name=password]").fill(PASSWORD)
    press(page, "登录")


def signed_in(page):
    return page.locator(".zh-menu form[action$='/accounts/logout/']").count() == 1


def test_a_wrong_code_is_said_and_the_right_one_lets_in(visit, firm_member):
    page = visit("/accounts/login/")
    ask_for_a_code(page, firm_member.phone)
    look(page, "code-asked")

    give(page, "000000")
    expect(page.get_by_text("验证码不正确").first).to_be_visible()
    look(page, "code-wrong")
    give(page, texted())

    assert signed_in(page)


def test_an_expired_code_leads_back_to_the_sign_in(visit, firm_member, settings):
    page = visit("/accounts/login/")
    ask_for_a_code(page, firm_member.phone)
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = -1

    give(page, texted())

    assert not signed_in(page)
    expect(page.get_by_text("验证码已失效，请重新获取。")).to_be_visible()
    look(page, "code-expired")


def test_a_registrar_signs_in_by_password_and_authenticator(visit, registrar, live_server):
    TOTP.activate(registrar, SECRET)
    page = visit("/accounts/login/?next=/organisations/")
    sign_in_by_password(page, registrar)
    look(page, "totp-asked")

    give(page, "000000")
    expect(page.get_by_text("验证码不正确").first).to_be_visible()
    look(page, "totp-wrong")
    give(page, format_hotp_value(hotp_value(SECRET, int(time.time()) // 30)))

    expect(page).to_have_url(live_server.url + "/organisations/")


def test_a_recovery_code_stands_in_for_the_phone_once(visit, registrar, live_server):
    TOTP.activate(registrar, SECRET)
    code = RecoveryCodes.activate(registrar).get_unused_codes()[0]
    page = visit("/accounts/login/")
    sign_in_by_password(page, registrar)
    give(page, code)
    assert signed_in(page)
    visit("/organisations/")
    expect(page).to_have_url(live_server.url + "/organisations/")

    page.context.clear_cookies()
    page = visit("/accounts/login/")
    sign_in_by_password(page, registrar)
    give(page, code)

    expect(page.get_by_text("验证码不正确").first).to_be_visible()
    assert not signed_in(page)


def test_other_devices_are_listed_and_signed_out(visit, browser, live_server, firm_member):
    other = browser.new_context(
        user_agent="Mozilla/5.0 (Windows NT 10.0) Firefox/130.0"
    ).new_page()
    other.goto(live_server.url + "/accounts/login/")
    sign_in_by_password(other, firm_member)
    page = visit("/accounts/login/")
    page.get_by_text("用密码登录").click()
    page.locator("input[name=login]").fill(firm_member.phone)
    page.locator("input[name=password]").fill(PASSWORD)
    press(page, "登录")

    page = visit("/accounts/sessions/")
    expect(page.get_by_text("Firefox · Windows")).to_be_visible()
    expect(page.get_by_text("本机")).to_be_visible()
    look(page, "devices")
    press(page, "退出其他设备")
    expect(page.get_by_text("Firefox · Windows")).to_have_count(0)
    look(page, "devices-ended")
    other.goto(live_server.url + "/me/")

    assert "/accounts/login/" in other.url
    assert signed_in(visit("/me/"))


def test_a_second_code_within_half_a_minute_is_refused_in_the_form(visit, firm_member):
    page = visit("/accounts/login/")
    ask_for_a_code(page, firm_member.phone)
    page.context.clear_cookies()

    page = visit("/accounts/login/")
    ask_for_a_code(page, firm_member.phone)

    expect(page.get_by_text("次数太多，请稍后再试。").first).to_be_visible()
    look(page, "code-too-soon")


def test_too_many_tries_are_refused_on_a_page_of_ours(visit, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    for _try in range(2):
        page = visit("/accounts/login/")
        page.get_by_text("用密码登录").click()
        page.locator("input[name=login]").fill("13900000009")
        page.locator("input[name=password]").fill("wrong")
        with page.expect_response("**/accounts/login/") as answer:
            press(page, "登录")

    assert answer.value.status == 429
    expect(page.locator("h1")).to_have_text("操作太频繁")
    look(page, "too-many")


def test_a_person_changes_the_phone(visit, sign_in, firm_member):
    old = firm_member.phone
    sign_in(firm_member)
    page = visit("/me/")
    look(page, "me")
    page.get_by_role("link", name="更换手机号码").click()
    page.get_by_label("新手机号码").fill("139 0000 0002")
    look(page, "phone-change")
    press(page, "获取验证码")
    look(page, "phone-code")
    give(page, CODE.search(FakeMessage.objects.get(address="13900000002").text)[0])

    firm_member.refresh_from_db()
    assert firm_member.phone == "13900000002"
    expect(page.get_by_text("13900000002 已验证")).to_be_visible()
    assert FakeMessage.objects.filter(address=old).exists()
    look(page, "phone-changed")


def test_a_person_changes_the_mail_address(visit, sign_in, firm_member):
    firm_member.email = "old@example.org"
    firm_member.save()
    EmailAddress.objects.create(
        user=firm_member, email="old@example.org", verified=True, primary=True
    )
    sign_in(firm_member)
    page = visit("/accounts/email/")
    page.get_by_label("新邮箱").fill("new@example.org")
    press(page, "获取验证码")
    look(page, "mail-code")
    visit("/accounts/email/")
    look(page, "mail-waiting")
    visit("/accounts/confirm-email/")
    give(page, CODE.search(mail.outbox[-1].body)[0])

    firm_member.refresh_from_db()
    assert firm_member.email == "new@example.org"
    look(page, "mail-changed")


def test_the_pages_of_codes_in_english(visit, page, context, live_server, firm_member):
    TOTP.activate(firm_member, SECRET)
    page = visit("/en/accounts/login/")
    look(page, "en-login")
    page.locator("#code_phone").fill(firm_member.phone)
    send(page.locator("main form button").first)
    look(page, "en-code")
    give(page, "000000")
    look(page, "en-code-wrong")
    give(page, texted())
    look(page, "en-second-factor")
    give(page, format_hotp_value(hotp_value(SECRET, int(time.time()) // 30)))

    for name, path in (
        ("me", "/en/me/"),
        ("phone", "/en/accounts/phone/change/"),
        ("mail", "/en/accounts/email/"),
        ("factors", "/en/accounts/2fa/"),
        ("devices", "/en/accounts/sessions/"),
        ("linked", "/en/accounts/3rdparty/"),
    ):
        page = visit(path)
        expect(page).to_have_url(live_server.url + path)
        look(page, f"en-{name}")
