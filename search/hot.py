"""What people search for and find, for the front page: words of public titles, and of nobody."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import structlog
from django.core.cache import cache
from django.db import DatabaseError
from django.utils import timezone

from core.rates import DAY_S, Limit, is_too_often
from search import services, suggesting
from search.analysis import fold
from search.models import AskedWord
from search.results import ResultsPage

SHOWN = 6
LOOKED_AT = 3 * SHOWN  # more than are shown, for those that no public title has any more
DAYS = 30
FEWEST = 5  # below, a word says who asks rather than what is asked for
KEPT_S = 600
SHORTEST, LONGEST = 2, 20
ONCE_A_DAY = Limit("hot", 1, DAY_S)

log = structlog.get_logger(__name__)


def keep(page: ResultsPage, who: Any) -> bool:
    """Count the word of a search that found it, once a reader and day; says whether it counted.

    A search is answered also where it cannot be counted.
    """
    asked, answer = page.asked, page.answer
    word = fold(asked.text.strip())
    if (
        not SHORTEST <= len(word) <= LONGEST
        or not page.is_first_look
        or not answer.found.exact
        or not suggesting.is_shared(word)
    ):
        return False
    try:
        if is_too_often(ONCE_A_DAY, f"{who} {word}"):
            return False
        services.count_asked_word(word)
    except DatabaseError as error:
        log.warning("search.word_not_counted", error=str(error)[:200])
        return False
    return True


def words() -> Sequence[str]:
    """At most six, the most often asked for first; at most ten minutes old."""
    return cache.get_or_set("hot-words", _read, KEPT_S) or []


def _read() -> list[str]:
    since = timezone.localdate() - timedelta(days=DAYS)
    often = AskedWord.objects.hottest(since, FEWEST)[:LOOKED_AT]
    return [word for word in often if suggesting.is_shared(word)][:SHOWN]
