"""Pages of one's own account that allauth draws within ours."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.services.people import enrol_demo_second_factor
from accounts.sign_in.demo import demo_secret
from core import registry
from core.models import AuditEvent
from tests.factories import UserFactory


@pytest.fixture
def person(client, db):
    cache.clear()
    user = UserFactory(phone="13900000001")
    user.set_password("a-long-enough-password")
    user.save()
    client.post(
        reverse("account_login"), {"login": user.phone, "password": "a-long-enough-password"}
    )
    return user


@pytest.mark.usefixtures("person")
def test_the_menu_leads_to_ones_own_pages(client):
    menu = client.get(reverse("person:profile")).content.decode().partition("zh-menu")[2]

    for name in ("person:profile", "mfa_index", "core:notices"):
        assert f'href="{reverse(name)}"' in menu


@pytest.mark.usefixtures("person")
def test_sessions_are_listed_and_others_can_be_ended(client, person):
    other = Client(HTTP_USER_AGENT="Anderer Browser")
    other.post(
        reverse("account_login"), {"login": person.phone, "password": "a-long-enough-password"}
    )

    listed = client.get(reverse("usersessions_list")).content.decode()
    client.post(reverse("usersessions_list"))

    assert "Anderer Browser" in listed
    assert other.get(reverse("person:profile")).status_code == 302
    assert client.get(reverse("person:profile")).status_code == 200


def test_the_form_of_a_new_organisation_opens(client):
    client.force_login(UserFactory(phone="13900000704", phone_verified=True))

    assert client.get(reverse("accounts:found")).status_code == 200


def test_recovery_codes_are_made_and_shown(client, registrar):
    registrar.is_demo = True
    client.force_login(registrar)
    enrol_demo_second_factor(registrar, demo_secret("registrar"))

    client.post(reverse("mfa_generate_recovery_codes"))
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()

    assert len(set(re.findall(r"\b[0-9a-f]{4,5}-?[0-9a-f]{4,5}\b|\b\d{8}\b", page))) >= 10


def test_too_many_requests_get_our_page(db, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    cache.clear()
    for _try in range(3):
        response = client.post(reverse("account_login"))

    assert response.status_code == 429
    assert "操作太频繁" in response.content.decode()
    assert "zh-top" in response.content.decode()


@pytest.mark.usefixtures("person")
def test_acts_on_accounts_have_labels(client, person):
    client.post(
        reverse("account_change_password"),
        {
            "oldpassword": "a-long-enough-password",
            "password1": "x8-Qlpw-44",
            "password2": "x8-Qlpw-44",
        },
    )

    event = AuditEvent.objects.get(action="person.change_password", actor=person)
    assert str(registry.action_label(event.action)) == "修改密码"


@pytest.mark.parametrize("address", ["/enter/", "/accounts/login/", "/accounts/signup/"])
def test_pages_before_the_door_bear_the_installations_name(client, db, settings, address):
    page = client.get(address).content.decode()

    assert f"<b>{settings.SITE_NAME}</b>" in page
    assert settings.BUREAU_NAME in page
    assert "testserver" not in page.partition("<main")[0]
