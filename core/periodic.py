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

RETRY = timedelta(minutes=10)  # after a failure, and after a worker that died at the work


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
    """Run what is due at ``now``; returns the names. A failure is kept and does not spread.

    What was missed while no worker ran is made up for once, not as often as it was missed.
    """
    now = now or timezone.now()
    rows = {row.name: row for row in PeriodicJob.objects.filter(name__in=_jobs)}
    return [job.name for job in jobs() if _run_if_due(job, rows.get(job.name), now)]


def _run_if_due(job: Job, row: PeriodicJob | None, now: datetime) -> bool:
    if row is None:
        PeriodicJob.objects.get_or_create(
            name=job.name, defaults={"next_run_at": job.next_after(now)}
        )
        return False
    if row.next_run_at > now:
        return False
    with lease(f"job.{job.name}") as held:
        # The next time is noted only at the end: a worker killed in between has not done it.
        # Yet it may have been the work that killed it, so the next try waits a little.
        claimed = held and PeriodicJob.objects.filter(pk=row.pk, next_run_at__lte=now).update(
            last_started_at=timezone.now(), next_run_at=min(now + RETRY, job.next_after(now))
        )
        if not claimed:
            return False  # another worker has it, or ran it since we looked
        error = _run(job)
        done = {"last_finished_at": timezone.now(), "last_error": error}
        if not error:
            done["next_run_at"] = job.next_after(now)
        PeriodicJob.objects.filter(pk=row.pk).update(**done)
    return True


def _run(job: Job) -> str:
    try:
        job.run()
    except Exception as error:
        log.exception("job.failed", job=job.name)
        return repr(error)[:1000]
    return ""
