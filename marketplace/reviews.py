"""信息发布审查 of achievements: record a decision, and ask whether a text has been passed.

A text is known by its digest, not by its revision: scheduling a passed text, or taking it back
after it was off the site, needs no second review; one changed letter does.
"""

import hashlib
import json
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, TaskState

from core import notices
from core.errors import PermissionDenied, ValidationError, WrongState
from core.workflow import apply
from marketplace import permissions, workflow
from marketplace.models.parts import EDITORIAL


class ReleaseRefused(PermissionDenied):
    """Publishing a text that nobody has passed."""


def digest(content: dict[str, Any]) -> str:
    """SHA-256 over what a revision's ``content`` says, when it is public left aside."""
    text = {name: content.get(name) for name in EDITORIAL}
    said = json.dumps(text, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def require_approval(revision: Revision) -> Any:
    """The review that passed the text of ``revision``.

    Raises:
        ReleaseRefused: nobody has passed it.

    """
    review = (
        _reviews()
        .filter(
            listing_id=int(revision.object_id),
            digest=digest(revision.content),
            decision="approved",
        )
        .order_by("-id")
        .first()
    )
    if review is None:
        raise ReleaseRefused(_("未经信息发布审查，不能公开。"))
    return review


@transaction.atomic
def record(task_state: TaskState, *, reviewer: Any, approved: bool, opinion: str) -> Any:
    """Record what ``reviewer`` found in the text that waits in ``task_state``.

    Raises:
        PermissionDenied: the reviewer wrote it, belongs to its unit, or is no site editor.
        WrongState: it does not wait any more.
        ValidationError: no opinion, or there is a newer text.

    """
    listings = apps.get_model("marketplace", "Listing").objects
    listing = listings.select_for_update().get(pk=task_state.revision.object_id)
    waiting = TaskState.objects.get(pk=task_state.pk)
    if not permissions.may_review(reviewer, listing):
        raise PermissionDenied(_("填报人和本单位人员不能审查，须由网站编辑审查。"))
    if waiting.status != TaskState.STATUS_IN_PROGRESS:
        msg = f"review of a task that is {waiting.status!r}"
        raise WrongState(msg)
    if not opinion.strip():
        raise ValidationError(_("请写明审查意见。"))
    newest = listing.latest_revision
    if newest is None or digest(newest.content) != digest(task_state.revision.content):
        raise ValidationError(_("稿件在送审后有改动，请重新查看。"))
    review = _reviews().model(
        listing=listing,
        revision=newest,
        digest=digest(newest.content),
        author=listing.author,
        reviewer=reviewer,
        decision="approved" if approved else "returned",
        opinion=opinion.strip(),
    )
    review.full_clean(exclude=["listing"])
    review.save(force_insert=True)
    if not approved:
        apply(workflow.RETURN, listing, actor=reviewer)
        notices.send(
            "listing.returned",
            [listing.author],
            subject_row=listing,
            context={"title": listing, "opinion": opinion.strip()},
            actor=reviewer,
        )
    return review


def _reviews() -> Any:
    return apps.get_model("marketplace", "ListingReview").objects
