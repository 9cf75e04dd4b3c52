"""A plain search over titles, summaries and points; the real one comes with the listings."""

from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Q
from wagtail.models import Page

LONGEST_QUERY = 100  # characters
MOST_WORDS = 8
FIELDS = (
    "title",
    *(f"policypage__{name}" for name in ("summary", "issuer", "document_number")),
    *(f"policypage__{name}" for name in ("who", "benefit", "procedure")),
    "newspage__summary",
    "guidepage__summary",
)
KINDS = Q(policypage__isnull=False) | Q(newspage__isnull=False) | Q(guidepage__isnull=False)


def public_pages(language: str) -> Any:
    """Policies, news and guides that are public in ``language``."""
    return Page.objects.live().filter(KINDS, locale__language_code=language).specific()


def holding(pages: Any, query: str) -> Any:
    """Those of ``pages`` that hold every word of ``query``; none where it has no word."""
    words = query[:LONGEST_QUERY].split()[:MOST_WORDS]
    if not words:
        return pages.none()
    return pages.filter(reduce(and_, map(_holds, words)))


def _holds(word: str) -> Q:
    return reduce(or_, (Q(**{f"{field}__icontains": word}) for field in FIELDS))
