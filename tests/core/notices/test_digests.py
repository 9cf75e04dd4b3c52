"""One mail a day with what waits for a person."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from core import outbox, periodic
from core.models import Delivery, Notice, NoticeChoice, OutboxMessage
from core.notices import addresses, channels, digests
from core.notices import mail as by_mail
from core.notices.message import ChannelError
from tests.factories import UserFactory

MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)


@pytest.fixture
def reader(db):
    user = UserFactory()
    NoticeChoice.objects.create(user=user, kind="case.returned", channel="mail", mode="digest")
    NoticeChoice.objects.create(user=user, kind="case.returned", channel="sms", mode="off")
    return user


def statuses():
    return sorted(Delivery.objects.values_list("notice__kind", "status"))


def test_what_waits_leaves_in_one_mail(reader, tell):
    tell(reader, name="甲")
    tell(reader, name="乙")

    assert digests.send_digests(MONDAY) == 1
    outbox.drain("notices")

    (sent,) = mail.outbox
    assert sent.to == [f"u{reader.pk}@example.com"]
    assert sent.subject == "转化通每日汇总：2条通知"
    assert "甲被退回" in sent.body
    assert "乙被退回" in sent.body
    assert statuses() == [
        ("case.returned", "sent"),
        ("case.returned", "sent"),
        ("digest", "sent"),
    ]
    assert Notice.objects.visible_to(reader).count() == 2


def test_a_second_run_of_the_day_sends_nothing_and_loses_nothing(reader, tell):
    tell(reader, name="甲")
    digests.send_digests(MONDAY)
    tell(reader, name="乙")

    assert digests.send_digests(MONDAY) == 0
    assert digests.send_digests(TUESDAY) == 1
    outbox.drain("notices")

    assert ["乙被退回" in one.body for one in mail.outbox] == [False, True]
    assert "甲被退回" not in mail.outbox[1].body
    assert digests.key(reader.pk, MONDAY) != digests.key(reader.pk, TUESDAY)


def test_nothing_waiting_is_quiet(reader):
    assert digests.send_digests(MONDAY) == 0

    assert not Notice.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_who_cannot_be_reached_any_more_gets_none(reader, tell, monkeypatch):
    gone = UserFactory()
    NoticeChoice.objects.create(user=gone, kind="case.returned", channel="mail", mode="digest")
    tell(reader, gone)
    gone.is_active = False
    gone.save()
    monkeypatch.setattr(addresses, "_book", [lambda _user: addresses.Contact()])

    assert digests.send_digests(MONDAY) == 0

    errors = Delivery.objects.filter(channel="mail").order_by("notice__recipient")
    assert [row.error for row in errors] == ["没有已验证的地址", "账号已停用"]


def test_a_refused_mail_is_noted_on_what_it_gathered(reader, tell, monkeypatch):
    def refuse(message):
        raise ChannelError("拒收", is_final=True)

    monkeypatch.setattr(by_mail, "send", refuse)
    tell(reader)
    digests.send_digests(MONDAY)
    outbox.drain("notices")

    with pytest.raises(ChannelError, match="拒收"):
        channels.sender("mail")(None)
    assert statuses() == [("case.returned", "failed"), ("digest", "failed")]


def test_one_failure_holds_up_no_other(reader, tell, monkeypatch):
    other = UserFactory()
    NoticeChoice.objects.create(user=other, kind="case.returned", channel="mail", mode="digest")
    tell(reader, other)
    whole = addresses.contact

    def contact(user):
        if user == reader:
            raise LookupError
        return whole(user)

    monkeypatch.setattr(addresses, "contact", contact)

    with pytest.raises(RuntimeError):
        digests.send_digests(MONDAY)
    assert Notice.objects.get(kind="digest").recipient == other


def test_it_is_due_at_eight_in_shanghai():
    (job,) = (job for job in periodic.jobs() if job.name == "notices.digest")
    shanghai = ZoneInfo("Asia/Shanghai")

    due = job.next_after(datetime.combine(MONDAY, time(7, 59), shanghai))

    assert due == datetime.combine(MONDAY, time(8, 0), shanghai)
