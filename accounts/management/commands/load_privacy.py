from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.services import privacy


class Command(BaseCommand):
    help = "载入隐私政策各版本（accounts/data/privacy，首行为施行日期）；已有的版本不改动。"

    def add_arguments(self, parser):
        folder = Path(settings.ROOT) / "accounts/data/privacy"
        parser.add_argument("folder", nargs="?", type=Path, default=folder)

    def handle(self, *, folder, verbosity, **options):
        count = 0
        for file in sorted(folder.glob("*.md")):
            if file.name.endswith(".en.md"):
                continue
            day, _line, text = file.read_text(encoding="utf-8").partition("\n")
            try:
                effective_on = date.fromisoformat(day.strip())
            except ValueError as error:
                msg = f"{file}: {error}"
                raise CommandError(msg) from error
            english = file.with_suffix(".en.md")
            count += privacy.publish_notice(
                file.stem,
                effective_on=effective_on,
                text=text.strip(),
                text_en=english.read_text(encoding="utf-8").strip() if english.exists() else "",
            )
        if verbosity:
            self.stdout.write(_("已载入隐私政策新版本 %(count)s 个") % {"count": count})
