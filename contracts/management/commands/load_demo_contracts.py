from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from contracts import demo


class Command(BaseCommand):
    help = "载入演示合同（只在 DEMO=1 时）；再次运行不改动已有数据。"

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("演示数据只在 DEMO=1 时载入。")
        made = demo.load()
        if options["verbosity"]:
            self.stdout.write("已载入演示合同。" if made else "演示合同已在，没有改动。")
