"""The page of an achievement, for everybody."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from marketplace import attached, permissions, responsiveness, saying, structured
from marketplace import history as history_of
from marketplace import qr as qr_code
from marketplace.models import Enquiry, Listing, Message
from marketplace.services import viewing

RELEASES = 5  # on the page itself; the rest is on its own
STATES = {"available": "ok", "negotiating": "warn", "transferred": "idle"}
SIDES = (False, True)  # who asked, and the owner
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
    viewing.note_view(listing, actor=request.user)
    return render(request, "marketplace/listing.html", shown(listing, request.user))


def shown(listing: Listing, reader: Any) -> dict[str, Any]:
    """What the page of ``listing`` says to ``reader``, whether its text is saved or not."""
    # A reviewer reads them on a page that notes it.
    reads_details = permissions.may_read_whole(reader, listing) or permissions.is_confidant(
        reader, listing
    )
    url = address(listing)
    return {
        "listing": listing,
        "canonical": url,
        "state": STATES[listing.availability],
        "modes": saying.modes(listing.modes),
        "keywords": saying.listed(listing.keywords),
        "rights": saying.table("rights", listing.rights),
        "levels": _levels(listing.trl),
        "may_ask": listing.live and permissions.may_ask(reader, listing),
        "is_owner": permissions.is_owner(reader, listing),
        "answered": _answered(listing),
        "responsiveness": responsiveness.of(listing.organisation_id),
        "reads_details": bool(listing.restricted_details) and reads_details,
        "releases": history_of.published(listing)[:RELEASES] if listing.live else [],
        "structured": structured.script(structured.describe(listing, url)) if listing.live else "",
        **attached.shown(listing, reader),
    }


def address(listing: Listing) -> str:
    """The whole address of the page, in the reader's language."""
    return f"{settings.SITE_URL}{listing.get_absolute_url()}"


@require_safe
def history(request: HttpRequest, number: str) -> HttpResponse:
    """The versions that were public, each with what it changed."""
    listing = seen(request, number)
    context = {"listing": listing, "versions": history_of.versions(listing)}
    return render(request, "marketplace/history.html", context)


@require_safe
def qr(request: HttpRequest, number: str) -> HttpResponse:
    """The page's address as a QR code."""
    listing = seen(request, number)
    picture = qr_code.svg(address(listing), listing.number)
    return HttpResponse(picture, content_type="image/svg+xml")


def _answered(listing: Listing) -> list[tuple[Message, Message]]:
    """Public questions with their public answers, the latest first, by one query."""
    if not listing.live or listing.pk is None:
        return []
    enquiries = Enquiry.objects.answered_in_public().filter(listing=listing)
    said = Message.objects.filter(enquiry__in=enquiries, is_public=True)
    sides: dict[int, dict[bool, Message]] = {}
    for message in said.order_by("-enquiry", "from_owner")[:MOST_SAID]:
        sides.setdefault(message.enquiry_id, {})[message.from_owner] = message
    return [(both[False], both[True]) for both in sides.values() if len(both) == len(SIDES)]


def _levels(trl: int | None) -> list[tuple[int, str]]:
    """The nine levels, each with how it is drawn."""
    now = trl or 0
    kinds = ["is-done" if n < now else "is-now" if n == now else "" for n in range(1, 10)]
    return [*enumerate(kinds, 1)]
