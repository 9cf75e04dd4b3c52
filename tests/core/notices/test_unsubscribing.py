"""A link in a mail switches off its kind, without signing in."""

from email import message_from_bytes

from django.core import mail
from django.test import Client
from django.urls import reverse

from core import outbox
from core.models import AuditEvent, Delivery, NoticeChoice
from core.notices import choosing, digests, unsubscribing
from tests.factories import UserFactory


def page(user, kind="case.returned"):
    return reverse("core:unsubscribe", args=[unsubscribing.token(user.pk, kind, "mail")])


def choices():
    return list(NoticeChoice.objects.values_list("user", "kind", "channel", "mode"))


def test_the_mail_bears_the_link(db, settings, tell):
    settings.SITE_URL = "https://city.example"
    user = UserFactory()

    tell(user)
    outbox.drain("notices")

    (sent,) = mail.outbox
    link = f"https://city.example{page(user)}"
    wire = message_from_bytes(sent.message().as_bytes())
    assert wire["List-Unsubscribe"].strip() == f"<{link}>"
    assert wire["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in sent.body
    assert link in sent.alternatives[0][0]


def test_reading_asks_and_posting_acts(client, db, tell):
    user = UserFactory()

    asked = client.get(page(user)).content.decode()
    assert "不再通过邮件接收“退回补正”？" in asked
    assert choices() == []

    done = client.post(page(user))
    assert done.status_code == 200
    assert "“退回补正”不再通过邮件发给您。" in done.content.decode()
    assert choices() == [(user.pk, "case.returned", "mail", "off")]
    event = AuditEvent.objects.get()
    assert (event.action, event.actor) == ("notice_choice.unsubscribe", user)
    tell(user)
    assert not Delivery.objects.filter(channel="mail").exists()


def test_a_mail_program_posts_without_our_cookie_and_may_repeat(db):
    user = UserFactory()
    strict = Client(enforce_csrf_checks=True)

    answers = [
        strict.post(page(user), {"List-Unsubscribe": "One-Click"}).status_code for _ in range(2)
    ]

    assert answers == [200, 200]
    assert AuditEvent.objects.count() == 1


def test_the_link_acts_for_its_person_whoever_is_signed_in(client, db):
    user, other = UserFactory(), UserFactory()
    client.force_login(other)

    client.post(page(user))

    assert choices() == [(user.pk, "case.returned", "mail", "off")]


def test_the_summary_s_link_ends_the_summary(client, db, tell):
    user = UserFactory()
    choosing.choose({("case.returned", "mail"): "digest"}, actor=user)
    tell(user)

    assert "每日汇总" in client.post(page(user, "digest")).content.decode()

    assert choices() == [(user.pk, "case.returned", "mail", "off")]
    assert digests.send_digests() == 0


def test_a_forged_or_stale_link_is_not_found(client, db):
    user = UserFactory()
    good = page(user)

    assert client.post(good[:-3] + "xx/").status_code == 404
    assert client.post(page(user, "gone")).status_code == 404
    assert choices() == []
    user.delete()
    assert client.get(good).status_code == 404
