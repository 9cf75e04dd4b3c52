from django.core.management.base import BaseCommand, CommandError

from core.outbox import Unavailable
from search import rebuild
from search.management import kinds

SHOWN = 20


class Command(BaseCommand):
    help = "逐行比对索引与数据，补上缺的、改正错的、删去多余的。发现差异时以 1 退出。"

    def add_arguments(self, parser):
        kinds.add_argument(parser)
        parser.add_argument("--dry-run", action="store_true", help="只比对，不改动")

    def handle(self, *, kind, dry_run, **options):
        found = False
        for source in kinds.chosen(kind):
            try:
                difference = rebuild.check(source, heal=not dry_run)
            except Unavailable as error:
                msg = f"检索引擎连不上，或没有索引：{error}"
                raise CommandError(msg) from error
            found = found or bool(difference.ids)
            self.stdout.write(f"{source.kind.name}：比对 {difference.compared} 件")
            for label, ids in (
                ("索引缺", difference.missing),
                ("不一致", difference.differing),
                ("索引多", difference.left_over),
            ):
                if ids:
                    shown = "、".join(map(str, ids[:SHOWN]))
                    self.stdout.write(f"  {label} {len(ids)} 件：{shown}")
        if found:
            raise CommandError("有差异" if dry_run else "有差异，已补齐")
