"""Several workers as real processes on shared topics, one of them killed in the midst of work."""

from collections import Counter

import pytest
from django.db import transaction

from accounts.models import Organisation
from core import audit, outbox, records
from core.audit_check import verify
from core.models import AuditEvent, AuditSeal, AuditUnsealed, OutboxMessage
from tests.factories import OrganisationFactory
from tests.parts.slow_topic import COUNTED
from tests.parts.workers import wait_until

pytestmark = pytest.mark.long

EACH = 600
ACTS = 300
PATIENCE_S = 180


def carried_by(folder):
    """Process, topic and key of each message that reached the neighbour."""
    file = folder / "carried"
    return [line.split() for line in file.read_text().splitlines()] if file.exists() else []


def test_three_workers_share_the_topics_and_one_is_killed(start_worker, folder):
    organisations = OrganisationFactory.create_batch(10)
    # A worker that stands still for two seconds would lose its lease, as the killed one does.
    processes = [start_worker(TEST_LEASE_S="15") for _number in range(3)]
    for start in range(0, EACH, 50):
        with transaction.atomic():
            for topic in COUNTED:
                for number in range(start, start + 50):
                    outbox.enqueue(topic, "test.row", str(number), number=number)
        for number in range(start // 2, start // 2 + 25):
            with transaction.atomic():
                row = Organisation.objects.select_for_update().get(
                    pk=organisations[number % 10].pk
                )
                changes = {"name": f"第 {number} 次"}
                records.change(row, "test.act", actor=None, changes=changes)
        if start == EACH // 2:
            wait_until(lambda: carried_by(folder), PATIENCE_S)
            # Whoever carries now is killed: the last line names it.
            at_work = int(carried_by(folder)[-1][0])
            [killed] = [process for process in processes if process.pid == at_work]
            killed.kill()
            killed.wait(10)
    wait_until(lambda: not OutboxMessage.objects.exists(), PATIENCE_S)
    wait_until(lambda: not AuditUnsealed.objects.exists(), PATIENCE_S)

    lines = carried_by(folder)
    times = Counter((topic, number) for _pid, topic, number in lines)
    assert set(times) == {(topic, str(number)) for topic in COUNTED for number in range(EACH)}
    again = {message for message, count in times.items() if count > 1}
    by_the_killed = {(topic, number) for pid, topic, number in lines if int(pid) == killed.pid}
    assert again <= by_the_killed  # only what it had carried and not yet noted
    assert max(times.values()) <= 2
    assert len({pid for pid, _topic, _number in lines}) >= 2
    assert AuditEvent.objects.filter(action="test.act").count() == ACTS
    assert AuditSeal.objects.count() == AuditEvent.objects.count()
    assert list(verify(heads=[audit.head()])) == []
    assert [process.poll() for process in processes if process is not killed] == [None, None]
