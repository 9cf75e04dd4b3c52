from contracts import demo_target
from core.management.demo import DemoCommand


class Command(DemoCommand):
    help = "载入去年与今年的演示目标（只在 DEMO=1 时）；已有目标的年度不改动。"

    def handle(self, **options):
        self.stdout.write(f"新载入 {demo_target.load()} 份演示目标。")
