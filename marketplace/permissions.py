"""Who may do what to achievements, enquiries and needs: predicates over actor and row."""

from typing import Any

from accounts import authority, recipients
from accounts.models import Role
from marketplace import hooks
from marketplace.models.parts import Status
from marketplace.models.terms import Tier
from marketplace.querysets import (
    AUTHORS,
    IMPORTERS_FOR_ALL,
    SOLVERS,
    WRITERS,
    speakers,
    units,
)


def places_to_write_for(user: Any) -> list[Any]:
    """The organisations in whose name ``user`` may offer achievements."""
    if not user.is_authenticated:
        return []
    found = {
        held.organisation_id: held.organisation
        for held in user.roles_in_force
        if held.role in WRITERS
    }
    return list(found.values())


def is_writer(user: Any) -> bool:
    """Whether ``user`` may offer achievements at all."""
    return bool(places_to_write_for(user))


def holds_at(user: Any, role: str, organisation_id: int | None) -> bool:
    """Whether ``user`` holds ``role`` there today; asks nothing of the database twice."""
    return any(
        held.role == role and held.organisation_id == organisation_id
        for held in user.roles_in_force
    )


def belongs_to(user: Any, organisation_id: int | None) -> bool:
    """Whether ``user`` acts for the organisation today, in whatever role."""
    return organisation_id in user.organisation_ids


def is_owner(user: Any, listing: Any) -> bool:
    """Its author while they write there, and who speaks for its unit: as `owned_by`."""
    return user.is_authenticated and (
        authority.acts_as(user, listing.author_id, listing.organisation_id, AUTHORS)
        or listing.organisation_id in units(user)
        or _imports_for_nobody(user, listing)
    )


def _imports_for_nobody(user: Any, listing: Any) -> bool:
    """Whether it was imported for a unit without anybody, by whom ``user`` is one of."""
    return (
        bool(listing.source)
        and user.has_role(*IMPORTERS_FOR_ALL)
        and not speakers().filter(organisation=listing.organisation_id).exists()
    )


def capacity(user: Any, listing: Any) -> str:
    """As what ``user`` speaks for the unit: ``office``, ``administrator`` where there is none."""
    if holds_at(user, Role.RESEARCH_OFFICE, listing.organisation_id):
        return "office"
    place = listing.organisation
    if user.administers(place) and not recipients.acting_as(place, Role.RESEARCH_OFFICE).exists():
        return "administrator"
    return ""


def may_consent(user: Any, listing: Any) -> bool:
    """The research office of the unit; where it has none, the unit's administrators."""
    return user.is_authenticated and bool(capacity(user, listing))


def speaks_for_a_unit(user: Any) -> bool:
    """Whether somewhere ``user`` may be asked for a unit's consent."""
    return user.is_authenticated and any(
        held.role == Role.RESEARCH_OFFICE or held.is_administrator for held in user.roles_in_force
    )


def may_review(user: Any, listing: Any) -> bool:
    """A site editor who neither wrote it nor belongs to the unit that offers it."""
    return (
        user.is_authenticated
        and user.has_role(Role.SITE_EDITOR)
        and listing.author_id != user.pk
        and not belongs_to(user, listing.organisation_id)
    )


def may_unpublish(user: Any, listing: Any) -> bool:
    """Its owner, at any time, and site editors."""
    return is_owner(user, listing) or user.has_role(Role.SITE_EDITOR)


def may_ask(user: Any, listing: Any) -> bool:
    """Somebody of a confirmed organisation that is not the listing's own."""
    return bool(places_to_ask_for(user, listing))


def places_to_ask_for(user: Any, listing: Any) -> list[Any]:
    """The organisations in whose name ``user`` may ask about ``listing``."""
    if not user.is_authenticated or is_owner(user, listing):
        return []
    if belongs_to(user, listing.organisation_id):
        return []
    return places_to_ask(user)


def places_to_ask(user: Any) -> list[Any]:
    """The organisations in whose name ``user`` may ask or leave needs at all."""
    return authority.civil_places(user)


def may_leave_needs(user: Any) -> bool:
    """Anybody with an account, but not who is here for a public authority alone."""
    return authority.is_standing(user) and (
        not user.is_bureau_staff() or bool(places_to_ask(user))
    )


def is_asker(user: Any, enquiry: Any) -> bool:
    """Whoever acts today for the firm that asked, and does not answer for the owner."""
    return (
        user.is_authenticated
        and belongs_to(user, enquiry.organisation_id)
        and not may_answer(user, enquiry)
    )


def may_ask_again(user: Any, enquiry: Any) -> bool:
    """Who asked, but not for a public authority."""
    return is_asker(user, enquiry) and any(
        place.pk == enquiry.organisation_id for place in places_to_ask(user)
    )


