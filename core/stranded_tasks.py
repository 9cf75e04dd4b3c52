"""Tasks whose worker died at them: django-tasks-db leaves them running for ever.

A task names its worker, and a worker that lives says so every few seconds (`core.heartbeat`). Who
has been silent for longer will not finish it, so it is given back; a task that has taken three
workers with it is noted as failed, for it may be what kills them.
"""

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from core import heartbeat

log = structlog.get_logger(__name__)

SILENT = timedelta(minutes=1)  # so that a worker that has just begun has given its first sign
MOST_WORKERS = 3


class WorkerDied(Exception):  # noqa: N818 — named after what it says
    """The process that ran the task ended without a word."""


@transaction.atomic
def give_back(now: datetime | None = None) -> int:
    """Let stranded tasks run again, or fail those that three workers died at; returns how many."""
    now = now or timezone.now()
    alive = {name for name, _seen, is_alive in heartbeat.workers(now) if is_alive}
    running = DBTaskResult.objects.running().filter(started_at__lt=now - SILENT)
    stranded = [
        task
        for task in running.select_for_update(skip_locked=True).order_by("started_at")
        if not alive.intersection(task.worker_ids[-1:])
    ]
    for task in stranded:
        log.warning("task.stranded", task=task.task_path, workers=task.worker_ids)
        if len(task.worker_ids) >= MOST_WORKERS:
            task.set_failed(WorkerDied(f"{len(task.worker_ids)} workers died at it"))
        else:
            task.status = TaskResultStatus.READY
            task.save(update_fields=["status"])
    return len(stranded)
