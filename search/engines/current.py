"""The engine that this installation asks: embedded, or Elasticsearch where its address is set."""

from functools import cache
from pathlib import Path

from django.conf import settings

from search.engines.base import Engine
from search.engines.embedded import EmbeddedEngine

EMBEDDED, ELASTIC = "embedded", "elastic"
NAMES = (EMBEDDED, ELASTIC)


def engine() -> Engine:
    """The engine that `SEARCH_ENGINE` names."""
    if settings.SEARCH_ENGINE == ELASTIC:
        return _elastic(
            settings.ELASTICSEARCH_URL,
            settings.ELASTICSEARCH_PREFIX,
            settings.ELASTICSEARCH_API_KEY,
        )
    return _embedded(Path(settings.SEARCH_DIR))


@cache
def _elastic(url: str, prefix: str, api_key: str) -> Engine:
    # Only an installation with a cluster waits for its client to be read.
    from search.engines.elastic import ElasticEngine

    return ElasticEngine(url, prefix=prefix, api_key=api_key)


@cache
def _embedded(folder: Path) -> Engine:
    return EmbeddedEngine(folder)
