"""The operator sees what did not arrive, and has it tried again."""

import csv
import io
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from core import outbox
from core.errors import PermissionDenied, WrongState
from core.models import AuditEvent, Delivery, Notice, NoticeChoice, OutboxMessage
from core.notices import digests, retrying
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
Status = Delivery.Status


def failed(error="HTTP 503", status=Status.FAILED, **more):
    """A delivery whose message is gone, as after a final refusal."""
    user = UserFactory()
    notice = Notice.objects.create(
        recipient=user, kind="case.returned", title="示例合同被退回", params={"name": "示例"}
    )
    values = {"channel": "mail", "attempts": 3, "address": "u***@example.com", **more}
    return Delivery.objects.create(notice=notice, status=status, error=error, **values)


def parked(**more):
    row = failed(**more)
    OutboxMessage.objects.create(
        topic="notices",
        subject_type="core.delivery",
        subject_id=str(row.pk),
        attempts=10,
        parked_at=timezone.now(),
    )
    return row


def code():
    return Delivery.objects.create(
        purpose="signin", channel="sms", status=Status.FAILED, address="139****0001"
    )


def found(client, **query):
    listing = client.get(reverse("core:deliveries"), query).context["listing"]
    return set(listing.found.values_list("pk", flat=True))


def test_the_page_lists_what_did_not_arrive_and_finds_by_each_filter(client, operator):
    client.force_login(operator)
    no, later, stuck, old = (
        failed(),
        failed("超时", Status.POSTPONED, channel="sms"),
        parked(error="拒收"),
        failed(),
    )
    failed(status=Status.SENT)
    sent_code = code()
    Delivery.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=9))

    assert found(client) == {no.pk, later.pk, stuck.pk, old.pk, sent_code.pk}
    assert found(client, state="postponed") == {later.pk}
    assert found(client, state="parked") == {stuck.pk}
    assert found(client, channel="sms") == {later.pk, sent_code.pk}
    assert found(client, reason="超时") == {later.pk}
    day = timezone.localdate() - timedelta(days=5)
    assert found(client, until=day.isoformat()) == {old.pk}
    page = client.get(reverse("core:deliveries"), {"state": "parked"}).content.decode()
    assert "示例合同被退回" in page
    assert "试过 3 次" in page


def test_a_retry_carries_it_under_the_same_key_and_is_on_record(client, operator):
    row = parked()
    client.force_login(operator)

    answer = client.post(reverse("core:delivery-retry", args=[row.pk]) + "?state=parked")
    outbox.drain("notices")

    assert answer.url == "/deliveries/?state=parked"
    assert mail.outbox[0].extra_headers["X-Zhuanhua-Key"] == row.key.hex
    row.refresh_from_db()
    assert (row.status, row.attempts, row.error) == (Status.SENT, 1, "")
    assert not OutboxMessage.objects.filter(topic="notices").exists()
    event = AuditEvent.objects.get()
    assert (event.action, event.actor, event.before) == ("delivery.retry", operator, "failed")


def test_all_that_was_found_is_tried_again_and_no_code(client, operator):
    client.force_login(operator)
    late, other = failed("超时"), failed("拒收")
    code()

    client.post(reverse("core:deliveries-retry") + "?reason=超时")

    assert OutboxMessage.objects.get(topic="notices").subject_id == str(late.pk)
    other.refresh_from_db()
    assert other.status == Status.FAILED
    assert retrying.retry_deliveries([code().pk], actor=operator) == 0


@pytest.mark.parametrize("status", [Status.SENT, Status.QUEUED, Status.SUPPRESSED])
def test_what_is_not_stuck_cannot_be_tried_again(operator, status):
    row = failed(status=status)

    with pytest.raises(WrongState):
        retrying.retry_delivery(row.pk, actor=operator)

    assert not AuditEvent.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_nobody_but_the_operator_has_it_tried_again(section_staff):
    row = failed()

    for act in (
        lambda: retrying.retry_delivery(row.pk, actor=section_staff),
        lambda: retrying.retry_deliveries([row.pk], actor=section_staff),
    ):
        with pytest.raises(PermissionDenied):
            act()

    assert not AuditEvent.objects.exists()


def test_a_summary_tried_again_takes_what_it_gathered_with_it(operator, tell):
    user = UserFactory()
    for channel, mode in (("mail", "digest"), ("sms", "off")):
        NoticeChoice.objects.create(user=user, kind="case.returned", channel=channel, mode=mode)
    tell(user)
    digests.send_digests()
    summary = Delivery.objects.get(notice__kind="digest")
    Delivery.objects.update(status=Status.FAILED)
    OutboxMessage.objects.all().delete()

    assert list(retrying.undelivered()) == [summary]
    retrying.retry_delivery(summary.pk, actor=operator)
    outbox.drain("notices")

    assert set(Delivery.objects.values_list("status", flat=True)) == {Status.SENT}


def test_the_file_holds_all_found_without_whole_addresses(client, operator):
    client.force_login(operator)
    failed("超时")

    answer = client.get(reverse("core:deliveries"), {"export": "csv"})
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))

    assert rows[0][-1] == "原因"
    assert rows[1][-1] == "超时"
    assert "u***@example.com" in rows[1]


def test_more_rows_cost_no_more_queries(client, operator, django_assert_max_num_queries):
    client.force_login(operator)
    for _row in range(15):
        failed()

    with django_assert_max_num_queries(15):
        client.get(reverse("core:deliveries"))
