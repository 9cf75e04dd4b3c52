"""People come in: by a text message, by mail, and staff by a second factor."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import expect

from accounts.models import User
from cms import site
from core.models import FakeMessage
from tests.e2e.browser import look
from tests.e2e.hands import send

CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
SECRET = re.compile(r"\b[A-Z2-7]{32}\b")


@pytest.fixture(autouse=True)
def _site(transactional_db):
    """The home page to arrive at, and nobody's attempts of before."""
    site.set_up()
    cache.clear()


def sent_code():
    """The code of the last text message, with the fake provider or, before it, among the mails."""
    message = FakeMessage.objects.last()
    return CODE.search(message.text)[0] if message else mailed_code()


def mailed_code():
    return CODE.search(mail.outbox[-1].body)[0]


def enter_code(page, code):
    page.locator("input[name=code]").fill(code)
    send(page.locator("main form button").first)


def sign_up(page, **typed):
    page.locator("input[name=name]").fill("演示甲")
    for name, value in typed.items():
        page.locator(f"input[name={name}]").fill(value)
    page.locator("input[name=agree]").check()
    send(page.locator("main form button").first)


def test_a_person_signs_up_by_text_message(visit):
    page = visit("/accounts/signup/")
    look(page, "sign-up")

    sign_up(page, phone="139 0000 0001")
    look(page, "sign-up-sms")
    enter_code(page, sent_code())

    assert User.objects.get(phone="13900000001").phone_verified
    expect(page.locator(".zh-menu summary").last).to_contain_text("演示甲")
    look(visit("/organisations/mine/"), "sign-up-welcome")


def test_a_person_signs_up_by_mail(visit):
    page = visit("/accounts/signup/")

    sign_up(page, email="a@example.org")
    look(page, "sign-up-mail")
    enter_code(page, mailed_code())

    assert User.objects.get(email="a@example.org").phone is None
    expect(page.locator(".zh-menu summary").last).to_contain_text("演示甲")


def test_a_registrar_acts_only_after_enrolling_a_second_factor(visit, live_server, registrar):
    page = visit("/accounts/login/code/")
    look(page, "sign-in-code")
    page.locator("input[name=phone]").fill(registrar.phone)
    send(page.locator("main form button").first)
    enter_code(page, sent_code())

    visit("/organisations/")
    assert page.url.endswith("/accounts/2fa/")
    expect(page.get_by_text("您的岗位要求二次验证")).to_be_visible()
    look(page, "second-factor-asked")

    page.goto(page.url + "totp/activate/")
    look(page, "second-factor-enrol")
    secret = SECRET.search(page.content())[0]
    enter_code(page, format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    look(page, "second-factor-done")

    visit("/organisations/")
    expect(page).to_have_url(f"{live_server.url}/organisations/")
