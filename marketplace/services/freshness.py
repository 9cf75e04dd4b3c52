"""Ask owners whether offers stand, take their answers, and give up on who is silent."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import notices, records
from core.errors import PermissionDenied, WrongState
from marketplace import freshness, permissions, recipients
from marketplace.freshness import ANSWERED, Answer
from marketplace.models import Availability, Listing
from marketplace.services.listings import locked, unpublish_listing


def ask_owners(today: date | None = None) -> int:
    """Go on with every question that is due; one transaction a listing. Returns how many."""
    today = today or timezone.localdate()
    return sum(_go_on(pk, today) for pk in freshness.due(today).values_list("pk", flat=True))


@transaction.atomic
def _go_on(pk: int, today: date) -> bool:
    """Ask, remind or give up; nothing where somebody was quicker, or the day has not come."""
    listing = locked(pk)
    if not freshness.due(today).filter(pk=pk).exists():
        return False
    changes: dict[str, Any]
    if listing.asked_on is None:
        act, changes = "listing.ask_fresh", {"asked_on": today}
    elif today < freshness.next_on(listing):
        return False
    elif listing.reminders < freshness.REMINDERS:
        act, changes = "listing.remind_fresh", {"reminders": listing.reminders + 1}
    else:
        act, changes = "listing.go_stale", {"stale_since": today}
    records.change(listing, act, actor=None, changes=changes)
    for owner in {user.pk: user for user in recipients.owners(listing)}.values():
        notices.send(
            act,
            [owner],
            subject_row=listing,
            context={
                "title": listing.title,
                "day": listing.confirmed_on,
                "link": freshness.link(listing, owner),
            },
            actor=None,
        )
    return True


@transaction.atomic
def answer(pk: int, said: str, *, asked_on: date | None, actor: Any) -> Listing:
    """Take an owner's answer to the question that was asked on ``asked_on``.

    Raises:
        PermissionDenied: ``actor`` is no owner any more.
        WrongState: it was answered before, or the listing is not public any more.

    """
    listing = locked(pk)
    if not permissions.is_owner(actor, listing):
        raise PermissionDenied("listing.confirm_fresh")
    if not listing.live or asked_on is None or listing.asked_on != asked_on:
        raise WrongState("listing.confirm_fresh of a question that is over")
    today = timezone.localdate()
    changes = {**ANSWERED, "confirmed_on": today}
    if said == Answer.TRANSFERRED:
        changes["availability"] = Availability.TRANSFERRED
    records.change(listing, "listing.confirm_fresh", actor=actor, changes=changes)
    if said == Answer.WITHDRAW:
        return unpublish_listing(pk, reason=_("权利人确认不再提供。"), actor=actor)
    return listing
