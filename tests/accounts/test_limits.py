"""How often one may knock: a campus behind one address comes in, one number is not flooded."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core.models import Delivery, FakeMessage
from core.notices import ChannelError, send_code

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def test_a_code_asked_for_nobody_names_what_is_missing(client):
    answer = client.post(reverse("account_request_login_code"), {"phone": "", "email": ""})

    assert answer.status_code == 200
    assert "请填写手机号码或邮箱" in answer.content.decode()


def test_fifty_new_people_at_a_fair_come_in_by_one_address():
    codes = [
        Client().post(reverse("person:enter"), {"phone": f"139000010{number:02}", "agree": "on"})
        for number in range(50)
    ]

    assert {answer.status_code for answer in codes} == {302}
    assert FakeMessage.objects.count() == 50


def test_too_many_at_one_address_are_told_when_to_try_again(settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/m/ip", "verify_phone": "1/m/ip"}
    answers = [
        Client().post(reverse("person:enter"), {"phone": f"1390000200{number}", "agree": "on"})
        for number in range(2)
    ]

    assert answers[1].status_code == 429
    assert 1 <= int(answers[1]["Retry-After"]) <= 60
    assert not User.objects.filter(phone="13900002001").exists()


def test_the_installation_sends_so_many_an_hour(settings):
    settings.MESSAGES_PER_HOUR = {"sms": 2}
    for number in range(2):
        send_code("sms", f"1390000300{number}", "123456", "signin")

    with pytest.raises(ChannelError, match="每小时"):
        send_code("sms", "13900003009", "123456", "signin")

    assert FakeMessage.objects.count() == 2
    assert list(Delivery.objects.values_list("status", flat=True).order_by("pk")) == [
        "sent",
        "sent",
        "failed",
    ]


def test_one_number_gets_so_many_codes_a_day():
    for _time in range(20):
        send_code("sms", "13900003000", "123456", "signin")

    with pytest.raises(ChannelError, match="今日"):
        send_code("sms", "13900003000", "123456", "signin")
