"""The page of an achievement, for everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from marketplace import permissions, responsiveness, saying
from marketplace.models import Enquiry, Listing, Message

STATES = {"available": "ok", "negotiating": "warn", "transferred": "idle"}
MOST_SAID = 200  # messages of public questions that are looked at


def seen(request: HttpRequest, number: str) -> Listing:
    """The listing, where this reader may see it; else 404."""
    rows = Listing.objects.visible_to(request.user).select_related(
        "organisation", "region", "author"
    )
    return get_object_or_404(rows, number=number)


@require_safe
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """What the public reads; its own side and editors see a draft here too, and that it is one."""
    listing = seen(request, number)
    return render(request, "marketplace/listing.html", shown(listing, request.user))


def shown(listing: Listing, reader: Any) -> dict[str, Any]:
    """What the page of ``listing`` says to ``reader``, whether its text is saved or not."""
    return {
        "listing": listing,
        "state": STATES[listing.availability],
        "modes": saying.modes(listing.modes),
        "rights": saying.table("rights", listing.rights),
        "levels": _levels(listing.trl),
        "may_ask": listing.live and permissions.may_ask(reader, listing),
        "is_owner": permissions.is_owner(reader, listing),
        "answered": _answered(listing),
        "responsiveness": responsiveness.of(listing.organisation_id),
        "releases": listing.reviews.filter(decision="approved")[:7] if listing.live else [],
    }


def _answered(listing: Listing) -> list[tuple[Message, Message]]:
    """Public questions with their first answers, the latest first, by one query."""
    if not listing.live or listing.pk is None:
        return []
    said = Message.objects.filter(
        enquiry__in=Enquiry.objects.public().filter(listing=listing)
    ).order_by("-enquiry", "pk")
    threads: dict[int, list[Message]] = {}
    for message in said[:MOST_SAID]:
        threads.setdefault(message.enquiry_id, []).append(message)
    pairs = [
        (thread[0], next((one for one in thread if one.from_owner), None))
        for thread in threads.values()
    ]
    return [(question, answer) for question, answer in pairs if answer is not None]


def _levels(trl: int | None) -> list[tuple[int, str]]:
    """The nine levels, each with how it is drawn."""
    now = trl or 0
    kinds = ["is-done" if n < now else "is-now" if n == now else "" for n in range(1, 10)]
    return [*enumerate(kinds, 1)]
