from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from contracts import demo_registrations


class Command(BaseCommand):
    help = "登记四件演示商机的合同（只在 DEMO=1 时，先有演示商机和合同）；再次运行不改动已有数据。"

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("演示数据只在 DEMO=1 时载入。")
        self.stdout.write(f"新登记 {demo_registrations.load()} 份演示合同。")