def may_answer(user: Any, enquiry: Any) -> bool:
    """The owner of what was asked about."""
    return is_owner(user, enquiry.listing)


def is_of_enquiry(user: Any, enquiry: Any) -> bool:
    """Either side."""
    return is_asker(user, enquiry) or may_answer(user, enquiry)


def places_to_offer_for(user: Any, need: Any) -> list[Any]:
    """The organisations in whose name ``user`` may say how a need could be solved."""
    if not user.is_authenticated or left_need(user, need) or sees_to_need(user, need):
        return []
    found = {
        held.organisation_id: held.organisation
        for held in user.roles_in_force
        if held.role in SOLVERS and held.organisation_id != need.organisation_id
    }
    return [place for place in found.values() if place.status == "confirmed"]


def is_solver(user: Any) -> bool:
    """Whether ``user`` may answer needs at all."""
    return user.is_authenticated and user.has_role(*SOLVERS)


def made_offer(user: Any, offer: Any) -> bool:
    """Who answered the need and is still there, and who speaks for the unit or the agency."""
    return user.is_authenticated and (
        authority.acts_as(user, offer.author_id, offer.organisation_id, SOLVERS)
        or offer.organisation_id in units(user)
        or holds_at(user, Role.AGENCY_HEAD, offer.organisation_id)
    )


def takes_offer(user: Any, offer: Any) -> bool:
    """Who left the need."""
    return left_need(user, offer.need)


def may_lift(user: Any, block: Any) -> bool:
    """Who set it, who speaks for the unit, and the section, to which a firm may complain."""
    return user.is_authenticated and (
        authority.acts_as(user, block.by_id, block.place_id, WRITERS)
        or user.has_role(Role.SECTION_STAFF)
        or block.place_id in units(user)
    )


def handles_reports(user: Any) -> bool:
    """The section."""
    return user.is_authenticated and user.has_role(Role.SECTION_STAFF)


def may_close_report(user: Any, report: Any) -> bool:
    """The section; nobody who reported it or belongs to either side."""
    enquiry = report.enquiry
    return (
        handles_reports(user)
        and user.pk not in {report.reporter_id, enquiry.asker_id}
        and not is_of_enquiry(user, enquiry)
        and not belongs_to(user, enquiry.organisation_id)
        and not belongs_to(user, enquiry.listing.organisation_id)
    )


def left_need(user: Any, need: Any) -> bool:
    """Who left the need for themselves; of an organisation's, as `NeedQuerySet.own`."""
    if need.organisation_id is None:
        return authority.is_standing(user) and need.author_id == user.pk
    return user.is_authenticated and (
        authority.acts_as(user, need.author_id, need.organisation_id)
        or need.organisation_id in units(user)
    )


def sees_to_need(user: Any, need: Any) -> bool:
    """The desk of its county, and the section; nobody of them for a need of their own."""
    if not user.is_authenticated or need.author_id == user.pk or left_need(user, need):
        return False
    if user.has_role(Role.SECTION_STAFF):
        return True
    places = {need.region_id, need.region.county_id}
    return any(county.pk in places for county in user.counties())


def may_settle_need(user: Any, need: Any) -> bool:
    """Either side."""
    return left_need(user, need) or sees_to_need(user, need)


def sees_to_needs(user: Any) -> bool:
    """Whether ``user`` has a desk of needs at all."""
    return user.is_authenticated and user.has_role(Role.SECTION_STAFF, Role.COUNTY_STAFF)


def may_read_whole(user: Any, listing: Any) -> bool:
    """Its own side: the confidential text, every file, drafts."""
    return is_owner(user, listing)


def reviews_now(user: Any, listing: Any) -> bool:
    """Whether it waits for the site's editors, and ``user`` may decide on it.

    Only then does what is confidential open for the bureau, each time into the owner's ledger.
    """
    return listing.status == Status.CONSENTED and may_review(user, listing)


def acts_for_confirmed(user: Any) -> bool:
    """Whether ``user`` acts for any confirmed organisation today."""
    return user.is_authenticated and any(
        held.organisation_id and held.organisation.status == "confirmed"
        for held in user.roles_in_force
    )


def is_confidant(user: Any, listing: Any) -> bool:
    """Whether ``user`` has agreed to keep what is confidential to themselves."""
    return user.is_authenticated and any(ask(user, listing) for ask in hooks.confidants)


def may_open(user: Any, listing: Any, tier: str) -> bool:
    """Whether ``user`` may read what stands in ``tier`` of a public listing."""
    if may_read_whole(user, listing) or tier == Tier.PUBLIC:
        return True
    if tier == Tier.FIRM:
        return acts_for_confirmed(user)
    if reviews_now(user, listing):
        return True
    return tier == Tier.CONFIDENTIAL and is_confidant(user, listing)
