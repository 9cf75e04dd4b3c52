"""The core's own jobs."""

import json
from dataclasses import asdict
from datetime import time, timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from core import audit, drafts, periodic


def export_audit_head() -> Path:
    """Append the audit chain's head to this month's file; a cut-off tail is found against it."""
    folder = Path(settings.AUDIT_HEAD_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{timezone.localdate():%Y-%m}.jsonl"
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(audit.head())) + "\n")
    return path


def exported_heads() -> list[audit.Head]:
    """Every head that was exported to this installation's folder."""
    return [
        audit.Head(**json.loads(line))
        for path in sorted(Path(settings.AUDIT_HEAD_DIR).glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def prune() -> None:
    """Forget sessions, task results and drafts that nobody will ask for again."""
    drafts.purge()
    call_command("clearsessions")
    call_command("prune_db_task_results", verbosity=0)


periodic.register(periodic.Job("audit.export_head", export_audit_head, at=time(23, 55)))
periodic.register(periodic.Job("core.prune", prune, every=timedelta(hours=6)))
