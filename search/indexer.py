"""Carry the outbox's topic "search" to the engine: at least once, rows as they are now.

One carrier a topic, no transaction open meanwhile (`core.outbox`). The row's own version is the
engine's, so that a late write of an older state is passed over there too.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import structlog

from core.models import OutboxMessage
from core.outbox import Failure, Unavailable
from search import rebuild
from search.documents import Source, changes, source_of
from search.engines.base import Missing
from search.engines.current import engine

log = structlog.get_logger(__name__)


def carry(messages: Sequence[OutboxMessage]) -> Iterable[Failure]:
    """Tell the engine of each message's row; returns the messages that it did not take.

    Raises:
        Unavailable: the engine is away; every message waits.

    """
    by_model: dict[str, list[OutboxMessage]] = defaultdict(list)
    for message in messages:
        by_model[message.subject_type].append(message)
    return [
        failure
        for label, told in by_model.items()
        for failure in _carry_model(source_of(label), told)
    ]


def _carry_model(source: Source | None, messages: list[OutboxMessage]) -> list[Failure]:
    if source is None:
        return [Failure(message, "not among search.documents") for message in messages]
    try:
        errors = engine().write(
            source.kind, changes(source, [int(message.subject_id) for message in messages])
        )
    except Missing:
        # The file was thrown away or the cluster came back empty. A whole index holds these rows.
        log.warning("search.missing", kind=source.kind.name)
        if not rebuild.build(source):
            raise Unavailable("the index is being built") from None
        return []
    return [
        Failure(message, errors[int(message.subject_id)])
        for message in messages
        if int(message.subject_id) in errors
    ]
