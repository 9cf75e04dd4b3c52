"""The audit trail: events in the act's own transaction, a hash chain over them by the worker.

A chain written by the acts themselves would make every act wait for the one before it. So an act
only inserts its event and a note that it waits; within seconds the worker seals what has been
committed, each link holding the hash of the link before it (`docs/adr/0002`). Finding a fault is
in `core/audit_check.py`.
"""

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from core import locks, wake
from core.acts import earlier_moment, require_transaction
from core.models import AuditEvent, AuditSeal, AuditUnsealed, Chain

GENESIS = "0" * 64
LABEL_LENGTH = AuditEvent._meta.get_field("subject_label").max_length


def record(
    subject: models.Model,
    action: str,
    *,
    actor: Any,
    chain: Chain | None = None,
    before: str = "",
    after: str = "",
    changes: Mapping[str, Any] | None = None,
) -> AuditEvent:
    """Write that ``actor`` did ``action`` to ``subject``; ``actor`` is None for the system itself.

    The chain is the subject's own (its ``chain``) unless given.

    Raises:
        RuntimeError: outside a transaction, where the record could outlive the act.
        TypeError: a value in ``changes`` has no lasting form.

    """
    act = Act(subject, action, before, after, changes or {}, chain)
    return record_all([act], actor=actor)[0]


@dataclass(frozen=True, slots=True)
class Act:
    """What was done to one row; `record` says what each part is."""

    subject: models.Model
    action: str
    before: str = ""
    after: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)
    chain: Chain | None = None


def record_all(acts: Iterable[Act], *, actor: Any) -> list[AuditEvent]:
    """As `record`, for an act upon many rows: two inserts for all of them."""
    require_transaction("audit.record()")
    written, earlier = timezone.now(), earlier_moment()
    events = AuditEvent.objects.bulk_create(
        AuditEvent(
            at=earlier or written,
            recorded_at=written if earlier else None,
            actor=actor,
            action=act.action,
            subject_type=act.subject._meta.label_lower,
            subject_id=str(act.subject.pk),
            subject_label=str(act.subject)[:LABEL_LENGTH],
            chain=act.chain or getattr(act.subject, "chain", None),
            before=act.before,
            after=act.after,
            changes=_lasting(act.changes),
        )
        for act in acts
    )
    AuditUnsealed.objects.bulk_create(AuditUnsealed(event=event) for event in events)
    wake.there_is_work()
    return events


def _lasting(value: Any) -> Any:
    """``value`` in a form that every database gives back as it was, or its hash would differ.

    Floats become text (PostgreSQL turns 1e16 into a whole number), rows their keys, files their
    names, sets sorted lists.
    """
    if isinstance(value, Mapping):
        return {str(key): _lasting(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((_lasting(item) for item in value), key=str)
    if isinstance(value, models.Model):
        value = value.pk
    elif isinstance(value, FieldFile):
        value = value.name or ""
    elif isinstance(value, float):
        value = str(value)
    elif isinstance(value, Iterable) and not isinstance(value, (str, bytes)):
        return [_lasting(item) for item in value]
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


@transaction.atomic
def seal(*, limit: int = 1000) -> int:
    """Seal up to ``limit`` committed events, oldest first; returns how many."""
    if not AuditUnsealed.objects.exists():
        return 0
    locks.acquire(locks.Lock.AUDIT_SEAL)
    # Read after the lock was had, so that what another sealer has just committed is seen.
    waiting = list(AuditUnsealed.objects.select_related("event").order_by("event_id")[:limit])
    last = AuditSeal.objects.order_by("-sequence").first()
    sequence, previous = (last.sequence, last.hash) if last else (0, GENESIS)
    now = timezone.now()
    seals = []
    for entry in waiting:
        sequence += 1
        link = AuditSeal(
            sequence=sequence, event=entry.event, previous_hash=previous, sealed_at=now
        )
        link.hash = previous = digest(link)
        seals.append(link)
    AuditSeal.objects.bulk_create(seals)
    AuditUnsealed.objects.filter(event__in=[entry.event_id for entry in waiting]).delete()
    return len(seals)


def digest(link: AuditSeal) -> str:
    """The hash that ``link`` should have: over every column of its own and of its event."""
    event = link.event
    content = [
        link.sequence,
        link.previous_hash,
        _utc(link.sealed_at),
        event.pk,
        _utc(event.at),
        event.actor_id,
        event.action,
        event.subject_type,
        event.subject_id,
        event.subject_label,
        event.chain_id,
        event.before,
        event.after,
        event.changes,
    ]
    if event.recorded_at:  # what was sealed before the column came keeps its hash
        content.append(_utc(event.recorded_at))
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _utc(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).isoformat()


@dataclass(frozen=True, slots=True)
class Head:
    """The chain's last link at a moment; kept elsewhere, it shows that nothing was cut off."""

    sequence: int
    hash: str
    at: str  # ISO 8601, UTC


def head() -> Head:
    """The chain's head now; sequence 0 where nothing has been sealed."""
    last = AuditSeal.objects.order_by("-sequence").first()
    now = _utc(timezone.now())
    return Head(last.sequence, last.hash, now) if last else Head(0, GENESIS, now)
