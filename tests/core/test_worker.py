"""A real worker process: it starts, carries, stops at once, and may be killed at any moment."""

import signal
import time

import pytest
from django.core.management import call_command
from django.db import transaction

from core import audit, heartbeat, outbox, records
from core.audit_check import verify
from core.models import AuditUnsealed, Lease, OutboxMessage
from tests.factories import OrganisationFactory
from tests.parts.workers import wait_until


def rename(organisation, name):
    with transaction.atomic():
        records.change(organisation, "organisation.change", actor=None, changes={"name": name})
        outbox.enqueue("slow", "accounts.organisation", str(organisation.pk))


@pytest.mark.parametrize("moment", ["has-read", "has-written"])
def test_a_killed_worker_loses_nothing(start_worker, folder, moment):
    """kill -9 between read and write, and between write and note: the next one carries it."""
    organisation = OrganisationFactory()
    rename(organisation, "先改")
    killed = start_worker()
    wait_until((folder / "has-read").exists)
    if moment == "has-written":
        (folder / "write").touch()
        wait_until((folder / "has-written").exists)

    killed.kill()
    killed.wait(10)
    rename(organisation, "后改")
    (folder / "write").touch()
    (folder / "settle").touch()
    start_worker()
    wait_until(lambda: not OutboxMessage.objects.filter(topic="slow").exists())

    before = ["2"] if moment == "has-written" else []
    assert (folder / "neighbour").read_text().split() == [*before, "3"]
    wait_until(lambda: not AuditUnsealed.objects.exists())
    assert list(verify(heads=[audit.head()])) == []


def test_two_workers_carry_a_topic_one_after_the_other(start_worker, folder):
    """A handler that takes longer than a lease keeps it: the second worker waits."""
    organisation = OrganisationFactory()
    rename(organisation, "新名")
    start_worker()
    wait_until((folder / "has-read").exists)
    start_worker()
    wait_until(lambda: sum(alive for _name, _seen, alive in heartbeat.workers()) == 2)

    first = Lease.objects.get(name="outbox.slow")
    time.sleep(3)  # longer than the lease, so that it ran out were it not renewed
    again = Lease.objects.get(name="outbox.slow")
    (folder / "write").touch()
    (folder / "settle").touch()
    wait_until(lambda: not OutboxMessage.objects.filter(topic="slow").exists())

    assert again.holder == first.holder
    assert again.until > first.until
    assert (folder / "neighbour").read_text().split() == ["2"]


def test_a_worker_stops_even_at_work(start_worker, folder):
    rename(OrganisationFactory(), "新名")
    process = start_worker()
    wait_until((folder / "has-read").exists)
    wait_until(heartbeat.workers)

    process.send_signal(signal.SIGTERM)
    status = process.wait(15)  # the handler at work would hold it for longer

    assert status == 0
    assert heartbeat.workers() == []


def test_once_does_what_there_is_and_ends(db):
    organisation = OrganisationFactory()
    audit.record(organisation, "organisation.change", actor=None)

    call_command("worker", once=True)

    assert not AuditUnsealed.objects.exists()
