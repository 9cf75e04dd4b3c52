"""The cache: limits of signing in are counted in the database, the rest stays in each process.

allauth keeps its limits and the codes of a second factor that were used in the cache. In a memory
of its own each process would give the whole number away once more, and take a code a second time.
"""

from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.locmem import LocMemCache

SHARED = "allauth"


class Cache(BaseCache):
    """Keys that begin with ``SHARED`` go to the table ``name``; the others cost no query."""

    def __init__(self, name: str, params: dict[str, Any]):
        super().__init__(params)
        self._shared, self._local = DatabaseCache(name, params), LocMemCache(name, params)

    def _of(self, key: Any) -> BaseCache:
        return self._shared if str(key).startswith(SHARED) else self._local

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        return self._of(key).add(key, value, timeout, version)

    def get(self, key, default=None, version=None):
        return self._of(key).get(key, default, version)

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        self._of(key).set(key, value, timeout, version)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        return self._of(key).touch(key, timeout, version)

    def delete(self, key, version=None):
        return self._of(key).delete(key, version)

    def has_key(self, key, version=None):
        return self._of(key).has_key(key, version)

    def clear(self):
        self._shared.clear()
        self._local.clear()
