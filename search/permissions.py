"""Who may do what with what search keeps for itself."""

from typing import Any

from accounts.models import Role

READERS_OF_DEMAND = (Role.SECTION_STAFF, Role.COUNTY_STAFF, Role.LEADER)


def may_edit_synonyms(user: Any) -> bool:
    """Site editors keep the table; the operator helps."""
    if not user.is_authenticated:
        return False
    return user.is_superuser or user.has_role(Role.SITE_EDITOR) or user.has_role(Role.OPERATOR)


def may_read_demand(user: Any) -> bool:
    """The bureau, which fills the gaps."""
    if not user.is_authenticated:
        return False
    return user.is_superuser or user.has_role(*READERS_OF_DEMAND)
