"""Writing one row with everything that belongs to a write: its version, audit event and promises.

Services lock, check and decide; then they call `create`, `change` or `delete` here (or
`core.workflow.apply`, which moves a status). Nothing else in the house saves a domain row.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models

from core import audit, outbox
from core.models import Announced

Row = TypeVar("Row", bound=models.Model)


def create(row: Row, action: str, *, actor: Any) -> Row:
    """Insert ``row`` after its own checks; audit and announce it."""
    row.full_clean()
    row.save(force_insert=True)
    audit.record(row, action, actor=actor, after=getattr(row, "status", ""))
    _announce(row)
    return row


def change(
    row: models.Model,
    action: str,
    *,
    actor: Any,
    changes: Mapping[str, Any],
    before: str = "",
    after: str = "",
) -> None:
    """Set ``changes`` on a row that the caller has locked; audit old and new, and announce.

    Does nothing where no value differs and no status moves.

    Args:
        changes: field name to new value.
        before: the status left, where one is left.
        after: the status reached.

    """
    moved = {
        name: [getattr(row, name), value]
        for name, value in changes.items()
        if getattr(row, name) != value
    }
    if not moved and before == after:
        return
    for name, (_old, new) in moved.items():
        setattr(row, name, new)
    fields = [*moved, *(["status"] if before != after else [])]
    if isinstance(row, Announced):
        row.version += 1
        fields += ["version", "updated_at"]
    row.save(update_fields=fields)
    audit.record(row, action, actor=actor, before=before, after=after, changes=_values(moved))
    _announce(row)


def delete(row: models.Model, action: str, *, actor: Any) -> None:
    """Delete ``row``; its audit event stays, and its topics learn that it is gone."""
    audit.record(row, action, actor=actor, before=getattr(row, "status", ""))
    _announce(row)
    row.delete()


def _values(moved: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    return {
        name: [value.pk if isinstance(value, models.Model) else value for value in pair]
        for name, pair in moved.items()
    }


def _announce(row: models.Model) -> None:
    if isinstance(row, Announced):
        outbox.announce(row)
