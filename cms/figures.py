"""The figures that the front page says of the registry and of the desk."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from contracts.turnover import public
from contracts.turnover.public import PublicTurnover
from core.money import share_percent
from marketplace import responsiveness
from marketplace.responsiveness import Reached

KEPT_S = 600


@dataclass(frozen=True, slots=True)
class Figures:
    """Turnover up to the end of a month, and calls to firms up to ``today``."""

    turnover: PublicTurnover
    today: date
    reached: Reached

    @property
    def in_time_percent(self) -> Decimal | None:
        """Of the needs to which a call was due, whole percent; None where there were none."""
        return share_percent(self.reached.in_time, self.reached.due, 0)


def current() -> Figures | None:
    """What everybody may read now, at most ten minutes old; None where nothing is published."""
    if not settings.PUBLIC_FIGURES:
        return None
    today = timezone.localdate()
    return cache.get_or_set(f"public-figures-{today}", lambda: _read(today), KEPT_S)


def _read(today: date) -> Figures:
    # Whole months: from sums of every day each day's one contract could be reckoned.
    last_month = today.replace(day=1) - timedelta(days=1)
    return Figures(public.of_year(last_month), today, responsiveness.of_desk())
