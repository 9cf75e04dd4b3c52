"""From where authority comes: a role in force today. A name on a row gives none by itself.

What somebody writes in an organisation's name is the organisation's. Its author acts on it while
they hold a fitting role there, and so does who stands in for them; who speaks for the organisation
goes on with it when the author has left.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from accounts.models import BUREAU_ROLES, Membership, Organisation, Role

# Those who act for an organisation of their own, not for a public authority.
CIVIL_ROLES = frozenset(Role) - BUREAU_ROLES


def is_standing(user: Any) -> bool:
    """Whether this is a person whose account stands."""
    return user.is_authenticated and user.is_active


def acts_as(user: Any, person: int, place: int | None, roles: Collection[str] = Role) -> bool:
    """Whether ``user`` acts today in one of ``roles`` that ``person`` holds at ``place``.

    Args:
        person: the key of who a row names: the user's own, or of one for whom they stand in.
        place: the key of the organisation that the row belongs to.

    """
    return any(
        held.user_id == person and held.organisation_id == place and held.role in roles
        for held in user.roles_in_force
    )


def written_by(user: Any, *, person: str, place: str, roles: Collection[str] = Role) -> Q:
    """As a condition: rows whose ``person`` and ``place`` fulfil `acts_as`; both are lookups."""
    pairs = {
        (held.user_id, held.organisation_id) for held in user.roles_in_force if held.role in roles
    }
    reach = Q(pk__in=[])
    for one, at in sorted(pairs):
        reach |= Q(**{person: one, place: at})
    return reach


def speaks_for(user: Any, role: Role) -> set[int]:
    """Keys of the organisations that ``user`` speaks for today.

    In ``role``; and as an administrator where nobody holds that role, so that there is always
    somebody who can go on.
    """
    run = {held.organisation_id for held in user.roles_in_force if held.is_administrator}
    if run:
        filled = Membership.objects.in_force().filter(role=role, organisation__in=run)
        run -= {*filled.values_list("organisation", flat=True)}
    return run | {held.organisation_id for held in user.roles_in_force if held.role == role}


def civil_places(user: Any) -> list[Organisation]:
    """The confirmed organisations for which ``user`` may ask and offer.

    Nobody does so for a public authority at which they hold one of its roles.
    """
    if not is_standing(user):
        return []
    held = user.roles_in_force
    bureaus = {one.organisation_id for one in held if one.role in BUREAU_ROLES}
    found = {one.organisation_id: one.organisation for one in held if one.role in CIVIL_ROLES}
    return [
        place for pk, place in found.items() if place.status == "confirmed" and pk not in bureaus
    ]
