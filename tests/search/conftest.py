import pytest

from search.engines.elastic import ElasticEngine
from search.engines.embedded import EmbeddedEngine


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
