"""Who is to be told: those who act in a role today, and those who stand in for them."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Absence, Membership, Organisation, Role, User
from core.models import Region


def _acting(held: QuerySet[Membership]) -> QuerySet[User]:
    """Who holds one of these roles today, and their stand-ins; both see what waits."""
    today = timezone.localdate()
    holders = held.values("user")
    covering = Absence.objects.overlapping(today, today).filter(user__in=holders)
    return User.objects.filter(Q(pk__in=holders) | Q(pk__in=covering.values("stand_in")))


def acting_as(organisation: Organisation, role: Role) -> QuerySet[User]:
    """Who acts in ``role`` at the organisation."""
    return _acting(Membership.objects.in_force().filter(organisation=organisation, role=role))


def acting_for(organisation: Organisation) -> QuerySet[User]:
    """Who acts for the organisation, in whatever role."""
    return _acting(Membership.objects.in_force().filter(organisation=organisation))


def holding(organisation: Organisation, person: User, roles: Collection[str]) -> QuerySet[User]:
    """``person``, while they hold one of ``roles`` there, and who stands in for them."""
    held = Membership.objects.in_force().filter(organisation=organisation, role__in=roles)
    return _acting(held.filter(user=person))


def administrators(organisation: Organisation) -> QuerySet[User]:
    """Who decides on the organisation's people."""
    return _acting(
        Membership.objects.in_force().filter(organisation=organisation, is_administrator=True)
    )


def staff_of(region: Region) -> QuerySet[User]:
    """Bureau staff who see to what lies in ``region``: the section, and its county's."""
    places = {region.pk, region.parent_id, region.county_id}
    of_county = Q(role=Role.COUNTY_STAFF, organisation__region__in=places)
    held = Membership.objects.in_force().filter(Q(role=Role.SECTION_STAFF) | of_county)
    return _acting(held)


def staff_in_charge(organisation: Organisation) -> QuerySet[User]:
    """Bureau staff who see to the organisation; nobody who belongs to it or asked to."""
    involved: Any = organisation.memberships.values("user")
    return staff_of(organisation.region).exclude(pk__in=involved)


def section_staff() -> QuerySet[User]:
    """Who sees to the whole city."""
    return _acting(Membership.objects.in_force().filter(role=Role.SECTION_STAFF))


def operators() -> QuerySet[User]:
    """Who gives the roles of public authorities."""
    return _acting(Membership.objects.in_force().filter(role=Role.OPERATOR))
