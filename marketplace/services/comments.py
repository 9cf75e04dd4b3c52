"""The owner answers comments and marks them as settled."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import records
from core.errors import PermissionDenied, ValidationError, WrongState
from marketplace import permissions
from marketplace.models import ReviewComment


@transaction.atomic
def answer_comment(pk: int, *, answer: str, actor: Any) -> ReviewComment:
    """Say what one thinks of it; a later answer replaces an earlier one.

    Raises:
        PermissionDenied: not the listing's owner.
        WrongState: it is settled.
        ValidationError: nothing is said.

    """
    comment = _open(pk, "listing.answer_comment", actor)
    if not answer.strip():
        raise ValidationError({"answer": [_("请写明答复。")]})
    changes = {"answer": answer.strip(), "answered_by": actor}
    records.change(comment, "listing.answer_comment", actor=actor, changes=changes)
    return comment


@transaction.atomic
def resolve_comment(pk: int, *, actor: Any) -> ReviewComment:
    """Mark it as settled. Raises as `answer_comment`."""
    comment = _open(pk, "listing.resolve_comment", actor)
    changes = {"resolved_by": actor, "resolved_at": timezone.now()}
    records.change(comment, "listing.resolve_comment", actor=actor, changes=changes)
    return comment


def _open(pk: int, action: str, actor: Any) -> ReviewComment:
    rows = ReviewComment.objects.select_for_update(of=("self",)).select_related("listing")
    comment = rows.get(pk=pk)
    if not permissions.is_owner(actor, comment.listing):
        raise PermissionDenied(action)
    if comment.resolved_at is not None:
        raise WrongState(action)
    return comment
