"""allauth's pages say what ours say, in both languages, and nothing of its own."""

import re
from html import unescape
from pathlib import Path

import allauth
import polib
import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.factories import UserFactory

OURS = settings.ROOT / "locale/zh_Hans/LC_MESSAGES/django.po"
THEIRS = Path(allauth.__file__).parent / "locale/zh_Hans/LC_MESSAGES/django.po"
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
# Words that this house does not use: each has another in docs/glossary.md.
NOT_OURS = re.compile(
    r"双因素|两步|登出|注销其他|代码|电子邮件|[Ee]mail|帐号|帐户|账户|认证器|令牌"
)
NOT_OURS_IN_ENGLISH = re.compile(
    r"[Tt]wo-[Ff]actor|Security [Kk]ey|Authenticator App|Recovery Codes|Verification Code"
)
ENGLISH = re.compile(r"[A-Za-z]{2,}[ ,]+[A-Za-z]{2,}")
CHINESE = re.compile(r"[\u4e00-\u9fff]+")

ENTRANCE = [
    "account_login",
    "account_signup",
    "account_inactive",
    "account_request_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
]
OWN = [
    "person:profile",
    "account_logout",
    "account_email",
    "account_change_phone",
    "account_change_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate",
    "mfa_generate_recovery_codes",
    "socialaccount_connections",
    "usersessions_list",
]


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def person(client, db):
    user = UserFactory(name="甲某", phone="13900000001", email="a@example.org")
    user.set_password("a-long-enough-password")
    user.save()
    client.force_login(user)
    return user


def said(response):
    """The words of the page's main part, and its title; names of products are not words."""
    page = response.content.decode()
    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1]
    main = page.partition("<main")[2].partition("</main>")[0]
    main = re.sub(r"<script.*?</script>", "", main, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", f"{title} {main}")).split())


def holds(text, language):
    if language == "en":
        for name in (settings.SITE_NAME, "甲某", *dict(settings.LANGUAGES).values()):
            text = text.replace(name, "")
        assert CHINESE.findall(text) == []
        assert NOT_OURS_IN_ENGLISH.findall(text) == []
    else:
        assert NOT_OURS.findall(text) == []
        assert ENGLISH.findall(text) == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", ENTRANCE)
def test_a_page_before_the_sign_in_speaks_our_words(db, name, language):
    with translation.override(language):
        response = Client().get(reverse(name))

    assert "zh-top" in response.content.decode()
    holds(said(response), language)


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", OWN)
def test_a_page_of_ones_own_speaks_our_words(client, person, name, language):
    if name in {"mfa_reauthenticate", "mfa_generate_recovery_codes"}:
        TOTP.activate(person, "JBSWY3DPEHPK3PXP")

    with translation.override(language):
        response = client.get(reverse(name))

    assert response.status_code == 200
    assert "zh-top" in response.content.decode()
    assert "style=" not in response.content.decode()
    holds(said(response), language)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_of_a_second_factor_speak_our_words(client, person, language):
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(person)
    with translation.override(language):
        stage = Client()
        stage.post(
            reverse("account_login"), {"login": person.phone, "password": "a-long-enough-password"}
        )
        pages = [
            stage.get(reverse("mfa_authenticate")),
            client.get(reverse("mfa_index")),
            client.get(reverse("mfa_deactivate_totp")),
            client.get(reverse("mfa_view_recovery_codes")),
            client.get(reverse("mfa_view_recovery_codes")),
        ]

    for page in pages:
        assert page.status_code == 200
        holds(said(page), language)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("typed", [{"phone": "13900000002"}, {"email": "b@example.org"}])
def test_the_pages_of_a_code_and_its_refusal_speak_our_words(db, typed, language):
    visitor = Client()
    with translation.override(language):
        asked = visitor.post(
            reverse("account_signup"), {"name": "甲某", "agree": "on", **typed}, follow=True
        )
        wrong = visitor.post(asked.request["PATH_INFO"], {"code": "000000"})

    for page in (asked, wrong):
        assert page.status_code == 200
        holds(said(page).replace("b@example.org", ""), language)


def test_our_catalogue_stands_before_theirs_and_fits_it():
    theirs = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(THEIRS))}

    with translation.override("zh-hans"):
        assert translation.gettext("Two-Factor Authentication") == "二次验证"
    shared = [entry for entry in polib.pofile(str(OURS)) if (entry.msgctxt, entry.msgid) in theirs]
    assert len(shared) > 190  # the catalogue holds Wagtail's texts as well
    for entry in shared:
        texts = [entry.msgstr, *entry.msgstr_plural.values()]
        for text in filter(None, texts):
            assert NOT_OURS.findall(PLACE.sub("", text)) == []
            assert set(PLACE.findall(text)) <= set(PLACE.findall(entry.msgid))
