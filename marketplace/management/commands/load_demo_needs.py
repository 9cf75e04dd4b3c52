from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from marketplace.demo_needs import load_demo_needs


class Command(BaseCommand):
    help = "载入十五项演示需求（只在 DEMO=1 时，先有演示人员）；再次运行不改动已有数据。"

    def handle(self, **options):
        if not settings.DEMO:
            msg = "演示数据只在 DEMO=1 时载入。"
            raise CommandError(msg)
        self.stdout.write(f"新载入 {load_demo_needs()} 项演示需求。")
