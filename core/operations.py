"""What an operator sees of the machinery, and the one thing they do to it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit, heartbeat, outbox, periodic, registry
from core.errors import PermissionDenied
from core.models import AuditUnsealed, OutboxMessage, PeriodicJob

PLACE = "operations"
RETRY = "outbox.unpark"
SHOWN = 20

registry.describe_action(RETRY, _("重试搁置消息"))
registry.describe_detail("topic", _("主题"))
registry.describe_detail("count", _("条数"))


@dataclass(frozen=True)
class State:
    """The machinery at a moment."""

    topics: list[dict[str, Any]]
    parked: list[OutboxMessage]
    jobs: list[PeriodicJob]
    workers: list[tuple[str, datetime, bool]]
    head: audit.Head
    unsealed: int
    unsealed_since: datetime | None

    @property
    def waiting(self) -> int:
        return sum(topic["waiting"] for topic in self.topics)

    @property
    def parked_count(self) -> int:
        return sum(topic["parked"] for topic in self.topics)

    @property
    def failing(self) -> int:
        return sum(bool(job.last_error) for job in self.jobs)

    @property
    def alive(self) -> int:
        return sum(alive for _name, _seen, alive in self.workers)


def state() -> State:
    """How outbox, jobs, workers and trail stand now; as many queries however much there is."""
    now = timezone.now()
    oldest = AuditUnsealed.objects.select_related("event").order_by("event_id").first()
    return State(
        topics=[
            {**topic, "since": now - timedelta(seconds=topic["oldest_s"])}
            for topic in outbox.status()
        ],
        parked=list(_parked().order_by("-parked_at")[:SHOWN]),
        jobs=list(
            PeriodicJob.objects.filter(name__in=[job.name for job in periodic.jobs()]).order_by(
                "name"
            )
        ),
        workers=heartbeat.workers(now),
        head=audit.head(),
        unsealed=AuditUnsealed.objects.count(),
        unsealed_since=oldest.event.written_at if oldest else None,
    )


@transaction.atomic
def retry_parked(*, actor: Any) -> int:
    """Give every parked message ten more tries; returns how many. One event a topic.

    Raises:
        PermissionDenied: not for ``actor``.

    """
    if not registry.may_enter(PLACE, actor):
        raise PermissionDenied(RETRY)
    again = 0
    for topic in _parked().order_by("topic").values_list("topic", flat=True).distinct():
        first = _parked().filter(topic=topic).order_by("pk").select_for_update().first()
        if first is None:
            continue
        count = outbox.unpark(topic)
        audit.record(first, RETRY, actor=actor, changes={"topic": topic, "count": count})
        again += count
    return again


def _parked() -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(parked_at__isnull=False)
