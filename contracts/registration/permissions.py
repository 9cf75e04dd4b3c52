"""Who may do what to a contract: predicates over actor and row."""

from typing import Any

from accounts.models import BUREAU_ROLES, Role
from contracts import access
from contracts.models import Contract, ContractPerson, Opinion


def may_file(user: Any) -> bool:
    """Whoever acts for an organisation that could be a party."""
    return user.is_authenticated and any(
        held.role not in BUREAU_ROLES for held in user.roles_in_force
    )


def files_for(user: Any, contract: Contract) -> bool:
    """The people of the party that files who reach it; nobody there for a public authority."""
    filing = contract.filing_party
    return (
        filing is not None
        and any(
            held.organisation_id == filing.organisation_id and held.role not in BUREAU_ROLES
            for held in user.roles_in_force
        )
        and access.reaches(user, contract, filing.organisation_id)
    )


def side_of(user: Any, contract: Contract) -> int | None:
    """The key of the party as one of whose people ``user`` reaches it; the filing one first."""
    parties = sorted(contract.parties.all(), key=lambda party: not party.is_filing)
    is_filed = contract.status != Contract.Status.DRAFT
    sides = [party.organisation_id for party in parties if is_filed or party.is_filing]
    found = (place for place in sides if place and access.reaches(user, contract, place))
    return next(found, None)


def parts_to_name(user: Any, contract: Contract) -> list[str]:
    """In which parts ``user`` names people of their side.

    Who speaks for it lets in whom they will; who drafted it names the leader.
    """
    place = side_of(user, contract)
    Part = ContractPerson.Part  # noqa: N806 — a class
    if place in access.offices(user):
        return [Part.LEADER, Part.LET_IN]
    if access.is_named(user, contract, place, Part.DRAFTER):
        return [Part.LEADER]
    return []


def may_remove_people(user: Any, contract: Contract) -> bool:
    """Who speaks for the side."""
    return side_of(user, contract) in access.offices(user)


def is_desk(user: Any) -> bool:
    """Whoever registers or reviews somewhere."""
    return user.is_authenticated and user.has_role(Role.REGISTRAR, Role.REVIEWER)


def is_independent(user: Any, contract: Contract) -> bool:
    """Neither of a party's people, also by standing in for one, nor who filed the case."""
    parties = {party.organisation_id for party in contract.parties.all()}
    return contract.submitted_by_id != user.pk and not user.organisation_ids & parties


def is_independent_registrar(user: Any, contract: Contract) -> bool:
    """A registrar of the body in charge who has no part in the contract."""
    return _at_body(user, contract, Role.REGISTRAR) and is_independent(user, contract)


def is_independent_reviewer(user: Any, contract: Contract) -> bool:
    """A reviewer of the body who has no part in it and never determined this case.

    People count as themselves: whoever stands in for a reviewer and was A before is still A.
    """
    return (
        _at_body(user, contract, Role.REVIEWER)
        and is_independent(user, contract)
        and user.pk != contract.registrar_id
        and not contract.opinions.filter(post=Opinion.Post.EXAMINE, author=user).exists()
    )


def _at_body(user: Any, contract: Contract, role: Role) -> bool:
    return any(
        held.role == role and held.organisation_id == contract.body_id
        for held in user.roles_in_force
    )
