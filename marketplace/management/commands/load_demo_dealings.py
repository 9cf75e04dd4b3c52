from core.management.demo import DemoCommand
from marketplace.demo_dealings import load_demo_dealings


class Command(DemoCommand):
    help = "载入演示的保密协议、应答和举报（只在 DEMO=1 时）；再次运行不改动已有数据。"

    def handle(self, **options):
        self.stdout.write(f"新载入 {load_demo_dealings()} 项演示往来。")
