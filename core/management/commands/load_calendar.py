import csv
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core import calendar
from core.models import Holiday


class Command(BaseCommand):
    help = "载入国务院公布的节假日安排（core/data/holidays.csv，或另给的同样格式的文件）。"

    def add_arguments(self, parser):
        parser.add_argument(
            "file", nargs="?", type=Path, default=Path(settings.ROOT) / "core/data/holidays.csv"
        )

    def handle(self, *, file, verbosity, **options):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            try:
                days = [
                    Holiday(
                        date=date.fromisoformat(row["date"]),
                        name=row["name"],
                        is_working_day={"0": False, "1": True}[row["is_working_day"]],
                        source=row["source"],
                    )
                    for row in csv.DictReader(lines)
                ]
            except (KeyError, ValueError) as error:
                msg = f"{file}: {error}"
                raise CommandError(msg) from error
        count = calendar.load(days)
        years = sorted({day.date.year for day in days})
        if verbosity:
            self.stdout.write(
                _("已载入节假日 %(count)s 天：%(years)s 年")
                % {"count": count, "years": "、".join(map(str, years))}
            )
