"""单位意见: what the unit's consent holds of a text, and whether it stands.

A unit without a research office consents through its administrators. A unit that has neither
cannot consent, so nothing of it is submitted: nobody else may speak for the owner of a right.
"""

from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from core.errors import ValidationError
from marketplace import recipients
from marketplace.text import digest


def stands(revision: Revision | None) -> bool:
    """Whether the unit's last word on exactly the text of ``revision`` is that it agrees."""
    if revision is None:
        return False
    said = apps.get_model("marketplace", "UnitConsent").objects.filter(
        listing_id=int(revision.object_id), digest=digest(revision.content)
    )
    last = said.order_by("-id").first()
    return last is not None and last.decision == "consented"


def require_people(listing: Any) -> None:
    """A guard: somebody can speak for the unit."""
    if not recipients.unit(listing.organisation).exists():
        raise ValidationError(
            _(
                "本单位还没有科研管理人员，也没有单位管理员，无人能代表单位同意。请先在“我的单位”中设置。"
            )
        )


def require_standing(listing: Any) -> None:
    """A guard: the unit has agreed to the text that is being worked on."""
    if not stands(listing.latest_revision):
        raise ValidationError(_("单位还没有同意现在的内容。"))
