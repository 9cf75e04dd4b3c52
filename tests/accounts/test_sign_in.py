import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import contacts
from accounts.models import Consent, PrivacyNotice, User
from core.models import AuditEvent, Delivery, FakeMessage
from tests.factories import UserFactory

SIGN_UP = {"name": "演示甲", "agree": "on"}


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def visitor(db):
    return Client()


def sent_code():
    """The code of the last text message."""
    return FakeMessage.objects.latest("pk").text.split()[1][:6]


def mailed_code():
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]


def signed_in(client):
    return "_auth_user_id" in client.session


def test_signs_up_by_text_message(visitor):
    notice = PrivacyNotice.objects.create(version="1", effective_on="2026-01-01", text="正文")

    visitor.post(reverse("account_signup"), {**SIGN_UP, "phone": "+86 139-0000-0001"})
    assert not signed_in(visitor)
    visitor.post(reverse("account_verify_phone"), {"code": sent_code()})

    user = User.objects.get(phone="13900000001")
    assert signed_in(visitor)
    assert user.phone_verified
    assert user.name == "演示甲"
    assert not user.has_usable_password()
    assert Consent.objects.get(user=user).notice == notice
    assert AuditEvent.objects.filter(action="person.sign_up", actor=user).count() == 1


def test_signs_up_by_mail(visitor):
    visitor.post(reverse("account_signup"), {**SIGN_UP, "email": "a@example.org"})
    assert not signed_in(visitor)
    visitor.post(reverse("account_email_verification_sent"), {"code": mailed_code()})

    assert signed_in(visitor)
    assert User.objects.get(email="a@example.org").phone is None
    assert "【转化通】" in mail.outbox[0].subject
    assert "Hello" not in mail.outbox[0].body


@pytest.mark.parametrize(
    "typed", ["13900000001", "139 0000 0001", "+8613900000001", "１３９０００００００１"]
)
def test_signs_in_by_text_message_however_the_number_is_typed(visitor, typed):
    UserFactory(phone="13900000001")

    visitor.post(reverse("account_request_login_code"), {"phone": typed})
    visitor.post(reverse("account_confirm_login_code"), {"code": sent_code()})

    assert signed_in(visitor)


def test_signs_in_by_mail(visitor):
    user = UserFactory(email="a@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)

    visitor.post(reverse("account_request_login_code"), {"email": "A@example.org"})
    visitor.post(reverse("account_confirm_login_code"), {"code": mailed_code()})

    assert visitor.session["_auth_user_id"] == str(user.pk)


def test_a_text_that_did_not_go_out_is_said_and_its_code_not_logged(visitor, settings, caplog):
    UserFactory(phone="13900000001")
    settings.SMS_PROVIDER = ""

    response = visitor.post(
        reverse("account_request_login_code"), {"phone": "13900000001"}, follow=True
    )
    unknown = Client().post(
        reverse("account_request_login_code"), {"phone": "13900000002"}, follow=True
    )

    assert "短信没有发出" in response.content.decode()
    assert "短信没有发出" in unknown.content.decode()
    assert not re.search(r"\b\d{6}\b", caplog.text)
    assert list(Delivery.objects.values_list("purpose", "address", "status").order_by("pk")) == [
        ("signin", "139****0001", "failed"),
        ("unknown_account", "139****0002", "failed"),
    ]


def test_the_address_book_knows_proved_addresses_only(db):
    user = UserFactory(phone="13900000001", phone_verified=False, email="a@example.org")
    unproved = contacts.verified(user)

    user.phone_verified = True
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)

    assert unproved.addresses == {}
    assert contacts.verified(user).addresses == {"sms": "13900000001", "mail": "a@example.org"}


def test_the_demo_says_where_codes_are(visitor, settings):
    shown = visitor.get(reverse("account_login")).content.decode()

    settings.DEMO = False
    hidden = visitor.get(reverse("account_login")).content.decode()

    assert 'href="/dev/outbox/"' in shown
    assert "/dev/outbox/" not in hidden


def test_agreement_is_required(visitor):
    response = visitor.post(reverse("account_signup"), {"name": "甲", "phone": "13900000001"})

    assert "须先阅读并同意隐私政策" in response.content.decode()
    assert not User.objects.exists()


def test_three_wrong_codes_end_the_sign_in(visitor):
    UserFactory(phone="13900000001")
    visitor.post(reverse("account_request_login_code"), {"phone": "13900000001"})
    code = sent_code()

    for _try in range(3):
        visitor.post(reverse("account_confirm_login_code"), {"code": "x"})
    visitor.post(reverse("account_confirm_login_code"), {"code": code})

    assert not signed_in(visitor)


