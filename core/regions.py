"""Figures by county and functional zone, and where a region lies as seen from the city.

A figure belongs to one code only: a county's, a zone's or, where it is at neither, the city's own
(市本级). A zone is shown apart, or folded into the county that it lies in; the total is the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Region

_HMT = ("71", "81", "82")


class Place(models.TextChoices):
    """How far a region is from the city: the buckets of flow figures (流向)."""

    CITY = "city", _("本市")
    PROVINCE = "province", _("省内市外")
    COUNTRY = "country", _("省外")
    HMT = "hmt", _("港澳台")
    ABROAD = "abroad", _("国外")


@dataclass(frozen=True, slots=True)
class Row:
    """A county, a zone, or the city's own figure (``is_own``), which is in none of them."""

    region: Region
    figure: int
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Rows as a table prints them; they sum to ``total``."""

    rows: list[Row]
    total: int
    zones_total: int  # of which in zones, folded or not


def breakdown(figures: Mapping[str, int], *, zones_apart: bool) -> Breakdown:
    """The city's figures by county and zone; who has none stands there with 0.

    Args:
        figures: region code to figure (fen, or a count).
        zones_apart: a row for every zone; else a zone counts in its county, and only a zone
            that lies in none keeps its row.

    Raises:
        ValueError: a code is not of this city. Figures from elsewhere are not quietly left out.

    """
    city_code = settings.CITY_REGION_CODE
    regions = {
        region.pk: region
        for region in Region.objects.filter(Q(pk__in=Region.objects.of_city()) | Q(pk=city_code))
    }
    strangers = sorted(figures.keys() - regions.keys())
    if strangers:
        msg = f"not regions of {city_code}: {', '.join(strangers)}"
        raise ValueError(msg)
    city = regions.pop(city_code)
    zones = {code for code, region in regions.items() if region.kind == Region.Kind.ZONE}
    seen_at = {
        code: code if zones_apart or region.county_id not in regions else region.county_id
        for code, region in regions.items()
    }
    sums = dict.fromkeys(seen_at.values(), 0)
    for code, region in regions.items():
        sums[seen_at[region.pk]] += figures.get(code, 0)
    in_print = sorted(sums, key=lambda code: (code in zones, code))
    rows = [Row(regions[code], sums[code]) for code in in_print]
    if own := figures.get(city_code, 0):
        rows.append(Row(city, own, is_own=True))
    return Breakdown(rows, sum(figures.values()), sum(figures.get(code, 0) for code in zones))


def place_of(region: Region) -> Place:
    """The bucket that ``region`` falls in, by its code; no query."""
    city = settings.CITY_REGION_CODE
    if region.kind == Region.Kind.ABROAD:
        return Place.ABROAD
    if region.code.startswith(_HMT) and not city.startswith(_HMT):
        return Place.HMT
    if region.code.startswith(_significant(city)):
        return Place.CITY
    return Place.PROVINCE if region.code[:2] == city[:2] else Place.COUNTRY


def _significant(code: str) -> str:
    """The digits that all codes within a division share: ``360400`` → ``3604``."""
    while code.endswith("00"):
        code = code[:-2]
    return code


@transaction.atomic
def load(regions: list[Region]) -> None:
    """Store regions, one that is there already anew. None is deleted: old rows refer to it."""
    Region.objects.bulk_create(
        regions,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["gb_code", "name", "name_en", "kind", "parent", "county"],
    )
