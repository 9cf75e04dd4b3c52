from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core import heartbeat


class Command(BaseCommand):
    help = "后台进程是否在工作；没有一个在工作时以非零结束。"

    def handle(self, **options):
        found = heartbeat.workers()
        for name, seen, alive in found:
            mark = "✓" if alive else "✗"
            self.stdout.write(f"{mark} {name} 最近一次 {timezone.localtime(seen):%m-%d %H:%M:%S}")
        if not any(alive for _name, _seen, alive in found):
            raise CommandError("没有后台进程在工作")
