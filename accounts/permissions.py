"""Who may do what to organisations, memberships and leave: predicates over actor and row."""

from typing import Any

from accounts.models import BUREAU_ROLES, Absence, Membership, Organisation, Role


def is_operator(user: Any) -> bool:
    """Who keeps the installation running and gives the roles of authorities."""
    return user.is_authenticated and user.has_role(Role.OPERATOR)


def may_read_the_trail(user: Any) -> bool:
    """Who may search what everybody did: the operator, and a section for the whole city."""
    return user.is_authenticated and user.has_role(Role.OPERATOR, Role.SECTION_STAFF)


def sees_to(user: Any, organisation: Organisation) -> bool:
    """Bureau staff in charge: a section of the whole city, a county of its own."""
    if user.has_role(Role.SECTION_STAFF):
        return True
    region = organisation.region
    places = {region.pk, region.parent_id, region.county_id}
    return any(county.pk in places for county in user.counties())


def belongs_to(user: Any, organisation: Organisation) -> bool:
    """Whether ``user`` acts for the organisation today."""
    return organisation.pk in user.organisation_ids


def may_confirm_organisation(user: Any, organisation: Organisation) -> bool:
    """Staff in charge, but nobody who asked for it or belongs to it."""
    involved = organisation.memberships.filter(user=user).exists()
    return sees_to(user, organisation) and not involved


def may_edit_organisation(user: Any, organisation: Organisation) -> bool:
    """The administrator; while the organisation waits, whoever founded it."""
    if user.administers(organisation):
        return True
    founding = organisation.status == Organisation.Status.PENDING
    waiting = organisation.memberships.active().filter(user=user, is_administrator=True)
    return founding and waiting.exists()


def may_merge_organisation(user: Any, organisation: Organisation) -> bool:
    """A section only: a merge reaches into other counties."""
    return user.has_role(Role.SECTION_STAFF)


def may_change_code(user: Any, organisation: Organisation) -> bool:
    """A section only: the code is what every contract and payment is counted by."""
    return user.has_role(Role.SECTION_STAFF)


def may_see_members(user: Any, organisation: Organisation) -> bool:
    """The organisation's own people and those who see to it."""
    return belongs_to(user, organisation) or sees_to(user, organisation)


def may_see_contacts(user: Any, organisation: Organisation) -> bool:
    """They, and whoever entered the contacts while it waits; all others see masks."""
    return may_see_members(user, organisation) or may_edit_organisation(user, organisation)


def may_decide_membership(user: Any, membership: Membership) -> bool:
    """Whoever is in charge of the role, and never on one's own behalf.

    A bureau role opens what belongs to a public authority, so only the operator gives it; any
    other is for the organisation's administrator, or for staff who see to the organisation.
    """
    if membership.user_id == user.pk:
        return False
    if membership.role in BUREAU_ROLES:
        return user.has_role(Role.OPERATOR)
    organisation = membership.organisation
    return user.administers(organisation) or sees_to(user, organisation)


def may_withdraw_membership(user: Any, membership: Membership) -> bool:
    """Whoever asked for the role; others turn the request down, and say why."""
    return bool(membership.user_id == user.pk)


def may_end_membership(user: Any, membership: Membership) -> bool:
    """The person, and whoever decides on the role."""
    return membership.user_id == user.pk or may_decide_membership(user, membership)


def may_hand_over(user: Any, membership: Membership) -> bool:
    """Who may name administrators: an administrator, also of oneself, and staff in charge."""
    organisation = membership.organisation
    if user.administers(organisation):
        return True
    return may_decide_membership(user, membership)


def may_record_absence(user: Any, person: Any) -> bool:
    """The person, the operator, and an administrator where the person works."""
    if user.pk == person.pk or user.has_role(Role.OPERATOR):
        return True
    places = [held.organisation_id for held in user.roles_in_force if held.is_administrator]
    return person.memberships.in_force().filter(organisation__in=places).exists()


def may_end_absence(user: Any, absence: Absence) -> bool:
    """As for recording it."""
    return may_record_absence(user, absence.user)


def acts_for(user: Any, person: Any) -> bool:
    """Whether ``user`` may write and file on behalf of ``person``.

    Oneself; and the research or transfer office of an institution for its researchers.
    """
    if user.pk == person.pk:
        return True
    offices = [
        held.organisation_id for held in user.roles_in_force if held.role == Role.RESEARCH_OFFICE
    ]
    researchers = person.memberships.in_force().filter(role=Role.RESEARCHER)
    return bool(offices) and researchers.filter(organisation__in=offices).exists()
