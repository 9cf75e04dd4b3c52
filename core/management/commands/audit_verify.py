import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core import audit_check, jobs
from core.models import AuditSeal


class Command(BaseCommand):
    help = "核对审计链：内容有无改动、缺失、换序，末尾有无截去。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--heads", type=Path, action="append", default=[], help="另存的链头文件（jsonl）"
        )

    def handle(self, *, heads, **options):
        faults = 0
        known = []
        for path in [*jobs.head_files(), *heads]:
            try:
                known += jobs.read_heads(path)
            except (OSError, json.JSONDecodeError, TypeError) as error:
                faults += self._fault(f"链头文件 {path} 无法读取：{error}")
        for fault in audit_check.verify(heads=known):
            faults += self._fault(fault)
        if faults:
            msg = f"审计链有 {faults} 处不符"
            raise CommandError(msg)
        count = AuditSeal.objects.count()
        self.stdout.write(f"✓ 审计链完好：{count} 节，核对链头 {len(known)} 个")

    def _fault(self, text):
        self.stderr.write(f"✗ {text}")
        return 1
