"""Reads of achievements and of what is asked about them."""

from django.apps import apps
from django.db import models
from django.db.models import Q

from accounts.models import Role
from marketplace import hooks


def offices(user):
    """Keys of the organisations whose research office ``user`` acts for today."""
    held = user.roles_in_force
    return [one.organisation_id for one in held if one.role == Role.RESEARCH_OFFICE]


class ListingQuerySet(models.QuerySet):
    """Every read of achievements starts here."""

    def public(self):
        """Those that everybody reads."""
        return self.filter(live=True)

    def own(self, user):
        """Those that ``user`` writes at: their own, and their research office's."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(author=user) | Q(organisation__in=offices(user)))

    def visible_to(self, user):
        """Public ones for all; others for who writes at them, and for site editors."""
        if not user.is_authenticated:
            return self.public()
        if user.has_role(Role.SITE_EDITOR):
            return self
        return self.filter(Q(live=True) | Q(author=user) | Q(organisation__in=offices(user)))


class EnquiryQuerySet(models.QuerySet):
    """Every read of enquiries starts here."""

    def asked_by(self, user):
        """Those that ``user`` asked."""
        return self.filter(asker=user)

    def asked_of(self, user):
        """Those that ``user`` may answer."""
        return self.filter(Q(listing__author=user) | Q(listing__organisation__in=offices(user)))

    def visible_to(self, user):
        """For both sides, and for whom an upper room has let in."""
        if not user.is_authenticated:
            return self.none()
        reach = Q(asker=user) | Q(listing__author=user)
        reach |= Q(listing__organisation__in=offices(user))
        for let_in in hooks.enquiry_readers:
            reach |= let_in(user)
        return self.filter(reach)


class MessageQuerySet(models.QuerySet):
    """Reads of what was said."""

    def visible_to(self, user):
        """Whoever sees the enquiry sees all of it."""
        enquiries = apps.get_model("marketplace", "Enquiry").objects
        return self.filter(enquiry__in=enquiries.visible_to(user))
