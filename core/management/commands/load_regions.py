import csv
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core import regions
from core.models import Region

DATA = Path(settings.ROOT) / "core/data/regions"
ABROAD = Region(code="ABROAD", name="国外", name_en="Abroad", kind=Region.Kind.ABROAD)


class Command(BaseCommand):
    help = "载入行政区划（GB/T 2260）与功能区；再次运行只更新，不删除。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--zones", type=Path, default=Path(settings.ZONES_FILE), help="本市功能区名单（csv）"
        )

    def handle(self, *, zones, verbosity, **options):
        rows = [*divisions(), *functional_zones(zones), ABROAD]
        codes = {row.code for row in rows}
        if settings.CITY_REGION_CODE not in codes:
            msg = f"CITY_REGION_CODE={settings.CITY_REGION_CODE}：行政区划中没有这个代码"
            raise CommandError(msg)
        for row in rows:
            if {row.parent_id, row.county_id} - codes - {None}:
                msg = f"{row.code} {row.name}：所属或所在地区的代码不存在"
                raise CommandError(msg)
        regions.load(rows)
        if verbosity:
            self.stdout.write(_("已载入地区 %(count)s 个") % {"count": len(rows)})


def divisions() -> Iterator[Region]:
    """Provinces, cities and counties; a municipality's districts lie in it directly."""
    english = {row["code"]: row["name_en"] for row in _read(DATA / "names_en.csv")}
    cities = {row["code"] for row in _read(DATA / "cities.csv")}
    for file, kind in (
        ("provinces.csv", Region.Kind.PROVINCE),
        ("cities.csv", Region.Kind.CITY),
        ("counties.csv", Region.Kind.COUNTY),
    ):
        for row in _read(DATA / file):
            code = row["code"]
            city = f"{code[:4]}00"
            above = city if kind == Region.Kind.COUNTY and city in cities else f"{code[:2]}0000"
            yield Region(
                code=code,
                gb_code=code,
                name=row["name"],
                name_en=english.get(code, ""),
                kind=kind,
                parent_id=None if kind == Region.Kind.PROVINCE else above,
            )


def functional_zones(file: Path) -> Iterator[Region]:
    """Zones with codes of ours; ``county`` is empty where none is known."""
    for row in _read(file):
        yield Region(
            code=row["code"],
            name=row["name"],
            name_en=row["name_en"],
            kind=Region.Kind.ZONE,
            parent_id=row["city"],
            county_id=row["county"] or None,
        )


def _read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
