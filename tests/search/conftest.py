import pytest

from search import checks, documents, rebuild
from search.engines import current
from search.engines.elastic import ElasticEngine
from search.engines.embedded import EmbeddedEngine
from search.management import kinds
from tests.search.sources import SOURCE


@pytest.fixture(
    scope="session", params=["embedded", pytest.param("elastic", marks=pytest.mark.elastic)]
)
def engine(request, tmp_path_factory):
    """Each engine in turn; Elasticsearch is a real node."""
    if request.param == "embedded":
        made = EmbeddedEngine(tmp_path_factory.mktemp("search"))
    else:
        url = request.getfixturevalue("elastic_url")
        made = ElasticEngine(url, prefix=request.getfixturevalue("elastic_prefix"))
    yield made
    made.close()


@pytest.fixture
def organisations_are_searched(monkeypatch):
    """Organisations stand for what is searched."""
    chosen = {SOURCE.model: SOURCE}
    monkeypatch.setattr(SOURCE.model, "outbox_topics", ("search",))
    # Modules, not their names: one imported only now would take, and keep, what is put here.
    for place in (documents, rebuild, checks, kinds):
        monkeypatch.setattr(place, "DOCUMENTS", chosen)


@pytest.fixture
def searched(request, db, monkeypatch, tmp_path, settings):
    """Organisations are searched, in an empty index of the engine that the test is about."""
    request.getfixturevalue("organisations_are_searched")
    settings.SEARCH_DIR = tmp_path
    if "engine" in request.fixturenames:
        made = request.getfixturevalue("engine")
        for place in ("rebuild", "indexer", "finding"):
            monkeypatch.setattr(f"search.{place}.engine", lambda: made)
    else:
        made = current.engine()
    made.drop(SOURCE.kind)
    rebuild.build(SOURCE)
    yield SOURCE
    made.drop(SOURCE.kind)


@pytest.fixture
def searched_on(cluster, organisations_are_searched):
    """Organisations are searched, in an empty index of ``cluster``."""
    rebuild.build(SOURCE)
    return SOURCE
