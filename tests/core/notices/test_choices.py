"""A person chooses what reaches them, and how."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from core import notices
from core.models import AuditEvent, Delivery, NoticeChoice
from core.notices import choosing
from tests.factories import UserFactory


def test_the_page_shows_and_saves_the_choice(client, db, tell):
    user = UserFactory()
    client.force_login(user)
    url = reverse("core:notice_choices")
    data = {"case.returned-in_app": "now", "case.returned-mail": "digest"}

    assert url in client.get(reverse("core:notices")).content.decode()
    page = client.get(url).content.decode()
    assert page.count("<select") == 3
    assert client.post(url, data | {"case.returned-sms": "off"}).status_code == 302
    tell(user)

    assert [(d.channel, d.status) for d in Delivery.objects.all()] == [("mail", "digest")]
    assert sorted(NoticeChoice.objects.values_list("user", "channel", "mode")) == [
        (user.pk, "mail", "digest"),
        (user.pk, "sms", "off"),
    ]
    assert set(AuditEvent.objects.values_list("action", "actor")) == {
        ("notice_choice.change", user.pk)
    }
    assert '<option value="digest" selected>' in client.get(url).content.decode()


def test_the_same_choice_again_leaves_no_trace(db):
    user = UserFactory()
    wish = {("case.returned", "mail"): "off"}

    choosing.choose(wish, actor=user)
    choosing.choose(wish, actor=user)
    choosing.choose({("case.returned", "mail"): "now"}, actor=user)

    assert AuditEvent.objects.count() == 2
    assert AuditEvent.objects.latest("pk").changes == {"mode": ["off", "now"]}


def test_an_urgent_line_cannot_be_switched_off(client, db):
    notices.register_kind("law", "法定送达", "登记", title="送达", is_urgent=True)
    user = UserFactory()
    client.force_login(user)

    assert "始终显示" in client.get(reverse("core:notice_choices")).content.decode()
    with pytest.raises(ValidationError):
        choosing.choose({("case.returned", "sms"): "off", ("law", "in_app"): "off"}, actor=user)
    assert not NoticeChoice.objects.exists()
    assert not AuditEvent.objects.exists()


def test_only_mail_is_gathered(db):
    with pytest.raises(ValidationError):
        choosing.choose({("case.returned", "sms"): "digest"}, actor=UserFactory())


def test_a_wrong_word_is_shown_and_not_saved(client, db):
    client.force_login(UserFactory())

    answer = client.post(reverse("core:notice_choices"), {"case.returned-sms": "loud"})

    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert not NoticeChoice.objects.exists()


def test_no_removes_what_waits_for_the_summary(db, tell):
    user = UserFactory()
    choosing.choose({("case.returned", "mail"): "digest"}, actor=user)
    tell(user)

    choosing.choose({("case.returned", "mail"): "off"}, actor=user)

    assert Delivery.objects.get(channel="mail").status == "suppressed"
