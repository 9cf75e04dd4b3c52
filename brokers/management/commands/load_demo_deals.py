from brokers.demo import load_demo_deals
from core.management.demo import DemoCommand


class Command(DemoCommand):
    help = "载入四十件演示商机（只在 DEMO=1 时，先有演示成果）；再次运行不改动已有数据。"

    def handle(self, **options):
        self.stdout.write(f"新载入 {load_demo_deals()} 件演示商机。")
