"""Merge a duplicate organisation into its heir: every reference moves, a tombstone stays.

References are found by walking the model's relations, so that rooms built later are covered
without a word here. Where a moved row would break a unique constraint, its room says what to do
(`on_conflict`); without an answer the merge stops and nothing has moved.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import Membership, Organisation, User
from accounts.services import groups, telling
from accounts.services.organisations import locked
from core import audit, locks, records
from core.errors import ValidationError, WrongState
from core.workflow import apply

Resolver = Callable[[Any, Organisation, Any], None]
_resolvers: dict[str, Resolver] = {}


def on_conflict(model: type[models.Model], resolver: Resolver) -> None:
    """Let ``resolver(row, heir, actor)`` settle a row whose twin the heir has already."""
    _resolvers[model._meta.label_lower] = resolver


@dataclass(frozen=True, slots=True)
class Reference:
    """Rows of one model that name an organisation by one field."""

    model: type[models.Model]
    field: str

    def rows(self, organisation: Organisation) -> models.QuerySet[Any]:
        rows: models.QuerySet[Any] = self.model._base_manager.filter(**{self.field: organisation})
        return rows.order_by("pk")


def references() -> Iterator[Reference]:
    """Every foreign key to an organisation in the house, those of many-to-many tables too."""
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            yield Reference(relation.related_model, relation.field.name)


def preview(organisation: Organisation) -> list[tuple[Any, int]]:
    """What would move: each model's name and how many rows, those with none left out."""
    counts = [
        (reference.model._meta.verbose_name, reference.rows(organisation).count())
        for reference in references()
    ]
    return [(name, count) for name, count in counts if count]


@transaction.atomic
def merge_organisation(pk: int, *, into: int, actor: Any) -> Organisation:
    """Merge the organisation ``pk`` into ``into``; returns the heir.

    Raises:
        PermissionDenied: not the section's staff.
        WrongState: the one is refused or merged already, or the heir is not confirmed.
        ValidationError: both are the same, or a row has a twin that no room can settle.

    """
    if pk == into:
        raise ValidationError(_("不能并入本单位自己。"))
    locks.acquire(locks.Lock.ORGANISATION_MERGE)
    both = {key: locked(key) for key in sorted((pk, into))}
    duplicate, heir = both[pk], both[into]
    apply(workflow.MERGE, duplicate, actor=actor, changes={"merged_into": heir})
    if heir.status != Organisation.Status.CONFIRMED:
        msg = f"merge into {heir.status!r}"
        raise WrongState(msg)
    people = set(duplicate.memberships.values_list("user", flat=True))
    told = list(User.objects.filter(memberships__in=duplicate.memberships.active()).distinct())
    moved = 0
    for reference in references():
        for row in reference.rows(duplicate).select_for_update(of=("self",)):
            _move(row, reference.field, heir, actor=actor)
            moved += 1
    audit.record(
        heir,
        "organisation.take_over",
        actor=actor,
        changes={"from": [None, duplicate.pk], "rows": [None, moved]},
    )
    for user in User.objects.filter(pk__in=people):
        groups.mirror_with_stand_ins(user)
    telling.merged(duplicate, heir, told, actor=actor)
    return heir


def _move(row: Any, field: str, heir: Organisation, *, actor: Any) -> None:
    try:
        with transaction.atomic():
            if row._meta.auto_created:
                row._meta.model._base_manager.filter(pk=row.pk).update(**{field: heir})
            else:
                records.change(row, "organisation.take_over", actor=actor, changes={field: heir})
    except IntegrityError as error:
        row.refresh_from_db()
        _settle(row, heir, actor, error)


def _settle(row: Any, heir: Organisation, actor: Any, error: IntegrityError) -> None:
    if row._meta.auto_created:
        row.delete()  # a link that the heir has already says the same once
        return
    resolver = _resolvers.get(row._meta.label_lower)
    if resolver is None:
        kind = row._meta.verbose_name
        message = _("%(kind)s“%(row)s”在两个单位都有，请先处理后再合并。")
        raise ValidationError(message % {"kind": kind, "row": row}) from error
    resolver(row, heir, actor)


def join_memberships(row: Membership, heir: Organisation, actor: Any) -> None:
    """One person in one role on both sides: the stronger stays with all rights, the other ends."""
    twin = (
        Membership.objects.active()
        .select_for_update()
        .get(user=row.user_id, organisation=heir, role=row.role)
    )
    confirmed = Membership.Status.CONFIRMED
    ended = {"organisation": heir, "status": Membership.Status.ENDED}
    rights = _joined(row, twin) if row.status == confirmed else {}
    records.change(row, "membership.join", actor=actor, changes=ended)
    records.change(twin, "membership.join", actor=actor, changes=rights)


def _joined(row: Membership, twin: Membership) -> dict[str, Any]:
    """The twin's new facts: confirmed, administrator if either was, and both spans of days."""
    if twin.status != Membership.Status.CONFIRMED:
        names = ("status", "is_administrator", "valid_from", "valid_to")
        return {name: getattr(row, name) for name in names}
    starts = [day for day in (row.valid_from, twin.valid_from) if day]
    ends = [day for day in (row.valid_to, twin.valid_to) if day]
    return {
        "is_administrator": row.is_administrator or twin.is_administrator,
        "valid_from": min(starts) if row.valid_from and twin.valid_from else None,
        "valid_to": max(ends) if row.valid_to and twin.valid_to else None,
    }


on_conflict(Membership, join_memberships)
