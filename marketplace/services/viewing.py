"""Note which confirmed organisations read an achievement: what its author is appraised by."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from marketplace import permissions
from marketplace.models import Listing, ListingView


def note_view(listing: Listing, *, actor: Any) -> None:
    """Note once a day that the organisation of ``actor`` read a public listing of another's.

    It is neither audited nor announced: it says nothing of the listing, and a page is no act.
    """
    if not listing.live:
        return
    for place in permissions.places_to_ask_for(actor, listing)[:1]:
        said = {"listing": listing, "organisation": place, "on": timezone.localdate()}
        if not ListingView.objects.filter(**said).exists():
            with transaction.atomic():
                ListingView.objects.bulk_create([ListingView(**said)], ignore_conflicts=True)


def drop_twin(row: ListingView, heir: Any, actor: Any) -> None:
    """Two organisations that are merged read it on one day: once is enough."""
    row.delete()
