"""Telling people: in the act's transaction, once each, and what became of it."""

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse

from core import checks, notices, outbox
from core.models import Delivery, FakeMessage, Notice, NoticeChoice, OutboxMessage
from core.notices import channels
from core.notices.message import ChannelError
from tests.factories import UserFactory

Status = Delivery.Status


def statuses():
    return sorted(Delivery.objects.values_list("channel", "status"))


def test_a_notice_goes_to_list_mail_and_phone(db, tell):
    user = UserFactory()

    tell(user)
    outbox.drain("notices")

    notice = Notice.objects.get()
    assert (notice.title, notice.body) == ("示例合同被退回", "请在5天内补正。")
    assert statuses() == [("mail", "sent"), ("sms", "sent")]
    assert FakeMessage.objects.get().address == user.phone
    assert mail.outbox[0].to == [f"u{user.pk}@example.com"]
    assert mail.outbox[0].alternatives[0][1] == "text/html"
    assert user.phone not in set(Delivery.objects.values_list("address", flat=True))


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_tells_nobody(tell):
    user = UserFactory()

    with transaction.atomic():
        tell(user)
        transaction.set_rollback(True)

    assert not Notice.objects.exists()
    assert not OutboxMessage.objects.exists()
    with pytest.raises(RuntimeError):
        tell(user)


def test_one_failure_holds_up_no_other(db, monkeypatch, tell):
    first, second = UserFactory(), UserFactory()

    def send(message):
        if message.address == first.phone:
            raise ChannelError("超时")
        return "7"

    monkeypatch.setitem(channels._providers, "fake", channels.Provider(send))
    tell(first, second)
    drained = outbox.drain("notices")

    assert (drained.carried, drained.postponed) == (3, 1)
    assert statuses() == [
        ("mail", "sent"),
        ("mail", "sent"),
        ("sms", "postponed"),
        ("sms", "sent"),
    ]


def test_a_worker_killed_after_sending_repeats_with_the_same_key(db, monkeypatch, tell):
    keys = []

    def send(message):
        keys.append(message.key)
        if len(keys) == 1:
            raise KeyboardInterrupt
        return "7"

    monkeypatch.setitem(channels._providers, "fake", channels.Provider(send))
    tell(UserFactory())
    with pytest.raises(KeyboardInterrupt):
        outbox.drain("notices")
    Delivery.objects.update(claimed_until=None)
    outbox.drain("notices")

    assert keys[0] == keys[1]
    assert statuses() == [("mail", "sent"), ("sms", "sent")]


def test_a_final_refusal_is_not_tried_again(db, monkeypatch, tell):
    def send(message):
        raise ChannelError("模板未审核", is_final=True)

    monkeypatch.setitem(channels._providers, "fake", channels.Provider(send))
    tell(UserFactory())
    outbox.drain("notices")

    assert Delivery.objects.get(channel="sms").error == "模板未审核"
    assert not OutboxMessage.objects.exists()


def test_what_a_person_chose_holds_and_too_many_are_suppressed(db, settings, tell):
    settings.NOTICE_DAILY_LIMITS = {"sms": 1}
    user = UserFactory()
    NoticeChoice.objects.create(user=user, kind="case.returned", channel="mail", mode="off")

    tell(user)
    tell(user)

    assert statuses() == [("sms", "queued"), ("sms", "suppressed")]


def test_an_urgent_notice_stays_in_the_list(db, tell):
    notices.register_kind("law", "法定", "登记", title="送达", is_urgent=True)
    user = UserFactory()
    NoticeChoice.objects.create(user=user, kind="law", channel="in_app", mode="off")

    tell(user, kind="law")

    assert Notice.objects.visible_to(user).count() == 1


def test_a_code_is_sent_at_once_and_not_kept(db, settings):
    notices.send_code("sms", "13900000001", "482913", "signin")

    assert "482913" in FakeMessage.objects.get().text
    logged = Delivery.objects.get()
    assert (logged.purpose, logged.status, logged.address) == ("signin", "sent", "139****0001")

    settings.DEMO = False
    with pytest.raises(ChannelError):
        notices.send_code("sms", "13900000001", "482913", "signin")
    assert FakeMessage.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_code_waits_for_the_commit():
    with transaction.atomic():
        notices.send_code("sms", "13900000001", "482913", "signin")
        assert not FakeMessage.objects.exists()

    assert FakeMessage.objects.count() == 1


