"""The real worker: what is published is found; killed by -9 again and again, it loses nothing."""

import os
import random
import subprocess
import sys
import time

import pytest
from django.db import transaction

from core import outbox
from core.models import OutboxMessage
from marketplace.models import Listing
from search import rebuild
from search.documents import DOCUMENTS, TOPIC
from search.engines.current import engine
from search.query import Query
from tests.factories import ListingFactory
from tests.parts.workers import ROOT, database_url, wait_until

SOURCE = DOCUMENTS[Listing]
KILLS = 5


@pytest.fixture
def start(transactional_db, tmp_path, settings):
    """Starts a worker on this test's database and index; those that live are ended."""
    settings.SEARCH_DIR = tmp_path / "search"
    assert rebuild.build(SOURCE)
    started = []

    def begin():
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.parts.slow_settings",
            "DATABASE_URL": database_url(),
            "SEARCH_DIR": str(settings.SEARCH_DIR),
        }
        command = [sys.executable, "manage.py", "worker"]
        started.append(subprocess.Popen(command, cwd=ROOT, env=environment))
        return started[-1]

    yield begin
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait(10)


def publish(title):
    with transaction.atomic():
        listing = ListingFactory(public=True, title=title)
        outbox.announce(listing)
    return listing


def found(text):
    return [hit.id for hit in engine().search(SOURCE.kind, Query("listing", text)).hits]


def nothing_waits():
    return not OutboxMessage.objects.filter(topic=TOPIC).exists()


def test_what_is_published_is_found(start):
    start()
    listings = [publish(f"碳化硅衬底{number}号") for number in range(5)]

    wait_until(nothing_waits)

    assert set(found("碳化硅衬底")) == {listing.pk for listing in listings}


def test_killed_by_9_again_and_again_it_loses_nothing(start):
    choose = random.Random(9)
    for number in range(KILLS):
        worker = start()
        listings = [publish(f"玻璃纤维第{number}批") for _each in range(20)]
        with transaction.atomic():
            changed = SOURCE.model.objects.filter(pk__in=[one.pk for one in listings[::3]])
            changed.update(live=False, version=2)
            outbox.announce_all(changed)
        time.sleep(choose.uniform(0.5, 4))  # at any step between commit and index
        worker.kill()
        worker.wait(10)

    start()
    wait_until(nothing_waits)

    rows = SOURCE.public().count()
    assert rows == KILLS * 13
    assert rebuild.check(SOURCE, heal=False) == rebuild.Difference(rows, (), (), ())
    assert engine().count(SOURCE.kind) == rows
