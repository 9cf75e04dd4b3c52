"""The database is stopped and started under a running worker, which goes on by itself."""

import time
from urllib.parse import unquote

import environ
import pytest
from django.db import connection, transaction

from core import audit, heartbeat, outbox, records
from core.audit_check import verify
from core.models import AuditUnsealed, OutboxMessage
from tests.factories import OrganisationFactory
from tests.parts.database import fill
from tests.parts.postgres import Cluster
from tests.parts.workers import wait_until

pytestmark = [pytest.mark.long, pytest.mark.postgres]


@pytest.fixture
def cluster(django_db_setup, django_db_blocker, monkeypatch):
    """A server of this test's own, migrated; the test's connection is to it."""
    own = Cluster()
    own.start()
    own.create()
    with django_db_blocker.unblock():
        connection.close()
        at = environ.Env.db_url_config(own.url)
        for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT"):
            monkeypatch.setitem(connection.settings_dict, name, unquote(str(at[name])))
        fill()
        yield own
        connection.close()
    own.stop()
    own.remove()


def promise(topic, numbers):
    with transaction.atomic():
        for number in numbers:
            outbox.enqueue(topic, "test.row", str(number))


def test_a_worker_outlives_a_restart_and_carries_each_message_once(cluster, workers, folder):
    """One message is at the neighbour while the server stops; others wait, others come after."""
    organisation = OrganisationFactory()
    with transaction.atomic():
        records.change(organisation, "test.act", actor=None, changes={"name": "先改"})
        outbox.enqueue("slow", "accounts.organisation", str(organisation.pk))
    worker = workers()
    wait_until((folder / "has-read").exists)
    promise("counted-1", range(200))
    wait_until(lambda: OutboxMessage.objects.filter(topic="counted-1").count() == 0)

    connection.close()
    cluster.stop()
    time.sleep(3)  # longer than a lease: nobody can renew it meanwhile
    cluster.start()
    promise("counted-1", range(200, 400))
    wait_until(lambda: any(alive for _name, _seen, alive in heartbeat.workers()))
    (folder / "write").touch()
    (folder / "settle").touch()
    wait_until(lambda: not OutboxMessage.objects.exists())

    carried = [line.split()[2] for line in (folder / "carried").read_text().splitlines()]
    assert carried == [str(number) for number in range(400)]
    assert (folder / "neighbour").read_text().split() == ["2"]
    wait_until(lambda: not AuditUnsealed.objects.exists())
    assert list(verify(heads=[audit.head()])) == []
    assert worker.poll() is None
