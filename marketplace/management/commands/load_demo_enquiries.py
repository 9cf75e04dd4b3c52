from core.management.demo import DemoCommand
from marketplace.demo_enquiries import load_demo_enquiries


class Command(DemoCommand):
    help = "载入十二项演示咨询（只在 DEMO=1 时，先有演示成果）；再次运行不改动已有数据。"

    def handle(self, **options):
        self.stdout.write(f"新载入 {load_demo_enquiries()} 项演示咨询。")
