"""A plain search over titles, summaries and points; the real one comes with the listings."""

from functools import reduce
from operator import and_, or_

from django.db.models import Q
from wagtail.models import Page

from cms.models import GuidePage, NewsPage, PolicyPage

FIELDS = {
    PolicyPage: ("title", "summary", "issuer", "document_number", "who", "benefit", "procedure"),
    NewsPage: ("title", "summary"),
    GuidePage: ("title", "summary"),
}
MOST_WORDS = 8


def find_pages(query: str, language: str) -> list[Page]:
    """Live pages in ``language`` that hold every word; policies first, newest first."""
    words = query.split()[:MOST_WORDS]
    if not words:
        return []
    return [
        page for model, fields in FIELDS.items() for page in _hits(model, fields, words, language)
    ]


def _hits(model, fields, words, language):
    holds = [
        reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields)) for word in words
    ]
    live = model.objects.live().filter(reduce(and_, holds), locale__language_code=language)
    return live.order_by("-last_published_at", "-pk")
