"""Who is told of an achievement, and asked about it."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts import recipients
from accounts.models import Membership, Organisation, Role, User
from marketplace import permissions
from marketplace.querysets import AUTHORS, IMPORTERS_FOR_ALL, SOLVERS


def unit(place: Organisation) -> QuerySet[User]:
    """Who speaks for a unit: its research office; without one, its administrators."""
    office = recipients.acting_as(place, Role.RESEARCH_OFFICE)
    return office if office.exists() else recipients.administrators(place)


def owners(listing: Any) -> list[User]:
    """Who answers for an achievement today: its author while there, and the research office.

    Without both its unit's administrators; of what was imported for nobody, who imports for all.
    """
    place = listing.organisation
    office = recipients.acting_as(place, Role.RESEARCH_OFFICE)
    author = recipients.holding(place, listing.author, AUTHORS)
    people = [*author, *office] or [*recipients.administrators(place)]
    if people or not listing.source:
        return people
    if listing.author.has_role(*IMPORTERS_FOR_ALL):
        return [listing.author]
    return [*recipients.operators()]


def need_side(need: Any) -> list[User]:
    """Who left a need; where it is an organisation's and they have left, who speaks for that."""
    if permissions.left_need(need.author, need):
        return [need.author]
    return [*unit(need.organisation)] if need.organisation else []


def offer_side(offer: Any) -> list[User]:
    """Who answered a need; where they have left, who speaks for the unit in whose name."""
    author = recipients.holding(offer.organisation, offer.author, SOLVERS)
    return [*author] or [*unit(offer.organisation)]


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
