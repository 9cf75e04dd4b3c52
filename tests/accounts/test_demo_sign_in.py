import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts import demo
from accounts.models import BUREAU_ROLES
from accounts.sign_in.demo import demo_code
from tests.parts.database import starting_from


def _load():
    call_command("load_privacy", verbosity=0)
    demo.load()


_demo = starting_from("people", _load)


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.mark.django_db
@pytest.mark.parametrize("one", [one for one in demo.PEOPLE if one.role in BUREAU_ROLES], ids=str)
def test_demo_staff_sign_in_with_password_and_code(one):
    client = Client()

    client.post(reverse("account_login"), {"login": one.phone, "password": demo.PASSWORD})
    held_back = "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": demo_code(one.role)})

    assert held_back
    assert "_auth_user_id" in client.session
    assert client.get(reverse("person:profile")).status_code == 200
