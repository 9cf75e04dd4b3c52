"""Keep each role's Django group the same as the roles in force.

Services call `mirror` for whom they touch. Roles also begin and end by date, and a stand-in's by
the days of leave, so the worker mirrors everybody every ten minutes; `roles_in_force` itself is
never behind.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from accounts.groups import PREFIX, group_name
from accounts.models import Absence, Membership, Role, User


def _wanted(people: Any) -> set[tuple[int, str]]:
    """Pairs of person and group that should be, own roles and those of absent people."""
    today = timezone.localdate()
    held = list(
        Membership.objects.in_force(today).filter(user__is_active=True).values_list("user", "role")
    )
    absences = Absence.objects.overlapping(today, today).filter(stand_in__is_active=True)
    covers = list(absences.values_list("user", "stand_in"))
    lent = [(stand_in, role) for away, stand_in in covers for user, role in held if user == away]
    return {(user, group_name(Role(role))) for user, role in [*held, *lent] if user in people}


def _groups() -> dict[str, int]:
    groups = dict(Group.objects.filter(name__startswith=PREFIX).values_list("name", "pk"))
    for name in map(group_name, Role):
        if name not in groups:
            groups[name] = Group.objects.create(name=name).pk
    return groups


@transaction.atomic
def mirror(people: Iterable[int]) -> int:
    """Bring the groups of these people up to date; returns how many memberships moved."""
    people = set(people)
    groups = _groups()
    through = User.groups.through
    rows = through.objects.filter(user__in=people, group__in=groups.values())
    standing = {(row.user_id, row.group_id): row.pk for row in rows}
    wanted = {(user, groups[name]) for user, name in _wanted(people)}
    gone = [pk for pair, pk in standing.items() if pair not in wanted]
    new = wanted - set(standing)
    through.objects.filter(pk__in=gone).delete()
    through.objects.bulk_create(
        (through(user_id=user, group_id=group) for user, group in sorted(new)),
        ignore_conflicts=True,
    )
    return len(gone) + len(new)


def mirror_with_stand_ins(user: Any) -> None:
    """As `mirror`, for a person and those who act in their roles today."""
    today = timezone.localdate()
    covering = Absence.objects.overlapping(today, today).filter(user=user)
    mirror({user.pk, *covering.values_list("stand_in", flat=True)})


def mirror_all() -> int:
    """Bring every group up to date."""
    return mirror(User.objects.values_list("pk", flat=True))
