from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts import demo


class Command(BaseCommand):
    help = "列出演示账号：每种角色一个（只在 DEMO=1 时）。"

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("演示账号只在 DEMO=1 时存在。")
        self.stdout.write(f"演示账号（密码都是 {demo.PASSWORD}）")
        for role, name, phone in demo.demo_people():
            self.stdout.write(f"  {phone}  {name}  {role}")
