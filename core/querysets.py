"""Reads of the core's own tables."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class RegionQuerySet(models.QuerySet):
    """Every read of regions starts here."""

    def of_city(self):
        """The city's counties and functional zones, in the order in which tables print them."""
        return self.filter(
            Q(parent=settings.CITY_REGION_CODE), kind__in=["county", "zone"]
        ).order_by("kind", "code")

    def counties(self):
        """The city's counties, districts and county-level cities."""
        return self.of_city().filter(kind="county")

    def zones(self):
        """The city's functional zones (功能区)."""
        return self.of_city().filter(kind="zone")


class NoticeQuerySet(models.QuerySet):
    """Every read of a person's notices starts here."""

    def visible_to(self, user):
        """The person's own that stand in the list; nobody reads those of another."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(recipient=user, in_app=True)

    def unread(self):
        """Those not opened yet."""
        return self.filter(read_at__isnull=True)
