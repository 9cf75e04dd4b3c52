"""Jobs that run by the clock: registered in code, their next time kept in the database.

A job is claimed by a lease, so that two workers run it once; it should be safe to run twice all
the same, for a worker may be killed between the work and the note that it is done.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import structlog
from django.utils import timezone

from core.leases import lease
from core.models import PeriodicJob

log = structlog.get_logger(__name__)

LEASE_S = 3600


@dataclass(frozen=True, slots=True)
class Job:
    """A job with its rhythm: every so often, or (``at``) once a day at a time in Shanghai."""

    name: str
    run: Callable[[], object]
    every: timedelta = timedelta(days=1)
    at: time | None = None

    def next_after(self, moment: datetime) -> datetime:
        """The job's first time after ``moment``."""
        if self.at is None:
            return moment + self.every
        local = timezone.localtime(moment)
        due = local.replace(
            hour=self.at.hour, minute=self.at.minute, second=self.at.second, microsecond=0
        )
        return due if due > local else due + timedelta(days=1)


_jobs: dict[str, Job] = {}


def register(job: Job) -> None:
    """Let the worker run ``job`` from now on."""
    _jobs[job.name] = job


def jobs() -> tuple[Job, ...]:
    """Every registered job."""
    return tuple(_jobs.values())


def run_due(now: datetime | None = None) -> list[str]:
    """Run what is due at ``now``; returns the names. A failure is kept and does not spread."""
    now = now or timezone.now()
    return [job.name for job in jobs() if _run_if_due(job, now)]


def _run_if_due(job: Job, now: datetime) -> bool:
    row, _new = PeriodicJob.objects.get_or_create(
        name=job.name, defaults={"next_run_at": job.next_after(now)}
    )
    if row.next_run_at > now:
        return False
    with lease(f"job.{job.name}", seconds=LEASE_S) as held:
        if not held:
            return False
        job_row = PeriodicJob.objects.filter(pk=row.pk, next_run_at__lte=now)
        if not job_row.update(last_started_at=timezone.now(), next_run_at=job.next_after(now)):
            return False  # another worker ran it since we looked
        error = _run(job)
        PeriodicJob.objects.filter(pk=row.pk).update(
            last_finished_at=timezone.now(), last_error=error
        )
    return True


def _run(job: Job) -> str:
    try:
        job.run()
    except Exception as error:
        log.exception("job.failed", job=job.name)
        return repr(error)[:1000]
    return ""
