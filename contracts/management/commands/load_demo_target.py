from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from contracts import demo_target


class Command(BaseCommand):
    help = "载入去年与今年的演示目标（只在 DEMO=1 时）；已有目标的年度不改动。"

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("演示数据只在 DEMO=1 时载入。")
        self.stdout.write(f"新载入 {demo_target.load()} 份演示目标。")
