import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core import audit, heartbeat, operations, outbox
from core.errors import PermissionDenied
from core.models import AuditEvent, OutboxMessage, PeriodicJob
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def parked():
    for number in range(3):
        outbox.enqueue("post", "test.row", str(number))
    OutboxMessage.objects.exclude(subject_id="2").update(
        parked_at=timezone.now(), attempts=10, last_error="邮件服务器拒绝"
    )


def test_the_operator_reads_how_the_machinery_stands(client, operator, parked):
    heartbeat.beat_if_due()
    audit.record(OrganisationFactory(), "organisation.edit", actor=operator)
    audit.seal()
    PeriodicJob.objects.create(
        name="accounts.mirror_groups", next_run_at=timezone.now(), last_error="OSError(28)"
    )
    client.force_login(operator)

    page = client.get("/operations/").content.decode()

    for said in (
        "等待 1 条，搁置 2 条",
        "邮件服务器拒绝",
        "1 项上次失败",
        "OSError(28)",
        audit.head().hash,
    ):
        assert said in page


def test_nobody_at_work_is_said_with_what_to_do(client, operator):
    client.force_login(operator)

    assert "请启动 manage.py worker" in client.get("/operations/").content.decode()


def test_more_messages_cost_no_more_queries(client, operator, parked):
    client.force_login(operator)
    client.get("/operations/")
    with CaptureQueriesContext(connection) as few:
        client.get("/operations/")

    for number in range(100):
        outbox.enqueue(f"topic-{number % 9}", "test.row", str(number))
    with CaptureQueriesContext(connection) as many:
        client.get("/operations/")

    assert len(many) == len(few)


def test_a_retry_gives_parked_messages_ten_tries_and_is_on_the_trail(client, operator, parked):
    client.force_login(operator)

    answer = client.post("/operations/retry/", follow=True)

    assert "2 条消息将再次送出。" in answer.content.decode()
    assert not OutboxMessage.objects.filter(parked_at__isnull=False).exists()
    assert set(OutboxMessage.objects.values_list("attempts", flat=True)) == {0}
    event = AuditEvent.objects.get()
    assert (event.actor, event.action) == (operator, "outbox.unpark")
    assert event.changes == {"topic": "post", "count": 2}


def test_a_retry_by_another_changes_nothing(registrar, parked):
    with pytest.raises(PermissionDenied):
        operations.retry_parked(actor=registrar)

    assert OutboxMessage.objects.filter(parked_at__isnull=False).count() == 2
    assert not AuditEvent.objects.exists()
