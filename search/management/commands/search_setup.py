from django.core.management.base import BaseCommand

from core.outbox import Unavailable
from search import rebuild, setup


class Command(BaseCommand):
    help = "载入起始的同义词；缺的或结构已变的索引建起来，已有的比对并补齐；引擎连不上时留给后台。"

    def handle(self, **options):
        loaded = setup.set_up()
        try:
            built = rebuild.set_up()
            rebuild.heal_all()
        except Unavailable as error:
            self.stderr.write(f"检索引擎连不上，后台进程稍后自建：{error}")
            return
        if options["verbosity"]:
            self.stdout.write(f"新建索引：{'、'.join(built) or '无'}")
            self.stdout.write(f"载入同义词：{loaded} 行")
