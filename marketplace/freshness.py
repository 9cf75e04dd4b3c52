"""Whether an offer still stands: its owner is asked every half year, and answers by one click.

A link is signed over the listing, its reader and the day on which the question was first asked.
Any answer ends the question, and with it every link of it: each can be used once, by one of them.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.models import Availability, Listing

VALID_DAYS = 180
REMIND_DAYS = 7
REMINDERS = 2  # after the question itself
SIGNER = signing.Signer(salt="marketplace.freshness")
# What ends a question, whatever the answer.
ANSWERED: dict[str, Any] = {"asked_on": None, "reminders": 0, "stale_since": None}


class Answer(models.TextChoices):
    """What an owner may answer."""

    VALID = "valid", _("仍然有效")
    TRANSFERRED = "transferred", _("已经转让")
    WITHDRAW = "withdraw", _("下架")


@dataclass(frozen=True, slots=True)
class Question:
    """A link that was followed: whose, about what, and whether it can still be answered."""

    listing: Listing
    user: Any
    is_open: bool


def due(today: date) -> models.QuerySet[Listing]:
    """Those whose owner is to be asked, reminded or given up on; imports have no such owner."""
    return (
        Listing.objects.public()
        .filter(
            models.Q(confirmed_on__lte=today - timedelta(days=VALID_DAYS)),
            is_unverified=False,
            stale_since=None,
        )
        .exclude(availability=Availability.TRANSFERRED)
    )


def next_on(listing: Listing) -> date:
    """The day of the next reminder, or of giving up."""
    assert listing.asked_on is not None  # noqa: S101 — only a question that was asked goes on
    return listing.asked_on + timedelta(days=REMIND_DAYS * (listing.reminders + 1))


def link(listing: Listing, user: Any) -> str:
    """The whole address that ``user`` is sent."""
    assert listing.asked_on is not None  # noqa: S101 — as above
    token = SIGNER.sign_object([listing.pk, user.pk, listing.asked_on.isoformat()])
    return f"{settings.SITE_URL}{reverse('marketplace:confirm', args=[token])}"


def read(token: str) -> Question | None:
    """The question of a link; None where we did not write it, or its object is gone."""
    try:
        listing_pk, user_pk, asked_on = SIGNER.unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    listing = Listing.objects.select_related("organisation").filter(pk=listing_pk).first()
    user = get_user_model().objects.filter(pk=user_pk, is_active=True).first()
    if listing is None or user is None:
        return None
    is_open = listing.live and listing.asked_on == date.fromisoformat(asked_on)
    return Question(listing, user, is_open)