def test_a_code_expires_after_five_minutes(visitor, time_machine):
    UserFactory(phone="13900000001")
    visitor.post(reverse("account_request_login_code"), {"phone": "13900000001"})
    code = sent_code()

    time_machine.move_to(timezone.now() + timedelta(seconds=301))
    visitor.post(reverse("account_confirm_login_code"), {"code": code})

    assert not signed_in(visitor)


def test_known_and_unknown_numbers_answer_alike(visitor):
    UserFactory(phone="13900000001")

    known = visitor.post(reverse("account_request_login_code"), {"phone": "13900000001"})
    unknown = Client().post(reverse("account_request_login_code"), {"phone": "13900000002"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert not re.search(r"\d{6}", FakeMessage.objects.latest("pk").text)


def test_signing_up_with_a_taken_number_looks_like_any_other(visitor):
    UserFactory(phone="13900000001")

    taken = visitor.post(reverse("account_signup"), {**SIGN_UP, "phone": "13900000001"})
    free = Client(REMOTE_ADDR="127.0.0.2").post(
        reverse("account_signup"), {**SIGN_UP, "phone": "13900000002"}
    )

    assert (taken.status_code, taken.url) == (free.status_code, free.url)
    assert User.objects.filter(phone="13900000001").count() == 1


def test_a_second_code_within_half_a_minute_is_refused(visitor):
    UserFactory(phone="13900000001")
    visitor.post(reverse("account_request_login_code"), {"phone": "13900000001"})

    Client().post(reverse("account_request_login_code"), {"phone": "13900000001"})

    assert FakeMessage.objects.count() == 1


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_pages_are_ours_and_chinese(visitor, name):
    page = visitor.get(reverse(name)).content.decode()

    assert "zh-top" in page
    assert 'lang="zh-Hans"' in page
    assert "<b>转化通</b>" in page
    assert "Sign In" not in page


def test_a_closed_account_keeps_its_number_and_is_not_let_in(visitor):
    UserFactory(phone="13900000001", is_active=False)

    visitor.post(reverse("account_request_login_code"), {"phone": "13900000001"})
    answer = visitor.post(reverse("account_confirm_login_code"), {"code": sent_code()})
    again = Client(REMOTE_ADDR="127.0.0.2").post(
        reverse("account_signup"), {**SIGN_UP, "phone": "13900000001"}
    )

    assert answer.url == reverse("account_inactive")
    assert not signed_in(visitor)
    assert again.status_code == 302
    assert User.objects.count() == 1


def test_a_strangers_number_leaves_nothing_for_its_owner_to_find(visitor):
    PrivacyNotice.objects.create(version="1", effective_on="2026-01-01", text="正文")

    visitor.post(reverse("account_signup"), {**SIGN_UP, "phone": "13900000001"})
    visitor.post(reverse("account_verify_phone"), {"code": "000000"})
    visitor.post(reverse("account_signup"), {**SIGN_UP, "email": "a@example.org"})
    Client().post(reverse("person:enter"), {"phone": "13900000002", "agree": "on"})

    assert not User.objects.exists()
    assert not Consent.objects.exists()
    assert not EmailAddress.objects.exists()


def test_known_and_new_numbers_look_alike_at_the_door(visitor):
    UserFactory(phone="13900000001")
    known, new = (
        Client().post(reverse("person:enter"), {"phone": f"1390000000{number}", "agree": "on"})
        for number in (1, 2)
    )

    assert known.status_code == new.status_code == 302
    assert known.url == new.url == reverse("account_verify_phone")


def test_who_typed_a_number_and_never_proved_it_loses_it_to_its_owner(visitor):
    squatter = UserFactory(phone="13900000001", phone_verified=False, name="占位者")

    visitor.post(reverse("account_signup"), {**SIGN_UP, "phone": "13900000001"})
    visitor.post(reverse("account_verify_phone"), {"code": sent_code()})

    owner = User.objects.get(phone="13900000001")
    squatter.refresh_from_db()
    assert (owner.name, owner.phone_verified) == ("演示甲", True)
    assert visitor.session["_auth_user_id"] == str(owner.pk)
    assert squatter.phone is None


def test_three_wrong_codes_end_a_sign_up(visitor):
    visitor.post(reverse("account_signup"), {**SIGN_UP, "phone": "13900000001"})
    code = sent_code()

    for _try in range(3):
        visitor.post(reverse("account_verify_phone"), {"code": "x"})
    visitor.post(reverse("account_verify_phone"), {"code": code})

    assert not signed_in(visitor)
    assert not User.objects.exists()
