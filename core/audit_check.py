"""Find what was done to the audit trail behind the software's back.

A change, a deletion in the middle and a reordering break the chain by themselves. A cut-off tail
and a chain that somebody sealed anew are whole in themselves; they differ from the heads that are
exported every hour (`core/jobs.py`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from django.db import DatabaseError, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.audit import GENESIS, Head, digest
from core.chunks import chunks
from core.models import AuditEvent, AuditSeal

CHUNK = 2000  # links held in memory at a time
LONGEST_ACT = timedelta(minutes=10)  # no transaction of ours stays open so long


def verify(*, heads: Iterable[Head] = ()) -> Iterator[str]:
    """Yield a sentence for each fault of the trail; nothing where it holds.

    Args:
        heads: heads exported earlier; each must still stand in the chain.

    """
    wanted = defaultdict(list)
    for head in heads:
        if head.sequence:
            wanted[head.sequence].append(head)
    top = AuditSeal.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    links = AuditSeal.objects.filter(sequence__lte=top).order_by("sequence").iterator(CHUNK)
    seen = _Seen()
    for link, event in _with_events(links):
        yield from _faults(link, event, seen, wanted.pop(link.sequence, ()))
        seen.add(link, event)
    if seen.sequence < top:
        yield f"链节 {seen.sequence + 1} 至 {top} 缺失"
    for head in chain.from_iterable(wanted.values()):
        yield f"{head.at} 导出的链头为第 {head.sequence} 节，现只到第 {seen.sequence} 节"
    late = timezone.now() - LONGEST_ACT
    unsealed = AuditEvent.objects.filter(seal__isnull=True)
    written = unsealed.annotate(written=Coalesce("recorded_at", "at"))
    if waiting := written.filter(written__lt=late).count():
        yield f"{waiting} 条操作记录超过 10 分钟未封存；请检查后台进程"


def _with_events(
    links: Iterator[AuditSeal],
) -> Iterator[tuple[AuditSeal, AuditEvent | Exception | None]]:
    """Each link with its event, read by their keys, a chunk at a time.

    None stands for an event that is gone, an exception for one that cannot be read: neither keeps
    the rest of the trail from being checked. A join could be planned on statistics that are stale
    after many acts at once, and then reads all events for each link. Django's own prefetch asks
    for a chunk by one OR a key, which SQLite refuses beyond 1,000.
    """
    for part in chunks(links, CHUNK):
        events = _read([link.event_id for link in part])
        for link in part:
            yield link, events.get(link.event_id)


def _read(keys: list[int]) -> Mapping[int, AuditEvent | Exception]:
    """The events of those keys; where one cannot be read, each by itself."""
    try:
        with transaction.atomic():  # PostgreSQL reads nothing more after an error, but for this
            return AuditEvent.objects.in_bulk(keys)
    except (DatabaseError, ValueError) as error:
        if len(keys) == 1:
            return {keys[0]: error}
    return {key: found for one in keys for key, found in _read([one]).items()}


@dataclass(slots=True)
class _Seen:
    """How far the check has come."""

    sequence: int = 0
    hash: str = GENESIS
    newest: datetime | None = None

    def add(self, link: AuditSeal, event: AuditEvent | Exception | None) -> None:
        self.sequence, self.hash = link.sequence, link.hash
        if isinstance(event, AuditEvent):
            self.newest = max(self.newest or event.written_at, event.written_at)


def _faults(
    link: AuditSeal,
    event: AuditEvent | Exception | None,
    before: _Seen,
    heads: Iterable[Head],
) -> Iterator[str]:
    if link.sequence != before.sequence + 1:
        yield f"链节 {before.sequence + 1} 至 {link.sequence - 1} 缺失"
    if link.previous_hash != before.hash:
        yield f"链节 {link.sequence} 与上一链节不相接"
    for head in heads:
        if head.hash != link.hash:
            yield f"链节 {link.sequence} 与 {head.at} 导出的链头不同"
    if event is None:
        yield f"链节 {link.sequence} 的操作记录 {link.event_id} 已被删除"
    elif isinstance(event, Exception):
        yield f"链节 {link.sequence} 的操作记录 {link.event_id} 无法读取：{event}"
    else:
        link.event = event
        if digest(link) != link.hash:
            yield f"链节 {link.sequence}（操作记录 {link.event_id}）与封存时不同"
        if before.newest and event.written_at < before.newest - LONGEST_ACT:
            yield f"操作记录 {link.event_id} 的时间早于其前的记录，疑为事后插入"
