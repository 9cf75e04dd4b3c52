"""The core's own jobs."""

import json
import os
from dataclasses import asdict
from datetime import time, timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from core import audit, drafts, periodic, rates, stranded_tasks


def export_audit_head() -> Path:
    """Write the audit chain's head to today's file; a cut-off tail is found against it.

    A file a day, never touched again, so that the folder may be write-once storage.
    """
    folder = Path(settings.AUDIT_HEAD_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{timezone.localdate():%Y-%m-%d}.jsonl"
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(audit.head())) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return path


def head_files() -> list[Path]:
    """The files that were exported to this installation's folder, oldest first."""
    return sorted(Path(settings.AUDIT_HEAD_DIR).glob("*.jsonl"))


def read_heads(path: Path) -> list[audit.Head]:
    """The heads in one file.

    Raises:
        OSError, JSONDecodeError, TypeError: the file cannot be read as heads.

    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return [audit.Head(**json.loads(line)) for line in lines if line.strip()]


def prune() -> None:
    """Forget sessions, task results, drafts and counts that nobody will ask for again."""
    drafts.purge()
    rates.prune()
    call_command("clearsessions")
    call_command("prune_db_task_results", verbosity=0)


periodic.register(periodic.Job("audit.export_head", export_audit_head, at=time(23, 55)))
periodic.register(
    periodic.Job("core.stranded_tasks", stranded_tasks.give_back, every=timedelta(minutes=1))
)
periodic.register(periodic.Job("core.prune", prune, every=timedelta(hours=6)))
