import json

from django.core.management.base import BaseCommand

from core import outbox


class Command(BaseCommand):
    help = "待送消息：各主题等待、搁置几条，最早的等了多久。"

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="输出一行 JSON，供监控读取")

    def handle(self, **options):
        states = outbox.status()
        if options["json"]:
            self.stdout.write(json.dumps(states, ensure_ascii=False))
            return
        for state in states:
            orphan = "" if state["has_handler"] else "（无人处理此主题）"
            self.stdout.write(
                f"{state['topic']}{orphan}：等待 {state['waiting']} 条，"
                f"最早已等 {state['oldest_s']} 秒，搁置 {state['parked']} 条"
            )
        if not states:
            self.stdout.write("没有待送消息")
