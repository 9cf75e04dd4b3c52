"""Who may do what to deals: predicates over actor and row."""

from typing import Any

from accounts import authority
from accounts.models import Role

STEERING = frozenset({Role.SECTION_STAFF, Role.COUNTY_STAFF})


def agencies(user: Any) -> list[Any]:
    """The confirmed organisations for which ``user`` may begin a deal today."""
    if not user.is_authenticated:
        return []
    found = {
        held.organisation_id: held.organisation
        for held in user.roles_in_force
        if held.role == Role.BROKER and held.organisation.status == "confirmed"
    }
    return list(found.values())


def is_broker(user: Any) -> bool:
    """Whether ``user`` may begin deals."""
    return bool(agencies(user))


def is_head(user: Any, deal: Any) -> bool:
    """The head of the deal's agency; while it has none, its administrators."""
    return user.is_authenticated and deal.agency_id in authority.speaks_for(user, Role.AGENCY_HEAD)


def carries(user: Any, deal: Any) -> bool:
    """The deal's broker while at the agency, who stands in for the broker, and the head."""
    return user.is_authenticated and (
        authority.acts_as(user, deal.broker_id, deal.agency_id, {Role.BROKER})
        or is_head(user, deal)
    )


def works_on_deals(user: Any) -> bool:
    """Whether the lists of deals are this person's work."""
    return user.is_authenticated and user.has_role(Role.BROKER, Role.AGENCY_HEAD, *STEERING)


def plans_deals(user: Any) -> bool:
    """Whether next steps are this person's business: they are the agency's own."""
    return user.is_authenticated and user.has_role(Role.BROKER, Role.AGENCY_HEAD)


def told_from_above(user: Any, deal: Any) -> bool:
    """Registration is decided in the room of contracts, which asked who may before it told us."""
    return True


def is_side(user: Any, enquiry: Any) -> bool:
    """Whether ``user`` stands on a side of the enquiry: a broker is between two others."""
    places = {enquiry.organisation_id, enquiry.listing.organisation_id}
    people = {enquiry.asker_id, enquiry.listing.author_id}
    return user.pk in people or not places.isdisjoint(user.organisation_ids)
