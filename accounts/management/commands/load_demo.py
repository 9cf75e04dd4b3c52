from django.core.management.base import CommandError

from accounts import demo
from core.management.demo import DemoCommand
from core.models import Region


class Command(DemoCommand):
    help = "载入演示单位和人员（只在 DEMO=1 时）；再次运行不改动已有数据。"

    def handle(self, **options):
        if not Region.objects.of_city().exists():
            msg = "请先运行 load_regions。"
            raise CommandError(msg)
        made = demo.load()
        if options["verbosity"]:
            self.stdout.write("已载入演示数据。" if made else "演示数据已在，没有改动。")
            for line in demo.demo_people():
                self.stdout.write("  ".join(line))
