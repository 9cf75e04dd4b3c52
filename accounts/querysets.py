"""Every read of people and organisations starts here."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


def _in_county(county, path=""):
    """Places of ``county``: itself, what lies under it, and the zones inside it."""
    return Q(
        Q(**{f"{path}region": county})
        | Q(**{f"{path}region__parent": county})
        | Q(**{f"{path}region__county": county})
    )


def _in_charge(user, path=""):
    """What ``user`` sees to as bureau staff, or None: the whole city, or their own counties."""
    if user.has_role("section_staff", "operator"):
        return Q(pk__isnull=False)  # an empty Q would vanish beside another by `|`
    reach = Q(pk__in=[])
    for county in user.counties():
        reach |= _in_county(county, path)
    return reach


class OrganisationQuerySet(models.QuerySet):
    """Reads of organisations."""

    def confirmed(self):
        """Those that exist for everybody."""
        return self.filter(status="confirmed")

    def pending(self):
        """Those that wait for a word from the bureau."""
        return self.filter(status="pending")

    def in_charge_of(self, user):
        """Those that ``user`` sees to as staff: all for a section, its own for a county."""
        return self.filter(_in_charge(user))

    def visible_to(self, user):
        """Confirmed ones for all who are signed in; others for their own people and staff."""
        if not user.is_authenticated:
            return self.none()
        own = user.memberships.exclude(status="ended").values("organisation")
        return self.filter(
            Q(status__in=["confirmed", "merged"]) | Q(pk__in=own) | _in_charge(user)
        )


class MembershipQuerySet(models.QuerySet):
    """Reads of the roles that people hold."""

    def active(self):
        """Those asked for or held: not refused, not ended."""
        return self.filter(status__in=["pending", "confirmed"])

    def in_force(self, day=None):
        """Confirmed ones whose dates include ``day`` (today in Shanghai).

        Both ends must stand: an account that was closed or suspended holds nothing, and nobody
        acts for an organisation that is not confirmed.
        """
        day = day or timezone.localdate()
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
            status="confirmed",
            user__is_active=True,
            organisation__status="confirmed",
        )

    def lasting_administrators(self):
        """Administrators in force whose days are not numbered."""
        return self.in_force().filter(is_administrator=True, valid_to__isnull=True)

    def visible_to(self, user):
        """One's own, those at one's organisations, and those that one sees to as staff."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            Q(user=user)
            | Q(organisation__in=user.organisations())
            | _in_charge(user, "organisation__")
        )


class AbsenceQuerySet(models.QuerySet):
    """Reads of leave."""

    def covered_by(self, user, day=None):
        """Leave on ``day`` (today in Shanghai) for which ``user`` stands in."""
        day = day or timezone.localdate()
        return self.filter(stand_in=user, starts_on__lte=day, ends_on__gte=day)

    def overlapping(self, starts_on, ends_on):
        """Leave that shares a day with the span; both ends belong to it."""
        return self.filter(starts_on__lte=ends_on, ends_on__gte=starts_on)

    def visible_to(self, user):
        """One's own, those one stands in for, and those at organisations one administers."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role("operator"):
            return self
        places = [held.organisation_id for held in user.roles_in_force if held.is_administrator]
        held_there = user.memberships.model.objects.active().filter(organisation__in=places)
        colleagues = held_there.values("user")
        return self.filter(Q(user=user) | Q(stand_in=user) | Q(user__in=colleagues))
