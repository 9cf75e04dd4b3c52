"""Three nodes, each of which is killed by -9 in turn while people write and search."""

import threading

import pytest
from django.db import connection
from django.test import Client

from search import finding, rebuild
from search.engines.current import engine
from tests.factories import ListingFactory
from tests.parts.indexes import (
    LISTINGS,
    WORD,
    ask_engine,
    is_whole,
    nothing_waits,
    write_some,
)
from tests.parts.workers import wait_until

pytestmark = [pytest.mark.elastic, pytest.mark.long]
ROUNDS = 12


@pytest.fixture
def cluster(three_nodes, transactional_db, tmp_path, settings, workers):
    """The site and a worker ask all three nodes."""
    url = ",".join(node.url for node in three_nodes)
    environment = ask_engine(settings, "elastic", tmp_path / "search", url=url)
    ListingFactory.create_batch(30, public=True, title=WORD)
    assert rebuild.build(LISTINGS)
    workers(**environment)
    yield three_nodes
    engine().close()
    finding._away_until = 0


@pytest.fixture
def readers(cluster):
    """Three people who search all the while; yields the status and the engine of each answer."""
    stop, answers = threading.Event(), []

    def read():
        client = Client(raise_request_exception=False)
        while not stop.is_set():
            page = client.get("/search/", {"q": WORD})
            said = client.get("/api/v1/search/listings", {"q": WORD})
            answers.append((page.status_code, said.status_code, said.json().get("engine")))
            stop.wait(0.05)
        connection.close()

    threads = [threading.Thread(target=read) for _each in range(3)]
    for thread in threads:
        thread.start()
    yield answers
    stop.set()
    for thread in threads:
        thread.join()


def is_green():
    health = engine().client.cluster.health()
    return health["status"] == "green" and health["number_of_nodes"] == 3


def test_each_node_is_killed_in_turn(cluster, readers):
    wait_until(is_green)

    for turn, node in enumerate(cluster):
        for number in range(ROUNDS):
            write_some(turn * ROUNDS + number)
            if number == ROUNDS // 3:
                node.kill()
        wait_until(nothing_waits)
        wait_until(is_whole)
        node.start()
        wait_until(is_green)

    assert is_whole()
    assert LISTINGS.public().count() == 30 + 3 * ROUNDS * 3
    assert {(page, api) for page, api, _engine in readers} == {(200, 200)}
    by_database = sum(name == "database" for _page, _api, name in readers)
    print(f"{len(readers)} answers, {by_database} by the database")
