"""What a search by somebody may find: the twin of `Listing.objects.visible_to`."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from marketplace.models import Listing
from search import listings


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """Two halves that together are what ``visible_to`` gives.

    Engines hold the public rows and no other, so that nobody can tell a draft by a hit, a facet,
    a count, a score or a suggestion. What only this reader sees is asked of the database, and
    stands apart.
    """

    indexed: QuerySet[Listing]
    own: QuerySet[Listing]


def search_filter_for(user: Any) -> SearchFilter:
    """The rows that a search by ``user`` may find."""
    indexed = listings.public()
    if user is None or not user.is_authenticated:
        return SearchFilter(indexed, indexed.none())
    seen = Listing.objects.visible_to(user).select_related("region", "organisation")
    return SearchFilter(indexed, seen.exclude(pk__in=Listing.objects.public()))
