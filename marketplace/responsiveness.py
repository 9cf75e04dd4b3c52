"""How soon an organisation answers those who ask about its achievements."""

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.utils import timezone

from marketplace.models import Enquiry

DAYS = 90
MOST = 500  # enquiries looked at, the latest
SECONDS_A_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Responsiveness:
    """Of the last 90 days: how many asked, how many got a word, how long that took."""

    asked: int
    replied: int
    median_days: float | None


def of(organisation_id: int) -> Responsiveness | None:
    """None where nobody has asked; a refusal is a word too. One query."""
    since = timezone.now() - timedelta(days=DAYS)
    rows = Enquiry.objects.filter(listing__organisation=organisation_id, created_at__gt=since)
    pairs = rows.order_by("-pk").values_list("created_at", "replied_at")[:MOST]
    waits = [replied - asked for asked, replied in pairs if replied]
    if not pairs:
        return None
    seconds = median(wait.total_seconds() for wait in waits) if waits else None
    days = None if seconds is None else round(seconds / SECONDS_A_DAY, 1)
    return Responsiveness(len(pairs), len(waits), days)
