"""A person changes the phone or the e-mail address that they sign in by."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from core.models import AuditEvent, Delivery, FakeMessage
from tests.factories import UserFactory

PHONE, VERIFY = "account_change_phone", "account_verify_phone"
EMAIL, VERIFY_EMAIL = "account_email", "account_email_verification_sent"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def person(client, db):
    user = UserFactory(phone="13900000001", email="old@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.force_login(user)
    return user


def texted(phone):
    """The code of the last text to ``phone``."""
    text = FakeMessage.objects.filter(address=phone).latest("pk").text
    return re.search(r"\d{6}", text)[0]


def mailed():
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]


def actions(user):
    return list(AuditEvent.objects.filter(actor=user).values_list("action", flat=True))


def test_a_new_number_counts_once_its_code_is_given(
    client, person, django_capture_on_commit_callbacks
):
    client.post(reverse(PHONE), {"phone": "139 0000 0002"})
    person.refresh_from_db()
    before = person.phone
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse(VERIFY), {"code": texted("13900000002")})

    person.refresh_from_db()
    event = AuditEvent.objects.get(action="person.change_phone")
    assert before == "13900000001"
    assert (person.phone, person.phone_verified) == ("13900000002", True)
    assert event.actor == person
    assert (
        "改用另一手机号码" in FakeMessage.objects.filter(address="13900000001").latest("pk").text
    )
    assert Delivery.objects.filter(purpose="phone_changed", address="139****0001").exists()


def test_a_wrong_code_changes_nothing(client, person):
    client.post(reverse(PHONE), {"phone": "13900000002"})

    page = client.post(reverse(VERIFY), {"code": "000000"})

    person.refresh_from_db()
    assert "验证码不正确" in page.content.decode()
    assert person.phone == "13900000001"
    assert actions(person) == []


def test_the_number_of_another_is_refused_though_its_code_is_right(client, person):
    """Who holds both phones learns it; who does not learns nothing."""
    UserFactory(phone="13900000002")
    client.post(reverse(PHONE), {"phone": "13900000002"})

    page = client.post(reverse(VERIFY), {"code": texted("13900000002")})

    person.refresh_from_db()
    assert "此手机号码已用于另一个账号" in page.content.decode()
    assert person.phone == "13900000001"
    assert actions(person) == []


def test_the_number_of_a_closed_account_is_refused_too(client, person):
    UserFactory(phone="13900000002", is_active=False)
    client.post(reverse(PHONE), {"phone": "13900000002"})

    page = client.post(reverse(VERIFY), {"code": texted("13900000002")})

    person.refresh_from_db()
    assert "此手机号码已用于另一个账号" in page.content.decode()
    assert person.phone == "13900000001"


def test_a_new_address_counts_once_its_code_is_given_and_the_old_one_is_told(client, person):
    client.post(reverse(EMAIL), {"email": "new@example.org", "action_add": ""})
    person.refresh_from_db()
    before = person.email
    client.post(reverse(VERIFY_EMAIL), {"code": mailed()})

    person.refresh_from_db()
    last = mail.outbox[-1]
    assert before == "old@example.org"
    assert person.email == "new@example.org"
    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["new@example.org"]
    assert last.to == ["old@example.org"]
    assert "new@example.org" in last.body
    assert "邮箱已更换" in last.subject
    assert actions(person) == ["person.verify_email"]


def test_a_change_of_address_can_be_left(client, person):
    client.post(reverse(EMAIL), {"email": "new@example.org", "action_add": ""})
    client.post(reverse(EMAIL), {"email": "new@example.org", "action_remove": ""})

    person.refresh_from_db()
    assert person.email == "old@example.org"
    assert "等待验证" not in client.get(reverse(EMAIL)).content.decode()


def test_a_person_without_a_phone_adds_one(client, db):
    user = UserFactory(phone=None, phone_verified=False)
    client.force_login(user)

    page = client.get(reverse(PHONE)).content.decode()
    client.post(reverse(PHONE), {"phone": "13900000003"})
    client.post(reverse(VERIFY), {"code": texted("13900000003")})

    user.refresh_from_db()
    assert "填写手机号码" in page
    assert (user.phone, user.phone_verified) == ("13900000003", True)
