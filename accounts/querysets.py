"""Every read of people and organisations starts here."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class OrganisationQuerySet(models.QuerySet):
    """Reads of organisations."""

    def confirmed(self):
        """Those that exist for everybody."""
        return self.filter(status="confirmed")

    def visible_to(self, user):
        """Confirmed ones for all who are signed in; others for their own people and staff."""
        if not user.is_authenticated:
            return self.none()
        if user.is_bureau_staff():
            return self
        own = user.memberships.values("organisation")
        return self.filter(Q(status__in=["confirmed", "merged"]) | Q(pk__in=own))


class MembershipQuerySet(models.QuerySet):
    """Reads of the roles that people hold."""

    def in_force(self, day=None):
        """Confirmed ones whose dates include ``day`` (today in Shanghai)."""
        day = day or timezone.localdate()
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
            status="confirmed",
        )


class AbsenceQuerySet(models.QuerySet):
    """Reads of leave."""

    def covered_by(self, user, day=None):
        """Leave on ``day`` (today in Shanghai) for which ``user`` stands in."""
        day = day or timezone.localdate()
        return self.filter(stand_in=user, starts_on__lte=day, ends_on__gte=day)
