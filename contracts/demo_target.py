"""The targets of last year and this, over the invented contracts; only with DEMO=1.

A section draws each up from the turnover of the year before, as the page does, and a leader signs
it. Only the days are set back: progress of a past day asks for the version in force then.
"""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.models import Role, User
from contracts.models import Target
from contracts.models.target import usual_shares
from contracts.turnover import rollup, statistics, targets
from core import records
from core.chains import SHANGHAI
from core.models import Region

GROWTH = Decimal(30)
DRAWN_UP, SIGNED = (1, 12), (1, 15)  # month and day
OWNERS = {Region.Kind.COUNTY: "county", Region.Kind.ZONE: "high-tech"}


@transaction.atomic
def load(now: datetime | None = None) -> int:
    """Bring in the targets of the years that have none; returns how many."""
    now = now or timezone.now()
    this_year = timezone.localdate(now).year
    missing = [y for y in (this_year - 1, this_year) if not Target.objects.filter(year=y).exists()]
    if missing:
        # The worker may not have carried the contracts yet; a base is read off the rollup.
        rollup.rebuild()
    return sum(_load(year, now) for year in missing)


def _load(year: int, now: datetime) -> int:
    section, leader = (_first_of(role) for role in (Role.SECTION_STAFF, Role.LEADER))
    last = statistics.sums(statistics.whole_year(year - 1), by=["county"])
    weights = {code: figures.amount_fen for (code,), figures in last.items()}
    if not weights:
        return 0
    target = targets.draw_up_target(
        year,
        base_fen=sum(weights.values()),
        base_note=f"{year - 1} 年登记口径，截至 12 月 31 日（示例）",
        growth_percent=GROWTH,
        weights=weights,
        cumulative_percent=usual_shares(),
        actor=section,
    )
    owners = {
        region.pk: OWNERS.get(Region.Kind(region.kind), "commercialisation")
        for region in Region.objects.filter(pk__in=weights)
    }
    targets.set_cells(target.pk, {}, sections=owners, actor=section)
    drawn_up, signed = (
        min(now, datetime(year, month, day, 10, tzinfo=SHANGHAI))
        for month, day in (DRAWN_UP, SIGNED)
    )
    target = targets.publish_target(target.pk, actor=leader, now=signed)
    records.change(target, "target.load_demo", actor=None, changes={"created_at": drawn_up})
    return 1


def _first_of(role: Role) -> User:
    held = User.objects.filter(is_demo=True, memberships__role=role)
    return held.order_by("pk")[0]
