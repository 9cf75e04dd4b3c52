"""Who may do what to a contract: predicates over actor and row."""

from typing import Any

from accounts.models import BUREAU_ROLES, Role
from contracts.models import Contract, Opinion


def may_file(user: Any) -> bool:
    """Whoever acts for an organisation that could be a party."""
    return user.is_authenticated and any(
        held.role not in BUREAU_ROLES for held in user.roles_in_force
    )


def files_for(user: Any, contract: Contract) -> bool:
    """The people of the party that files, but not who is there for a public authority."""
    filing = contract.filing_party
    return filing is not None and any(
        held.organisation_id == filing.organisation_id and held.role not in BUREAU_ROLES
        for held in user.roles_in_force
    )


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
