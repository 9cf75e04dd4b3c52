import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from core import heartbeat, outbox
from core.models import Lease, OutboxMessage


@pytest.fixture(autouse=True)
def nobody_beats(monkeypatch):
    monkeypatch.setattr(heartbeat, "_last", {})


def test_monitoring_hears_of_web_and_worker(client, db):
    assert client.get("/healthz").status_code == 200
    assert client.get("/healthz/worker").status_code == 503

    heartbeat.beat_if_due()

    assert client.get("/healthz/worker").content == b"ok\n"
    Lease.objects.update(until=timezone.now())
    assert client.get("/healthz/worker").status_code == 503


def test_worker_status_fails_where_nobody_works(db):
    with pytest.raises(CommandError, match="没有后台进程在工作"):
        call_command("worker_status")

    heartbeat.beat_if_due()
    out = StringIO()
    call_command("worker_status", stdout=out)

    assert out.getvalue().startswith("✓ ")


def test_outbox_status_counts_by_topic_and_names_orphans(db):
    outbox.enqueue("orphan", "test.row", "1")
    outbox.enqueue("orphan", "test.row", "2")
    OutboxMessage.objects.filter(subject_id="2").update(parked_at=timezone.now())
    out = StringIO()

    call_command("outbox_status", "--json", stdout=out)

    assert json.loads(out.getvalue()) == [
        {"topic": "orphan", "waiting": 1, "parked": 1, "oldest_s": 0, "has_handler": False}
    ]


def test_outbox_unpark_says_how_many(db):
    outbox.enqueue("orphan", "test.row", "1")
    OutboxMessage.objects.update(parked_at=timezone.now(), attempts=10)
    out = StringIO()

    call_command("outbox_unpark", topic="orphan", stdout=out)

    assert out.getvalue() == "1 条消息将再次送出\n"
