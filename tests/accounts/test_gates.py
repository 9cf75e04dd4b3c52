import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import BUREAU_ROLES, Consent, PrivacyNotice, Role
from accounts.services.people import enrol_demo_second_factor
from accounts.sign_in.demo import demo_code, demo_secret
from core.errors import PermissionDenied
from core.models import AuditEvent
from tests.factories import UserFactory
from tests.parts.people import person

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def half():
    """A client that has passed the first factor only."""
    return Client()


@pytest.mark.parametrize("path", ["/", "/admin/", "/admin/pages/"])
@pytest.mark.parametrize("role", sorted(BUREAU_ROLES))
def test_bureau_staff_reach_nothing_without_a_second_factor(db, half, role, path):
    half.force_login(person(role), BACKEND)

    seen, posted = half.get(path), half.post(path)

    assert seen.status_code == 302
    assert seen.url == reverse("mfa_index")
    assert posted.status_code == 403


def test_others_are_not_asked(db, half, firm_member):
    half.force_login(firm_member, BACKEND)

    assert half.get("/").status_code == 200


def test_a_registrar_enrols_and_may_go_on(db, half, registrar):
    half.force_login(registrar, BACKEND)
    half.get(reverse("mfa_activate_totp"))
    secret = half.session["mfa.totp.secret"]

    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    half.post(reverse("mfa_activate_totp"), {"code": code})

    assert half.get("/").status_code == 200
    assert AuditEvent.objects.filter(action="person.add_second_factor").count() == 1


def test_an_enrolled_registrar_is_asked_for_a_code(db, half, registrar):
    registrar.is_demo = True
    enrol_demo_second_factor(registrar, demo_secret("registrar"))
    half.force_login(registrar, BACKEND)

    asked = half.get("/")
    half.post(reverse("mfa_reauthenticate"), {"code": demo_code("registrar")})

    assert asked.url == reverse("mfa_reauthenticate") + "?next=%2F"
    assert half.get("/").status_code == 200


def test_known_second_factors_exist_only_in_a_demo(db, settings):
    user = UserFactory(is_demo=True)
    settings.DEMO = False

    with pytest.raises(PermissionDenied):
        enrol_demo_second_factor(user, demo_secret("registrar"))
    with pytest.raises(CommandError):
        call_command("demo_code", "registrar")


def test_wagtails_own_sign_in_leads_to_ours(db, half):
    assert half.get("/admin/login/").url == "/accounts/login/?next=/admin/"
    assert half.get("/admin/password_reset/").url == "/accounts/password/reset/"


def test_the_admin_is_forbidden_to_those_who_are_no_editors(db, client):
    client.force_login(person(Role.FIRM_MEMBER))

    assert client.get("/admin/", follow=True).status_code == 403


def test_a_new_notice_is_asked_before_anything(db, half, firm_member):
    notice = PrivacyNotice.objects.create(version="2", effective_on="2026-01-01", text="正文")
    half.force_login(firm_member, BACKEND)

    asked, posted = half.get("/"), half.post("/")
    agreed = half.post(reverse("person:agree"), {"next": "/"})

    assert asked.url == reverse("person:agree") + "?next=%2F"
    assert posted.status_code == 403
    assert agreed.url == "/"
    assert half.get("/").status_code == 200
    assert Consent.objects.get(user=firm_member).notice == notice


def test_withdrawing_closes_the_account(db, half, firm_member):
    PrivacyNotice.objects.create(version="1", effective_on="2026-01-01", text="正文")
    half.force_login(firm_member, BACKEND)

    half.post(reverse("person:withdraw"))

    firm_member.refresh_from_db()
    assert not firm_member.is_active
    assert not Consent.objects.get(user=firm_member).given
    assert "_auth_user_id" not in half.session


def test_a_person_takes_their_data_along(db, half, firm_member):
    half.force_login(firm_member, BACKEND)

    data = half.get(reverse("person:export")).json()

    assert data["phone"] == firm_member.phone
    assert [held["role"] for held in data["memberships"]] == ["firm_member"]
    assert half.get(reverse("person:profile")).status_code == 200