def test_a_person_reads_only_their_own(client, db, tell):
    user, other = UserFactory(), UserFactory()
    tell(user, other)
    mine, foreign = (Notice.objects.get(recipient=person) for person in (user, other))
    client.force_login(user)

    page = client.get(reverse("core:notices")).content.decode()
    assert page.count("示例合同被退回</h2>") == 1
    assert '通知 <b class="zh-num">1</b>' in page
    assert client.post(reverse("core:notice_open", args=[foreign.pk])).status_code == 404
    assert client.post(reverse("core:notice_open", args=[mine.pk])).url == mine.url
    assert "没有未读的通知" in client.get("/notices/?state=unread").content.decode()


def test_all_can_be_marked_as_read(client, db, tell):
    user = UserFactory()
    tell(user)
    tell(user)
    client.force_login(user)

    client.post(reverse("core:notices_read"))

    assert not Notice.objects.visible_to(user).unread().exists()


def test_the_fake_outbox_is_for_demo_only(client, db, settings):
    notices.send_code("sms", "13900000001", "482913", "signin")

    assert "482913" in client.get(reverse("core:dev_outbox")).content.decode()
    settings.DEMO = False
    assert client.get(reverse("core:dev_outbox")).status_code == 404


def test_production_refuses_the_fake(settings):
    settings.SMS_PROVIDER = "fake"
    assert [error.id for error in checks.no_fake_sender_in_production(None)] == ["core.E010"]
    settings.SMS_PROVIDER = ""
    assert checks.no_fake_sender_in_production(None) == []


def test_an_unknown_provider_is_an_error(settings):
    assert checks.providers_are_known(None) == []

    settings.SMS_PROVIDER = "pigeon"
    settings.WECOM_PROVIDER = "fake"

    (error,) = checks.providers_are_known(None)
    assert error.id == "core.E011"
    assert "SMS_PROVIDER=pigeon" in error.msg


def test_a_half_configured_provider_is_an_error(settings):
    settings.SMS_PROVIDER = "tencent"
    settings.SMS_TEMPLATES = {"code": "1"}

    keys, templates = (error.msg for error in checks.providers_are_whole(None))
    assert keys == (
        "SMS_PROVIDER 已选定，还须设 SMS_ACCESS_KEY_ID、SMS_ACCESS_KEY_SECRET、SMS_SIGN_NAME、"
        "SMS_APP_ID。"
    )
    assert templates == "SMS_TEMPLATES 还须有 account_exists、phone_changed、unknown_account。"
    for name in ("SMS_ACCESS_KEY_ID", "SMS_ACCESS_KEY_SECRET", "SMS_SIGN_NAME", "SMS_APP_ID"):
        setattr(settings, name, "x")
    settings.SMS_TEMPLATES = dict.fromkeys(checks.CODE_TEMPLATES, "1")
    assert checks.providers_are_whole(None) == []


def test_the_account_that_writes_must_be_the_one_that_signs_in(settings):
    settings.WECHAT_PROVIDER = "weixin"
    settings.WECHAT_APP_ID = settings.WECHAT_APP_SECRET = "wx1"
    settings.WECHAT_TEMPLATES = {"*": {"id": "1", "fields": {}}}
    settings.WEIXIN_CLIENT_ID = "wx2"
    assert [error.id for error in checks.providers_are_whole(None)] == ["core.E013"]

    settings.WEIXIN_CLIENT_ID = "wx1"
    assert checks.providers_are_whole(None) == []


def test_a_provider_of_another_channel_is_unknown_and_the_wire_is_tls(settings):
    settings.SMS_PROVIDER = "wecom"
    settings.SMS_BASE_URL = "http://sms.example.cn"

    assert [error.id for error in checks.providers_are_known(None)] == ["core.E011"]
    assert [error.id for error in checks.providers_are_asked_by_tls(None)] == ["core.E014"]
