"""Writing one row with everything that belongs to a write: its version, audit event and promises.

Services lock, check and decide; then they call `create`, `change` or `delete` here (or
`core.workflow.apply`, which moves a status). Nothing else in the house saves a domain row.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import F

from core import audit, outbox
from core.acts import earlier_moment, require_transaction
from core.errors import WrongState
from core.models import Announced

Row = TypeVar("Row", bound=models.Model)


def create(row: Row, action: str, *, actor: Any) -> Row:
    """Insert ``row`` after its own checks; audit and announce it.

    Raises:
        ValidationError: the row is not complete or right; nothing is written.

    """
    require_transaction("records.create()")
    row.full_clean()
    row.save(force_insert=True)
    if (then := earlier_moment()) and isinstance(row, Announced):
        _begin_earlier(row, then)
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

    Does nothing where no value differs and no status is named. A list or mapping must be a new
    one: a value that was changed in place cannot be told from what it was.

    Args:
        changes: field name to new value; for a field of many, all its new rows.
        before: the status left, where one is left.
        after: the status reached.

    Raises:
        ValidationError: a new value is not right; nothing is written.
        WrongState: another act changed the row since the caller read it.

    """
    require_transaction("records.change()")
    fields = [row._meta.get_field(name) for name in changes]
    old = {field.name: _value(row, field) for field in fields}
    many = [field.name for field in fields if field.many_to_many]
    for name in changes.keys() - many:
        setattr(row, name, changes[name])
    _clean(row, {*old, "status"} if after != before else set(old))
    new = {field.name: _value(row, field) for field in fields}
    new |= {name: _keys(changes[name]) for name in many}
    moved = {name: [old[name], new[name]] for name in old if old[name] != new[name]}
    if not moved and not after:
        return
    update = [name for name in moved if name not in many]
    if before != after:
        update.append("status")
    if isinstance(row, Announced):
        _raise_version(row)
        update.append("updated_at")
    row.save(update_fields=update)
    for name in many:
        getattr(row, name).set(changes[name])
    audit.record(row, action, actor=actor, before=before, after=after, changes=moved)
    _announce(row)


def touch(row: Announced, action: str, *, actor: Any, changes: Mapping[str, Any]) -> None:
    """Tell that what belongs to ``row`` changed: its version rises, its own fields stay.

    Args:
        changes: what the trail says of it, by name: old and new.

    """
    require_transaction("records.touch()")
    _raise_version(row)
    row.save(update_fields=["updated_at"])
    audit.record(row, action, actor=actor, changes=changes)
    _announce(row)


@transaction.atomic
def delete(row: models.Model, action: str, *, actor: Any) -> None:
    """Delete ``row``; its audit event stays, and its topics learn that it is gone.

    A caller that catches the refusal of a protected row keeps neither event nor promise.
    """
    require_transaction("records.delete()")
    audit.record(row, action, actor=actor, before=getattr(row, "status", ""))
    _announce(row)
    row.delete()


def _value(row: models.Model, field: Any) -> Any:
    if field.many_to_many:
        return _keys(getattr(row, field.name).all())
    return getattr(row, field.attname)


def _keys(rows: Any) -> list[Any]:
    return sorted(getattr(item, "pk", item) for item in rows)


def _clean(row: models.Model, names: set[str]) -> None:
    """Check what is set, and nothing that was there before."""
    others = {field.name for field in row._meta.get_fields()} - names
    row.clean_fields(exclude=others)
    row.validate_unique(exclude=others)
    row.validate_constraints(exclude=others)


def _raise_version(row: Announced) -> None:
    """The next version, given by the database only to who read the last one."""
    same = type(row)._base_manager.filter(pk=row.pk, version=row.version)
    if not same.update(version=F("version") + 1):
        msg = f"{row._meta.label_lower} {row.pk} was changed since version {row.version}"
        raise WrongState(msg)
    row.version += 1


def _begin_earlier(row: Announced, then: datetime) -> None:
    """Set what an insert fills in by itself."""
    type(row)._base_manager.filter(pk=row.pk).update(created_at=then)
    row.created_at = then


def _announce(row: models.Model) -> None:
    if isinstance(row, Announced):
        outbox.announce(row)
