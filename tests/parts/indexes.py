"""An index of listings that a test shares with the processes it starts."""

import pytest
from django.db import transaction
from django.db.models import F

from core import outbox
from core.models import OutboxMessage
from marketplace.models import Listing
from search import finding, rebuild
from search.documents import DOCUMENTS
from search.engines.current import engine
from tests.factories import ListingFactory

LISTINGS = DOCUMENTS[Listing]
WORD = "碳化硅"


def write_some(number):
    """A listing comes, an older one changes, one goes."""
    with transaction.atomic():
        come = ListingFactory.create_batch(4, public=True, title=f"{WORD}第{number}批")
        changed, gone = Listing.objects.public().order_by("pk")[:2]
        Listing.objects.filter(pk=changed.pk).update(title=f"{WORD}甲", version=F("version") + 1)
        Listing.objects.filter(pk=gone.pk).update(live=False, version=F("version") + 1)
        outbox.announce_all([*come, changed, gone])


def nothing_waits():
    return not OutboxMessage.objects.filter(topic="search").exists()


def is_whole():
    public = LISTINGS.public().count()
    same = rebuild.check(LISTINGS, heal=False) == rebuild.Difference(public, (), (), ())
    return same and engine().count(LISTINGS.kind) == public


def ask_engine(settings, name, folder, **elasticsearch):
    """Let this process ask an engine; returns the environment in which another asks the same.

    Args:
        elasticsearch: the settings ``url`` and ``prefix``.

    """
    settings.SEARCH_ENGINE, settings.SEARCH_DIR = name, folder
    environment = {"TEST_SEARCH_ENGINE": name, "SEARCH_DIR": str(folder)}
    for key, value in elasticsearch.items():
        setattr(settings, f"ELASTICSEARCH_{key.upper()}", value)
        environment[f"ELASTICSEARCH_{key.upper()}"] = value
    return environment


@pytest.fixture(params=["embedded", pytest.param("elastic", marks=pytest.mark.elastic)])
def shared_index(request, transactional_db, tmp_path, settings):
    """Empty indexes on each engine; yields the environment in which another process finds them."""
    where = {}
    if request.param == "elastic":
        where = {name: request.getfixturevalue(f"elastic_{name}") for name in ("url", "prefix")}
    environment = ask_engine(settings, request.param, tmp_path / "search", **where)
    for source in DOCUMENTS.values():
        engine().drop(source.kind)
        assert rebuild.build(source)
    yield environment
    for source in DOCUMENTS.values():
        engine().drop(source.kind)
    finding._away_until = 0


@pytest.fixture
def index_on_node(node, transactional_db, tmp_path, settings, monkeypatch):
    """As `shared_index`, on a node that the test may kill."""
    monkeypatch.setattr(finding, "LEAVE_ALONE_S", 0.1)
    environment = ask_engine(settings, "elastic", tmp_path / "search", url=node.url)
    for source in DOCUMENTS.values():
        assert rebuild.build(source)
    yield environment
    engine().close()
    finding._away_until = 0
