from core.management.demo import DemoCommand
from marketplace.demo import load_demo_listings


class Command(DemoCommand):
    help = "载入六十项演示成果（只在 DEMO=1 时，先有演示人员）；再次运行不改动已有数据。"

    def handle(self, **options):
        self.stdout.write(f"新载入 {load_demo_listings()} 项演示成果。")
