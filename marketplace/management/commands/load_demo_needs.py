from core.management.demo import DemoCommand
from marketplace.demo_needs import load_demo_needs


class Command(DemoCommand):
    help = "载入十五项演示需求（只在 DEMO=1 时，先有演示人员）；再次运行不改动已有数据。"

    def handle(self, **options):
        self.stdout.write(f"新载入 {load_demo_needs()} 项演示需求。")
