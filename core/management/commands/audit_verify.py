import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core import audit, jobs
from core.models import AuditSeal


class Command(BaseCommand):
    help = "核对审计链:内容有无改动、缺失、换序,末尾有无截去。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--heads", type=Path, action="append", default=[], help="另存的链头文件(jsonl)"
        )

    def handle(self, *, heads, **options):
        known = jobs.exported_heads() + [
            audit.Head(**json.loads(line))
            for path in heads
            for line in path.read_text(encoding="utf-8").splitlines()
        ]
        faults = list(audit.verify(heads=known))
        for fault in faults:
            self.stderr.write(f"✗ {fault}")
        if faults:
            msg = f"审计链有 {len(faults)} 处不符"
            raise CommandError(msg)
        count = AuditSeal.objects.count()
        self.stdout.write(f"✓ 审计链完好:{count} 节,核对链头 {len(known)} 个")
