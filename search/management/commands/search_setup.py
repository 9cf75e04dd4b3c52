from django.core.management.base import BaseCommand

from core.outbox import Unavailable
from search import rebuild


class Command(BaseCommand):
    help = "没有索引或结构已变的，建起来；已有的，比对并补齐。引擎连不上时留给后台进程。"

    def handle(self, **options):
        try:
            built = rebuild.set_up()
            rebuild.heal_all()
        except Unavailable as error:
            self.stderr.write(f"检索引擎连不上，后台进程稍后自建：{error}")
            return
        if options["verbosity"]:
            self.stdout.write(f"新建索引：{'、'.join(built) or '无'}")
