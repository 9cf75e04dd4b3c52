"""The core's own jobs."""

import json
import os
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from core import audit, drafts, periodic, rates, stranded_tasks


def export_audit_head() -> Path | None:
    """Write the audit chain's head to a file; a cut-off tail is found against it.

    Every hour and as the worker stops, so that little can be cut off unseen. A file each time,
    never touched again, so that the folder may be write-once storage; none where nothing has been
    sealed since the last.
    """
    folder = Path(settings.AUDIT_HEAD_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    head = audit.head()
    if _is_exported(head):
        return None
    path = folder / f"{timezone.localtime():%Y-%m-%d-%H%M%S-%f}.jsonl"
    with path.open("x", encoding="utf-8") as file:
        file.write(json.dumps(asdict(head)) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return path


def _is_exported(head: audit.Head) -> bool:
    """Whether the newest file says this head already; one that cannot be read says nothing."""
    try:
        last = [known for path in head_files()[-1:] for known in read_heads(path)]
    except (OSError, json.JSONDecodeError, TypeError):
        return False
    return bool(last) and (last[-1].sequence, last[-1].hash) == (head.sequence, head.hash)


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


periodic.register(periodic.Job("audit.export_head", export_audit_head, every=timedelta(hours=1)))
periodic.register(
    periodic.Job("core.stranded_tasks", stranded_tasks.give_back, every=timedelta(minutes=1))
)
periodic.register(periodic.Job("core.prune", prune, every=timedelta(hours=6)))
