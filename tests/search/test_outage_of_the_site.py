"""Elasticsearch is killed by -9 while the city works: its pages answer, and say how.

A real node, a real worker; people write and editors decide by the services that the pages call.
"""

import threading
import time

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from accounts.models import Role
from accounts.services.groups import mirror
from contracts.turnover import rollup
from core import outbox
from core.models import OutboxMessage
from marketplace import setup
from marketplace.models import Listing
from marketplace.services import listings
from search import rebuild
from search.documents import DOCUMENTS
from search.engines.current import engine
from search.finding import MOST_FROM_DATABASE
from tests.contracts.factories import ContractFactory
from tests.factories import ListingFactory, MembershipFactory
from tests.marketplace.conftest import approve, consent
from tests.parts.indexes import LISTINGS
from tests.parts.people import person
from tests.parts.workers import wait_until

pytestmark = pytest.mark.elastic
PAGE, API = "/search/", "/api/v1/search/listings"
MARK = "检索服务暂时不可用，以下由数据库按字面查找，最多 50 项，没有分类统计。"
WORD = "碳化硅衬底"


@pytest.fixture
def worker(index_on_node, workers):
    return workers(**index_on_node)


@pytest.fixture
def reader(worker):
    """Asks for the page and the API all the while, and notes each answer."""
    stop, answers = threading.Event(), []

    def read():
        client = Client(raise_request_exception=False)
        while not stop.is_set():
            for path in (PAGE, API):
                begun = time.monotonic()
                status = client.get(path, {"q": WORD}).status_code
                answers.append((status, time.monotonic() - begun))
            stop.wait(0.1)
        connection.close()

    thread = threading.Thread(target=read)
    thread.start()
    yield answers
    stop.set()
    thread.join()


@pytest.fixture
def editor(transactional_db):
    setup.set_up()
    user = person(Role.SITE_EDITOR)
    mirror([user.pk])
    return user


def publish(title, editor):
    draft = ListingFactory(title=title)
    MembershipFactory(role=Role.RESEARCH_OFFICE, organisation=draft.organisation)
    draft.save_revision(user=draft.author)
    return decide(draft, editor)


def decide(listing, editor):
    listings.submit_listing(listing.pk, actor=listing.author)
    consent(Listing.objects.get(pk=listing.pk))
    approve(Listing.objects.get(pk=listing.pk), editor)
    return Listing.objects.get(pk=listing.pk)


def asked(client, text=WORD):
    return client.get(API, {"q": text, "size": 50}).json()


def waiting():
    return OutboxMessage.objects.filter(topic="search")


def answers(source):
    """Whether its index stands again: after a restart each comes back in its own time."""
    try:
        engine().count(source.kind)
    except outbox.Unavailable:
        return False
    return True


def test_the_node_is_killed_and_comes_back(node, worker, reader, editor, client):
    changes, goes = [publish(f"{WORD}{letter}", editor) for letter in "甲乙"]
    ListingFactory.create_batch(MOST_FROM_DATABASE, public=True, title=f"{WORD}旧")
    rebuild.build(LISTINGS)
    wait_until(lambda: not waiting().exists())
    wait_until(lambda: asked(client)["total"] == 52)
    assert asked(client)["engine"] == "elastic"

    node.kill()

    said = asked(client)
    assert (said["engine"], said["degraded"], said["total"]) == ("database", True, 50)
    assert len(said["results"]) == 50
    assert not any(said["facets"].values())
    page = client.get(PAGE, {"q": WORD}).content.decode()
    assert MARK in page
    assert 'type="checkbox"' not in page
    rows = client.get(PAGE, {"q": WORD, "export": "csv"})
    assert len(b"".join(rows.streaming_content).splitlines()) == 1 + MOST_FROM_DATABASE

    comes = publish(f"{WORD}丁", editor)
    listings.save_listing(changes.pk, {"title": "钨合金"}, actor=changes.author)
    decide(changes, editor)
    listings.unpublish_listing(goes.pk, reason="暂停", actor=goes.author)
    told = ContractFactory(registered=True)
    with transaction.atomic():
        outbox.announce(told)
    wait_until(lambda: not rollup.waiting())  # the other lanes go on
    assert rollup.check() == []
    found = asked(client)["results"]
    assert {comes.pk, changes.pk, goes.pk} & {row["id"] for row in found} == {comes.pk}
    assert asked(client, "钨合金")["total"] == 1
    # Submitted, agreed to, published; edited before that; unpublished.
    assert waiting().count() == 3 + 4 + 1
    assert not waiting().filter(attempts__gt=0).exists()

    node.start()
    begun = time.monotonic()
    wait_until(lambda: not waiting().exists())
    wait_until(lambda: not asked(client)["degraded"])
    print(f"back after {time.monotonic() - begun:.1f} s")

    wait_until(lambda: asked(client)["total"] == 51)
    assert asked(client, f"{WORD}丁")["results"][0]["id"] == comes.pk
    assert asked(client, "钨合金")["total"] == 1
    assert MARK not in client.get(PAGE, {"q": WORD}).content.decode()
    wait_until(lambda: all(answers(source) for source in DOCUMENTS.values()))
    call_command("search_check")
    assert engine().count(LISTINGS.kind) == LISTINGS.public().count() == 52
    assert {status for status, _took in reader} == {200}
    print(f"{len(reader)} answers, slowest {max(took for _status, took in reader):.2f} s")
