"""Who is told of an achievement, and asked about it."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts import recipients
from accounts.models import Membership, Organisation, Role, User
from marketplace import permissions


def unit(place: Organisation) -> QuerySet[User]:
    """Who speaks for a unit: its research office; without one, its administrators."""
    office = recipients.acting_as(place, Role.RESEARCH_OFFICE)
    return office if office.exists() else recipients.administrators(place)


def askers(enquiry: Any) -> list[User]:
    """Who wrote for the firm that asked and acts for it today; else its administrators."""
    wrote = enquiry.messages.filter(from_owner=False).values("author")
    here = recipients.acting_for(enquiry.organisation)
    people = here.filter(Q(pk=enquiry.asker_id) | Q(pk__in=wrote))
    return [*people] or [*recipients.administrators(enquiry.organisation)]


def editors(listing: Any) -> list[User]:
    """The site editors who may review it."""
    held = Membership.objects.in_force().filter(role=Role.SITE_EDITOR).select_related("user")
    people = {one.user_id: one.user for one in held}
    return [user for user in people.values() if permissions.may_review(user, listing)]
