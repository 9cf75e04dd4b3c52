"""The outbox: promises written with a change, kept by one carrier a topic, at least once.

A topic's handler is registered where the topic lives (`register`), so that a promise can be made
by a room that knows nothing of who keeps it. The carrier holds a lease, and no transaction is open
while a handler talks to others; a failure postpones, ten failures park the message for a person.
Messages without payload say only "this row changed": several of one row are carried as one
(`docs/adr/0003`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from django.db import connection, transaction
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from core import wake
from core.acts import require_transaction
from core.leases import lease
from core.models import Announced, OutboxMessage

log = structlog.get_logger(__name__)

PARK_AFTER = 10
LONGEST_WAIT_S = 3600

Handler = Callable[[Sequence[OutboxMessage]], Iterable["Failure"]]
_handlers: dict[str, Handler] = {}


class Unavailable(Exception):  # noqa: N818 — named after what it says
    """The neighbour cannot be reached: the topic pauses a few seconds, no message is blamed."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A message that its handler could not carry, and why."""

    message: OutboxMessage
    error: str


@dataclass(frozen=True, slots=True)
class Drained:
    """What one call of `drain` did with the messages it took."""

    taken: int = 0
    carried: int = 0
    postponed: int = 0


def register(topic: str, handler: Handler) -> None:
    """Let ``handler`` carry the messages of ``topic``.

    The handler gets the due messages oldest first, reads each subject as it is now (an absent row
    is a deletion), is safe to run twice, and returns the messages that failed. It raises
    `Unavailable` where nobody can be reached; after any other error each message is tried alone.
    """
    _handlers[topic] = handler


def topics() -> tuple[str, ...]:
    """Every topic that has a handler."""
    return tuple(_handlers)


def announce(subject: Announced) -> None:
    """Promise each of the row's topics to tell it of this change.

    Raises:
        RuntimeError: outside a transaction, where the promise could outlive the change.

    """
    announce_all([subject])


def announce_all(subjects: Iterable[Announced]) -> None:
    """As `announce`, for an act that touches many rows: one insert for all of them."""
    require_transaction("an outbox message")
    wake.there_is_work()
    OutboxMessage.objects.bulk_create(
        OutboxMessage(
            topic=topic, subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
        )
        for subject in subjects
        for topic in subject.outbox_topics
    )


def enqueue(topic: str, subject_type: str, subject_id: str, **payload: object) -> OutboxMessage:
    """Promise ``topic`` a piece of work that is not "this row changed". Raises as `announce`."""
    require_transaction("an outbox message")
    wake.there_is_work()
    return OutboxMessage.objects.create(
        topic=topic, subject_type=subject_type, subject_id=subject_id, payload=payload
    )


def drain(topic: str, *, limit: int = 500) -> Drained:
    """Carry up to ``limit`` due messages of ``topic``; call again until ``taken`` is 0.

    Raises:
        LookupError: nobody has registered for ``topic``.

    """
    handler = _handlers[topic]
    if not _due(topic).exists():
        return Drained()
    with lease(f"outbox.{topic}") as held:
        if held is None:
            return Drained()
        promises = _take(topic, limit)
        try:
            failures = _carry(handler, [promise.message for promise in promises])
        except Unavailable as error:
            held.keep()
            log.warning("outbox.unavailable", topic=topic, error=str(error)[:200])
            return Drained(taken=len(promises))
        if not connection.in_atomic_block:
            # The database may have been restarted while the neighbour answered.
            connection.close_if_unusable_or_obsolete()
        with transaction.atomic():
            held.confirm()
            return _settle(promises, failures)


def _due(topic: str) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(
        topic=topic, parked_at__isnull=True, available_at__lte=timezone.now()
    )


@dataclass(slots=True)
class _Promise:
    """A message to carry, and those that are kept with it: the same row, as it is now."""

    message: OutboxMessage
    others: list[int]


def _take(topic: str, limit: int) -> list[_Promise]:
    """Due messages, oldest first; those without payload once a row.

    Only messages seen here are kept with another: one that commits while the handler reads may
    tell of a state that the handler has not seen.
    """
    promises: list[_Promise] = []
    by_row: dict[tuple[str, str], _Promise] = {}
    for message in _due(topic).order_by("id")[:limit]:
        row = (message.subject_type, message.subject_id)
        if message.payload or row not in by_row:
            promises.append(_Promise(message, []))
            if not message.payload:
                by_row[row] = promises[-1]
        else:
            by_row[row].others.append(message.pk)
    return promises


def _carry(handler: Handler, messages: list[OutboxMessage]) -> dict[int, str]:
    """What failed, by message. Where the handler raises, each message is tried by itself."""
    try:
        return {failure.message.pk: failure.error for failure in handler(messages)}
    except Unavailable:
        raise
    except Exception as error:
        log.exception("outbox.failed", topic=messages[0].topic, messages=len(messages))
        if len(messages) == 1:
            return {messages[0].pk: repr(error)}
    failures: dict[int, str] = {}
    for message in messages:
        failures |= _carry(handler, [message])
    return failures


def _settle(promises: list[_Promise], failures: dict[int, str]) -> Drained:
    carried = [promise for promise in promises if promise.message.pk not in failures]
    postponed = [promise for promise in promises if promise.message.pk in failures]
    gone = [promise.message.pk for promise in carried]
    gone += [pk for promise in promises for pk in promise.others]
    OutboxMessage.objects.filter(pk__in=gone).delete()
    for promise in postponed:
        _postpone(promise.message, failures[promise.message.pk])
    return Drained(len(promises), len(carried), len(postponed))


def _postpone(message: OutboxMessage, error: str) -> None:
    attempts = message.attempts + 1
    now = timezone.now()
    OutboxMessage.objects.filter(pk=message.pk).update(
        attempts=attempts,
        last_error=error[:1000],
        available_at=now + timedelta(seconds=min(2**attempts, LONGEST_WAIT_S)),
        parked_at=now if attempts >= PARK_AFTER else None,
    )
    if attempts >= PARK_AFTER:
        log.error("outbox.parked", topic=message.topic, message=message.pk, error=error[:200])


def unpark(topic: str | None = None) -> int:
    """Give parked messages (of ``topic``) ten more tries; returns how many."""
    parked = OutboxMessage.objects.filter(parked_at__isnull=False)
    if topic:
        parked = parked.filter(topic=topic)
    return parked.update(parked_at=None, attempts=0, available_at=timezone.now())


def status() -> list[dict[str, Any]]:
    """For each topic with messages: how many wait or are parked, how old the oldest is."""
    now = timezone.now()
    rows = OutboxMessage.objects.values("topic").annotate(
        waiting=Count("pk", filter=Q(parked_at__isnull=True)),
        parked=Count("pk", filter=Q(parked_at__isnull=False)),
        oldest=Min("created_at", filter=Q(parked_at__isnull=True)),
    )
    return [
        {
            "topic": row["topic"],
            "waiting": row["waiting"],
            "parked": row["parked"],
            "oldest_s": int((now - row["oldest"]).total_seconds()) if row["oldest"] else 0,
            "has_handler": row["topic"] in _handlers,
        }
        for row in rows.order_by("topic")
    ]
