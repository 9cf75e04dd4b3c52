from contracts import demo_registrations
from core.management.demo import DemoCommand


class Command(DemoCommand):
    help = "登记四件演示商机的合同（只在 DEMO=1 时，先有演示商机和合同）；再次运行不改动已有数据。"

    def handle(self, **options):
        self.stdout.write(f"新登记 {demo_registrations.load()} 份演示合同。")
