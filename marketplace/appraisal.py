"""What an author's achievements have brought about: figures for their own appraisal (业绩)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from marketplace import hooks
from marketplace.models import Listing


@dataclass(frozen=True, slots=True)
class Row:
    """One achievement with its figures; a contract counts once it is registered."""

    listing: Listing
    firms: int
    views: int
    enquiries: int
    contracts: int
    amount_fen: int


def of(author: Any, year: int | None = None) -> list[Row]:
    """The achievements that ``author`` wrote, the newest first, counted within ``year``."""
    views = Q(views__on__year=year) if year else Q()
    asked = Q(enquiries__created_at__year=year) if year else Q()
    listings = list(
        Listing.objects.filter(author=author)
        .exclude(first_published_at=None)
        .select_related("organisation")
        .annotate(
            firm_count=Count("views__organisation", filter=views, distinct=True),
            view_count=Count("views", filter=views, distinct=True),
            enquiry_count=Count("enquiries", filter=asked, distinct=True),
        )
        .order_by("-first_published_at", "-pk")
    )
    contracts = hooks.contract_figures([listing.pk for listing in listings], year)
    return [
        Row(
            listing,
            listing.firm_count,
            listing.view_count,
            listing.enquiry_count,
            *contracts.get(listing.pk, (0, 0)),
        )
        for listing in listings
    ]


def total(rows: Iterable[Row]) -> dict[str, int]:
    """The sums of a table; firms that read two achievements count at each."""
    every = list(rows)
    return {
        name: sum(getattr(row, name) for row in every)
        for name in ("firms", "views", "enquiries", "contracts", "amount_fen")
    }
