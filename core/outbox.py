"""The outbox: promises written with a change, kept by one carrier a topic, at least once.

A topic's handler is registered where the topic lives (`register`), so that a promise can be made
by a room that knows nothing of who keeps it. The carrier holds a lease, and no transaction is open
while a handler talks to others; a failure postpones, ten failures park the message for a person.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.leases import lease
from core.models import Announced, OutboxMessage

log = structlog.get_logger(__name__)

LEASE_S = 30
PARK_AFTER = 10
LONGEST_WAIT_S = 3600

Handler = Callable[[Sequence[OutboxMessage]], Iterable["Failure"]]
_handlers: dict[str, Handler] = {}


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
    is a deletion), is safe to run twice, and returns the messages that failed. What it raises
    counts as a failure of all of them.
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
    _in_transaction()
    OutboxMessage.objects.bulk_create(
        OutboxMessage(
            topic=topic, subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
        )
        for subject in subjects
        for topic in subject.outbox_topics
    )


def enqueue(topic: str, subject_type: str, subject_id: str, **payload: object) -> OutboxMessage:
    """Promise ``topic`` a piece of work that is not "this row changed". Raises as `announce`."""
    _in_transaction()
    return OutboxMessage.objects.create(
        topic=topic, subject_type=subject_type, subject_id=subject_id, payload=payload
    )


def _in_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("the outbox belongs in the transaction that changes the row")


def drain(topic: str, *, limit: int = 500) -> Drained:
    """Carry up to ``limit`` due messages of ``topic``; call again until ``taken`` is 0."""
    with lease(f"outbox.{topic}", seconds=LEASE_S) as held:
        if not held:
            return Drained()
        messages = list(
            OutboxMessage.objects.filter(
                topic=topic, parked_at__isnull=True, available_at__lte=timezone.now()
            ).order_by("id")[:limit]
        )
        if not messages:
            return Drained()
        failures = _carry(topic, messages)
        return _settle(messages, failures)


def _carry(topic: str, messages: list[OutboxMessage]) -> dict[int, str]:
    try:
        return {failure.message.pk: failure.error for failure in _handlers[topic](messages)}
    except Exception as error:
        # Whatever a neighbour does to us, the promise stays: each message is tried again.
        log.exception("outbox.failed", topic=topic, messages=len(messages))
        return dict.fromkeys((message.pk for message in messages), repr(error))


@transaction.atomic
def _settle(messages: list[OutboxMessage], failures: dict[int, str]) -> Drained:
    carried = [message.pk for message in messages if message.pk not in failures]
    OutboxMessage.objects.filter(pk__in=carried).delete()
    postponed = [message for message in messages if message.pk in failures]
    for message in postponed:
        _postpone(message, failures[message.pk])
    return Drained(len(messages), len(carried), len(postponed))


def _postpone(message: OutboxMessage, error: str) -> None:
    attempts = message.attempts + 1
    now = timezone.now()
    OutboxMessage.objects.filter(pk=message.pk).update(
        attempts=F("attempts") + 1,
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
