"""Who is to be told: those who act in a role today, and those who stand in for them."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Absence, Membership, Organisation, Role, User


def _acting(held: QuerySet[Membership]) -> QuerySet[User]:
    """Who holds one of these roles today, and their stand-ins; both see what waits."""
    today = timezone.localdate()
    holders = held.values("user")
    covering = Absence.objects.overlapping(today, today).filter(user__in=holders)
    return User.objects.filter(Q(pk__in=holders) | Q(pk__in=covering.values("stand_in")))


def administrators(organisation: Organisation) -> QuerySet[User]:
    """Who decides on the organisation's people."""
    return _acting(
        Membership.objects.in_force().filter(organisation=organisation, is_administrator=True)
    )


def staff_in_charge(organisation: Organisation) -> QuerySet[User]:
    """Bureau staff who see to the organisation; nobody who belongs to it or asked to."""
    region = organisation.region
    places = {region.pk, region.parent_id, region.county_id}
    of_county = Q(role=Role.COUNTY_STAFF, organisation__region__in=places)
    held = Membership.objects.in_force().filter(Q(role=Role.SECTION_STAFF) | of_county)
    involved: Any = organisation.memberships.values("user")
    return _acting(held).exclude(pk__in=involved)


def operators() -> QuerySet[User]:
    """Who gives the roles of public authorities."""
    return _acting(Membership.objects.in_force().filter(role=Role.OPERATOR))
