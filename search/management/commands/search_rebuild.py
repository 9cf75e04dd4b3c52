import time

from django.core.management.base import BaseCommand, CommandError

from core.outbox import Unavailable
from search import rebuild
from search.engines.current import engine
from search.management import kinds


class Command(BaseCommand):
    help = "在旧索引旁重建索引，建成后一次切换；其间检索照常，改动不丢。"

    def add_arguments(self, parser):
        kinds.add_argument(parser)

    def handle(self, *, kind, **options):
        for source in kinds.chosen(kind):
            begun = time.monotonic()
            try:
                if not rebuild.build(source):
                    msg = f"{source.kind.name}：另一个进程正在重建。"
                    raise CommandError(msg)
                count = engine().count(source.kind)
            except Unavailable as error:
                msg = f"检索引擎连不上：{error}"
                raise CommandError(msg) from error
            self.stdout.write(f"{source.kind.name}：{count} 件，{time.monotonic() - begun:.1f} 秒")
