"""An index of listings that a test shares with the processes it starts, on each engine."""

import pytest

from marketplace.models import Listing
from search import rebuild
from search.documents import DOCUMENTS
from search.engines.current import engine

LISTINGS = DOCUMENTS[Listing]


@pytest.fixture(params=["embedded", pytest.param("elastic", marks=pytest.mark.elastic)])
def shared_index(request, transactional_db, tmp_path, settings):
    """Yields the environment in which another process finds the same empty index."""
    settings.SEARCH_DIR, settings.SEARCH_ENGINE = tmp_path / "search", request.param
    environment = {"SEARCH_DIR": str(settings.SEARCH_DIR), "TEST_SEARCH_ENGINE": request.param}
    if request.param == "elastic":
        for name in ("url", "prefix"):
            value = request.getfixturevalue(f"elastic_{name}")
            variable = f"ELASTICSEARCH_{name.upper()}"
            setattr(settings, variable, value)
            environment[variable] = value
    engine().drop(LISTINGS.kind)
    assert rebuild.build(LISTINGS)
    yield environment
    engine().drop(LISTINGS.kind)
