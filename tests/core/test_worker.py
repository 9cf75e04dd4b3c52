"""A real worker process: it starts, carries, stops at once, and may be killed at any moment."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from core import audit, heartbeat, outbox, records
from core.audit_check import verify
from core.models import AuditUnsealed, Lease, OutboxMessage
from tests.factories import OrganisationFactory

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 40


def database_url():
    """The database of this test process, for another process."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    host, port, user = settings["HOST"], settings["PORT"], settings["USER"]
    options = "&".join(f"{key}={value}" for key, value in (settings.get("OPTIONS") or {}).items())
    if str(host).startswith("/"):
        where = f"user={user}&host={host}&port={port}&{options}"
        return f"postgresql:///{settings['NAME']}?{where}".rstrip("&")
    password = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
    return f"postgresql://{user}{password}@{host}:{port}/{settings['NAME']}?{options}"


def wait_until(what):
    end = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


@pytest.fixture
def folder(tmp_path):
    return tmp_path


@pytest.fixture
def start_worker(transactional_db, folder):
    started = []

    def start():
        process = subprocess.Popen(
            [sys.executable, "manage.py", "worker"],
            cwd=ROOT,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "tests.parts.slow_settings",
                "DATABASE_URL": database_url(),
                "SLOW_TOPIC": str(folder),
            },
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait(10)


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
