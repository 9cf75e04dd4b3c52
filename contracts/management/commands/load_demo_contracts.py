from contracts import demo
from core.management.demo import DemoCommand


class Command(DemoCommand):
    help = "载入演示合同（只在 DEMO=1 时）；再次运行不改动已有数据。"

    def handle(self, **options):
        made = demo.load()
        if options["verbosity"]:
            self.stdout.write("已载入演示合同。" if made else "演示合同已在，没有改动。")
