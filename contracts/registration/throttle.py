"""So many looks a minute from one address, so that numbers cannot be tried one after another."""

from django.core.cache import cache

PER_MINUTE = 20
_WINDOW_S = 60


def is_too_fast(address: str) -> bool:
    """Count a look from ``address``; whether there were too many of late."""
    key = f"verify:{address}"
    cache.add(key, 0, _WINDOW_S)
    try:
        return cache.incr(key) > PER_MINUTE
    except ValueError:  # it ran out between the two
        return False
