from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from brokers.demo import load_demo_deals


class Command(BaseCommand):
    help = "载入四十件演示商机（只在 DEMO=1 时，先有演示成果）；再次运行不改动已有数据。"

    def handle(self, **options):
        if not settings.DEMO:
            msg = "演示数据只在 DEMO=1 时载入。"
            raise CommandError(msg)
        self.stdout.write(f"新载入 {load_demo_deals()} 件演示商机。")
