import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.middleware import ALWAYS
from accounts.models import BUREAU_ROLES, Consent, PrivacyNotice, Role
from accounts.services.people import enrol_demo_second_factor
from accounts.sign_in.demo import demo_code, demo_secret
from core.errors import PermissionDenied
from core.models import AuditEvent
from tests.factories import UserFactory
from tests.parts.people import person
from tests.test_permissions import every_url

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


def test_a_registrar_is_refused_on_every_page_before_enrolling(half, registrar):
    """Every address without arguments that the site knows, but for the gate's own."""
    half.force_login(registrar, BACKEND)
    pages = {
        "/" + path
        for path, name in every_url()
        if not re.search(r"[<(\\^]", path)
        and not (name or "").startswith("mfa_")
        and name not in ALWAYS | {"javascript-catalog"}
    }

    let_in = {path for path in pages if half.get(path).status_code not in {302, 403, 405}}
    elsewhere = {
        path
        for path in pages
        if (answer := half.get(path)).status_code == 302 and answer.url != reverse("mfa_index")
    }

    assert {"/desk/organisations/", "/desk/roles/", "/admin/", "/admin/pages/"} <= pages
    assert (let_in, elsewhere) == (set(), set())


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


def test_enrolling_leads_past_the_recovery_codes_to_the_page_asked_for(half, registrar):
    registrar.set_password("a-long-enough-password")
    registrar.save()
    half.force_login(registrar, BACKEND)
    half.get("/organisations/?q=1")
    half.post(reverse("account_reauthenticate"), {"password": "a-long-enough-password"})
    half.get(reverse("mfa_activate_totp"))

    code = format_hotp_value(hotp_value(half.session["mfa.totp.secret"], int(time.time()) // 30))
    enrolled = half.post(reverse("mfa_activate_totp"), {"code": code})
    codes = half.get(enrolled.url)

    assert enrolled.url == reverse("mfa_view_recovery_codes")
    assert codes.status_code == 200  # asks for no second code, which would be a replay
    assert 'href="/organisations/?q=1"' in codes.content.decode()
    assert len(re.findall(r"<li>\d{8}</li>", codes.content.decode())) == 10


def test_who_has_a_factor_shows_it_before_adding_another(half, registrar):
    """Else a stolen session of the first factor could enrol a key of its own."""
    TOTP.activate(registrar, "JBSWY3DPEHPK3PXP")
    half.force_login(registrar, BACKEND)

    for name in ("mfa_index", "mfa_add_webauthn", "mfa_deactivate_totp"):
        assert half.get(reverse(name)).url.startswith(reverse("mfa_reauthenticate"))


def test_the_last_second_factor_of_staff_stays(client, registrar):
    client.force_login(registrar)
    key = Authenticator.objects.create(
        user=registrar, type="webauthn", data={"name": "演示", "credential": {}}
    )

    seen = client.get(reverse("mfa_remove_webauthn", args=[key.pk]), follow=False)
    posted = client.post(reverse("mfa_remove_webauthn", args=[key.pk]))

    assert seen.url == reverse("mfa_list_webauthn")
    assert posted.status_code == 409
    assert Authenticator.objects.filter(pk=key.pk).exists()
    assert not AuditEvent.objects.filter(action="person.remove_second_factor").exists()


def test_others_may_remove_their_last_one(client, firm_member):
    client.force_login(firm_member)
    key = Authenticator.objects.create(
        user=firm_member, type="webauthn", data={"name": "演示", "credential": {}}
    )

    client.post(reverse("mfa_remove_webauthn", args=[key.pk]))

    assert not Authenticator.objects.exists()
    assert AuditEvent.objects.filter(action="person.remove_second_factor").count() == 1


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
