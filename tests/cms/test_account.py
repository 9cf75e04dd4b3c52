"""后台偏好: the name, the language, the look; nothing that is kept elsewhere."""

import pytest

from accounts.models import User
from core.models import AuditEvent

ADDRESS = "/admin/account/"
CHOSEN = {
    "name-name": "新名字",
    "locale-preferred_language": "en",
    "theme-theme": "dark",
    "theme-contrast": "system",
    "theme-density": "default",
}


def test_the_page_asks_for_one_name_and_no_password(client, author):
    client.force_login(author)

    html = client.get(ADDRESS).content.decode()

    fields = ("name-name", "locale-preferred_language", "theme-theme")
    absent = ("first_name", "last_name", "email", "password", "avatar", "time_zone")
    assert [name for name in fields if f'name="{name}"' not in html] == []
    assert [name for name in absent if f"{name}" in html.split("<form", 2)[-1]] == []


def test_choices_are_kept_and_the_name_is_audited(client, author):
    client.force_login(author)

    answer = client.post(ADDRESS, CHOSEN, follow=True)

    author = User.objects.get(pk=author.pk)
    profile = author.wagtail_userprofile
    assert author.name == "新名字"
    assert (profile.preferred_language, profile.theme) == ("en", "dark")
    assert AuditEvent.objects.get(action="person.rename").actor == author
    html = answer.content.decode()
    assert 'lang="en"' in html
    assert "w-theme-dark" in html


def test_an_empty_name_is_refused(client, author):
    client.force_login(author)

    client.post(ADDRESS, CHOSEN | {"name-name": " "})

    assert User.objects.get(pk=author.pk).name == author.name
    assert not AuditEvent.objects.filter(action="person.rename").exists()


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/password_reset/"])
def test_wagtails_own_sign_in_leads_to_ours(client, address):
    assert client.get(address).headers["Location"].startswith("/accounts/")


def test_a_visitor_is_led_to_our_sign_in(client, db):
    assert client.get(ADDRESS, follow=True).redirect_chain[-1][0].startswith("/accounts/login/")
