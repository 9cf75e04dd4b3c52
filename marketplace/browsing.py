"""Public achievements by industry, unit and region, with how many there are of each.

Counted is what a list shows unasked: not those whose owner has been silent for too long.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from accounts.models import Organisation
from core.classifications import Industry
from core.models import Region
from marketplace.models import Listing

MOST_UNITS = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A way into the achievements: where it leads, and how many stand there."""

    label: Any
    count: int
    url: str


def by_industry() -> list[Place]:
    """All fifteen, those without any too."""
    counts = _counts("industry")
    return [
        Place(
            industry.label,
            counts.get(industry.value, 0),
            reverse("marketplace:by_industry", args=[industry.value]),
        )
        for industry in Industry
    ]


def by_unit() -> list[Place]:
    """The units that offer most."""
    rows = (
        Listing.objects.findable()
        .order_by()
        .values_list("organisation")
        .annotate(count=Count("pk"))
        .order_by("-count", "organisation__name")[:MOST_UNITS]
    )
    units = Organisation.objects.in_bulk([pk for pk, _count in rows])
    return [
        Place(units[pk].shown_name, count, reverse("marketplace:by_unit", args=[pk]))
        for pk, count in rows
    ]


def by_region() -> list[Place]:
    """The city's counties and zones; places elsewhere only where they have any."""
    counts = _counts("region")
    regions = Region.objects.filter(
        Q(pk__in=Region.objects.of_city()) | Q(pk__in=[code for code in counts if code])
    )
    return [
        Place(region, counts.get(region.pk, 0), reverse("marketplace:by_region", args=[region.pk]))
        for region in regions
    ]


def within(region: Region) -> QuerySet[Listing]:
    """Public achievements of a region, of a county those of its zones too."""
    inside = Q(region=region) | Q(region__county=region) | Q(region__parent=region)
    return Listing.objects.public().filter(inside)


def _counts(name: str) -> dict[Any, int]:
    rows = Listing.objects.findable().order_by().values_list(name).annotate(count=Count("pk"))
    return dict(rows)
