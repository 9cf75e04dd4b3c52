"""Which of a party's people reach its contracts.

At a university, an institute or a hospital: who drafted a contract, who leads the project, who
was let in, and the research office. Elsewhere an organisation chooses between these and all of its
people. Who speaks for it always does, so that no contract is without anybody.
"""

from typing import Any

from django.db.models import F, Q

from accounts import authority
from accounts.models import Role


def places(user: Any) -> set[int]:
    """Keys of the organisations all of whose contracts ``user`` reaches today."""
    shared = {
        held.organisation_id
        for held in user.roles_in_force
        if held.role in authority.CIVIL_ROLES and held.organisation.opens_contracts_to_all
    }
    return shared | offices(user)


def offices(user: Any) -> set[int]:
    """Keys of the organisations for which ``user`` decides who else reaches a contract."""
    return authority.speaks_for(user, Role.RESEARCH_OFFICE)


def reach(user: Any) -> Q:
    """As a condition on contracts with their parties: those that ``user`` reaches through one.

    A caller adds in the same ``filter`` what else is asked of that party.
    """
    named = authority.written_by(
        user, person="people__user", place="people__organisation", roles=authority.CIVIL_ROLES
    )
    return Q(parties__organisation__in=places(user)) | (
        named & Q(parties__organisation=F("people__organisation"))
    )


def reaches(user: Any, contract: Any, place: int | None) -> bool:
    """Whether ``user`` reaches ``contract`` as one of the people of its party ``place``."""
    return place in places(user) or is_named(user, contract, place)


def is_named(user: Any, contract: Any, place: int | None, *parts: str) -> bool:
    """Whether ``user`` acts today for somebody whom ``place`` named (in one of ``parts``)."""
    return any(
        authority.acts_as(user, one.user_id, place, authority.CIVIL_ROLES)
        for one in contract.people.all()
        if one.organisation_id == place and (not parts or one.part in parts)
    )
