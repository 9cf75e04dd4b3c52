"""屏蔽: while an owner hears a firm no more, nothing goes on between the two, in any enquiry.

What was said stays readable, either side may end it, and what stood before goes on where the
block is lifted.
"""

from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from core.errors import ValidationError


def is_blocked(enquiry: Any) -> bool:
    """Whether the owner's organisation hears the firm that asks no more."""
    # By name: the listing's model imports the workflow that imports this.
    blocks = apps.get_model("marketplace", "Block").objects
    return blocks.between(enquiry.listing.organisation_id, enquiry.organisation_id).exists()


def require_unblocked(enquiry: Any) -> None:
    """Guard of what the two say and do in an enquiry."""
    if is_blocked(enquiry):
        raise ValidationError(
            _(
                "成果方已屏蔽咨询单位，双方不能继续往来；解除屏蔽后恢复。"
                "咨询单位如有异议，请联系主管部门。"
            )
        )


def require_unblocked_sides(agreement: Any) -> None:
    """Guard of what brings a confidentiality agreement into force."""
    require_unblocked(agreement.enquiry)


GUARDS = frozenset({require_unblocked, require_unblocked_sides})


def is_stopped(arrow: Any) -> bool:
    """Whether a block stops what ``arrow`` does; a page offers it no more."""
    return not GUARDS.isdisjoint(arrow.guards)
