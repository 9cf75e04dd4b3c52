import csv
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core import calendar
from core.models import Holiday

SHIPPED = Path(settings.ROOT) / "core/data/holidays.csv"


class Command(BaseCommand):
    help = (
        "载入国务院公布的节假日安排。另给的文件（格式同 core/data/holidays.csv）总是照载；"
        "自带的文件不改动依据与之不同的日子，那是另行更正的。"
    )

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED)

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
        count = calendar.load(days, keep_corrections=file == SHIPPED)
        years = sorted({day.date.year for day in days})
        if verbosity:
            self.stdout.write(
                _("已载入节假日 %(count)s 天：%(years)s 年")
                % {"count": count, "years": "、".join(map(str, years))}
            )
