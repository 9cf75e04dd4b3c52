from django.core.management.base import BaseCommand, CommandError

from core import outbox
from core.outbox import Unavailable
from search.documents import TOPIC
from search.engines.current import engine
from search.management import kinds


class Command(BaseCommand):
    help = "索引的现状：引擎、索引名、件数、结构是否最新、待送消息。有不妥时以 1 退出。"

    def add_arguments(self, parser):
        kinds.add_argument(parser)

    def handle(self, *, kind, **options):
        faults = []
        self.stdout.write(f"引擎 {engine().name}")
        for source in kinds.chosen(kind):
            try:
                faults += self._say(source)
            except Unavailable as error:
                faults.append(f"{source.kind.name}：连不上（{error}）")
        waiting = next((row for row in outbox.status() if row["topic"] == TOPIC), None)
        if waiting:
            self.stdout.write(
                f"待送 {waiting['waiting']}，最早已等 {waiting['oldest_s']} 秒，"
                f"搁置 {waiting['parked']}"
            )
            if waiting["parked"]:
                faults.append(f"搁置 {waiting['parked']} 条")
        if faults:
            raise CommandError("；".join(faults))

    def _say(self, source):
        index = engine().current(source.kind)
        if index is None:
            return [f"{source.kind.name}：没有索引"]
        current = engine().is_current_shape(source.kind)
        self.stdout.write(
            f"{source.kind.name}：{index.name}，{engine().count(source.kind)} 件，"
            f"可公开 {source.public().count()} 件，结构{'最新' if current else '过时'}"
        )
        return [] if current else [f"{source.kind.name}：结构过时，请运行 search_rebuild"]
