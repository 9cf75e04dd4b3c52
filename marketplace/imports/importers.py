"""Who may import, for whom, and who may publish by it.

A research office imports drafts of its own unit, which then go the way of every draft. Site
editors and operators import for any confirmed unit, and may publish at once what is none of their
own unit's, with the ground for it in writing: it stands in for the review that is left out.
"""

from typing import Any

from accounts.models import Organisation
from marketplace.permissions import belongs_to
from marketplace.querysets import IMPORTERS_FOR_ALL, offices


def imports_for_all(user: Any) -> bool:
    """Whether ``user`` imports for any unit."""
    return bool(user.is_authenticated and user.has_role(*IMPORTERS_FOR_ALL))


def may_import(user: Any) -> bool:
    """Whether ``user`` imports at all."""
    return bool(user.is_authenticated and (imports_for_all(user) or offices(user)))


def units_of(user: Any) -> Any:
    """The confirmed units that ``user`` may import for."""
    units = Organisation.objects.filter(status=Organisation.Status.CONFIRMED)
    return units if imports_for_all(user) else units.filter(pk__in=offices(user))


def may_publish(user: Any, organisation: Organisation) -> bool:
    """Whether what ``user`` imports for ``organisation`` may be public at once."""
    return imports_for_all(user) and not belongs_to(user, organisation.pk)
