"""The cluster is killed at work: people get answers, messages wait, nothing is lost or doubled."""

import threading

import pytest
from django.db import connection, transaction

from core import leases, outbox
from core.models import OutboxMessage
from search import finding, rebuild
from search.documents import TOPIC
from search.engines.current import engine
from search.query import Query
from tests.factories import OrganisationFactory
from tests.parts.workers import wait_until
from tests.search.sources import SOURCE

pytestmark = pytest.mark.elastic
ROUNDS, A_ROUND = 8, 40


@pytest.fixture
def cluster(transactional_db, node, settings, monkeypatch):
    """This installation asks ``node``; a carrier that was put off tries again soon."""
    settings.SEARCH_ENGINE, settings.ELASTICSEARCH_URL = "elastic", node.url
    monkeypatch.setattr(leases, "LEASE_S", 0.3)
    monkeypatch.setattr(finding, "LEAVE_ALONE_S", 0.1)
    yield node
    engine().close()
    finding._away_until = 0


@pytest.fixture
def carrier(cluster):
    """What the worker's lane does, in a thread."""
    stop = threading.Event()

    def carry():
        while not stop.is_set():
            if not outbox.drain(TOPIC, limit=20).carried:
                stop.wait(0.05)
        connection.close()

    thread = threading.Thread(target=carry)
    thread.start()
    yield thread
    stop.set()
    thread.join()


def write_some(number):
    """A round of firms that come, change and go."""
    with transaction.atomic():
        rows = OrganisationFactory.create_batch(A_ROUND, name=f"玻璃纤维第{number}批")
        outbox.announce_all(rows)
    with transaction.atomic():
        changed = SOURCE.model.objects.filter(pk__in=[row.pk for row in rows[::4]])
        changed.update(name=f"碳化硅第{number}批", version=2)
        outbox.announce_all(changed)
    with transaction.atomic():
        hidden = SOURCE.model.objects.filter(pk__in=[row.pk for row in rows[1::4]])
        hidden.update(status="refused", version=3)
        outbox.announce_all(hidden)


def test_killed_by_9_during_writes(cluster, searched_on, carrier):
    degraded = []
    for number in range(ROUNDS):
        write_some(number)
        if number == ROUNDS // 2:
            cluster.kill()
        if number > ROUNDS // 2:
            answer = finding.find(SOURCE, Query(SOURCE.kind.name, "玻璃纤维"))
            degraded.append((answer.degraded, bool(answer.results)))

    waiting = OutboxMessage.objects.filter(topic=TOPIC)
    assert degraded == [(True, True)] * (ROUNDS - ROUNDS // 2 - 1)
    assert waiting.exists()
    assert not waiting.filter(attempts__gt=0).exists()

    cluster.start()
    wait_until(lambda: not waiting.exists())

    public = SOURCE.public().count()
    assert public == ROUNDS * A_ROUND * 3 // 4
    assert rebuild.check(SOURCE, heal=False) == rebuild.Difference(public, (), (), ())
    assert engine().count(SOURCE.kind) == public
    found = finding.find(SOURCE, Query(SOURCE.kind.name, "碳化硅"))
    assert not found.degraded
    assert found.found.exact == ROUNDS * A_ROUND // 4


def test_killed_by_9_during_a_rebuild(cluster, searched_on, carrier, monkeypatch):
    """The old index stays the one that is searched; the next rebuild clears up."""
    write_some(0)
    wait_until(lambda: not OutboxMessage.objects.filter(topic=TOPIC).exists())
    old = engine().current(SOURCE.kind)
    made = engine()
    fill = made.fill

    def fill_and_die(index, documents):
        fill(index, documents)
        cluster.kill()

    with monkeypatch.context() as patch:
        patch.setattr(made, "fill", fill_and_die)
        with pytest.raises(outbox.Unavailable):
            rebuild.build(SOURCE)
    write_some(1)
    cluster.start()
    wait_until(lambda: not OutboxMessage.objects.filter(topic=TOPIC).exists())

    assert engine().current(SOURCE.kind) == old
    assert rebuild.check(SOURCE, heal=False).ids == ()
    wait_until(lambda: rebuild.build(SOURCE))
    assert engine().current(SOURCE.kind) != old
    assert rebuild.check(SOURCE, heal=False).ids == ()
    names = engine().client.indices.get(index=f"{engine().prefix}*").body
    assert list(names) == [engine().current(SOURCE.kind).name]


def test_a_cluster_that_comes_back_empty_is_filled_again(cluster, searched_on):
    organisation = OrganisationFactory(name="玻璃纤维")
    engine().drop(SOURCE.kind)
    assert finding.find(SOURCE, Query(SOURCE.kind.name, "玻璃")).degraded

    assert rebuild.set_up() == [SOURCE.kind.name]

    finding._away_until = 0
    answer = finding.find(SOURCE, Query(SOURCE.kind.name, "玻璃"))
    assert [result.row for result in answer.results] == [organisation]
    assert not answer.degraded
