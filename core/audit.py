"""The audit trail: events in the act's own transaction, a hash chain over them by the worker.

A chain written by the acts themselves would make every act wait for the one before it. So an act
only inserts its event; within seconds the worker seals what has been committed, each link holding
the hash of the link before it. `verify` then finds any change, deletion or reordering; a cut-off
tail it finds by the head that is exported every night (`core/jobs.py`).
"""

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from core import locks
from core.models import AuditEvent, AuditSeal, Chain

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

    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("audit.record() belongs in the transaction of the act")
    return AuditEvent.objects.create(
        actor=actor,
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_label=str(subject)[:LABEL_LENGTH],
        chain=chain or getattr(subject, "chain", None),
        before=before,
        after=after,
        changes=_plain(changes or {}),
    )


def _plain(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Values as JSON keeps them on every database: no floats, rows as their keys."""
    keyed = {
        name: value.pk if isinstance(value, models.Model) else value
        for name, value in changes.items()
    }
    return json.loads(json.dumps(keyed, cls=DjangoJSONEncoder))


@transaction.atomic
def seal(*, limit: int = 1000) -> int:
    """Seal up to ``limit`` committed events, oldest first; returns how many."""
    locks.acquire(locks.Lock.AUDIT_SEAL)
    events = list(AuditEvent.objects.filter(seal__isnull=True).order_by("id")[:limit])
    head = AuditSeal.objects.order_by("-sequence").first()
    sequence, previous = (head.sequence, head.hash) if head else (0, GENESIS)
    seals = []
    for event in events:
        sequence += 1
        digest = _digest(sequence, previous, event)
        seals.append(
            AuditSeal(sequence=sequence, event=event, previous_hash=previous, hash=digest)
        )
        previous = digest
    AuditSeal.objects.bulk_create(seals)
    return len(seals)


def _digest(sequence: int, previous: str, event: AuditEvent) -> str:
    content = [
        sequence,
        previous,
        event.pk,
        event.at.astimezone(datetime.UTC).isoformat(),
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
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Head:
    """The chain's last link at a moment; kept elsewhere, it shows that nothing was cut off."""

    sequence: int
    hash: str
    at: str  # ISO 8601, UTC


def head() -> Head:
    """The chain's head now; sequence 0 where nothing has been sealed."""
    last = AuditSeal.objects.order_by("-sequence").first()
    now = timezone.now().astimezone(datetime.UTC).isoformat()
    return Head(last.sequence, last.hash, now) if last else Head(0, GENESIS, now)


def verify(*, heads: list[Head] | None = None) -> Iterator[str]:
    """Yield a sentence for each fault of the chain; nothing where it holds.

    Args:
        heads: heads exported earlier; each must still stand in the chain.

    """
    previous, expected = GENESIS, 1
    wanted = {head.sequence: head for head in heads or () if head.sequence}
    for link in AuditSeal.objects.select_related("event").order_by("sequence").iterator(2000):
        if link.sequence != expected:
            yield f"链节 {expected} 至 {link.sequence - 1} 缺失"
        if link.previous_hash != previous:
            yield f"链节 {link.sequence} 与上一链节不相接"
        if _digest(link.sequence, link.previous_hash, link.event) != link.hash:
            yield f"链节 {link.sequence}(操作记录 {link.event_id})与封存时不同"
        known = wanted.pop(link.sequence, None)
        if known and known.hash != link.hash:
            yield f"链节 {link.sequence} 与 {known.at} 导出的链头不同"
        previous, expected = link.hash, link.sequence + 1
    for missing in wanted.values():
        last = expected - 1
        yield f"{missing.at} 导出的链头为第 {missing.sequence} 节,现只到第 {last} 节"
    late = timezone.now() - timedelta(minutes=10)
    if waiting := AuditEvent.objects.filter(seal__isnull=True, at__lt=late).count():
        yield f"{waiting} 条操作记录超过 10 分钟未封存;请检查后台进程"
