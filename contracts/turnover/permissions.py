"""Who sets targets, who signs them, who reads turnover and how much of it."""

from typing import Any

from accounts.models import Role
from contracts.models import Target

READERS = (
    Role.SECTION_STAFF,
    Role.COUNTY_STAFF,
    Role.LEADER,
    Role.REGISTRAR,
    Role.REVIEWER,
    Role.TAX_READER,
)


def may_read_turnover(user: Any) -> bool:
    """Who sees the dashboard: targets, lights and ranks are never public."""
    return user.is_authenticated and user.has_role(*READERS)


def may_set_targets(user: Any, target: Target | None = None) -> bool:
    """The sections of the bureau."""
    return user.is_authenticated and user.has_role(Role.SECTION_STAFF)


def may_publish_target(user: Any, target: Target) -> bool:
    """A leader or another of the section: nobody signs what they drew up."""
    signs = user.has_role(Role.LEADER, Role.SECTION_STAFF)
    return signs and user.pk != target.drawn_up_by_id
