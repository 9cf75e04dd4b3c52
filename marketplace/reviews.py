"""信息发布审查 of achievements: record a decision, and ask whether a text has been passed."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, TaskState

from core import notices, review
from core.errors import PermissionDenied, ValidationError, WrongState
from core.review import ReleaseRefused
from core.workflow import apply
from marketplace import comments, permissions, public_texts, recipients, workflow
from marketplace.text import digest


def require_approval(revision: Revision) -> Any:
    """The review that passed the text of ``revision``.

    Raises:
        ReleaseRefused: nobody has passed it.

    """
    found = (
        _reviews()
        .filter(
            listing_id=int(revision.object_id),
            digest=digest(revision.content),
            decision="approved",
        )
        .order_by("-id")
        .first()
    )
    if found is None:
        raise ReleaseRefused(_("未经信息发布审查，不能公开。"))
    return found


@transaction.atomic
def record(
    task_state: TaskState,
    *,
    reviewer: Any,
    approved: bool,
    opinion: str,
    said: Mapping[str, str] | None = None,
) -> Any:
    """Record what ``reviewer`` found in the text that waits in ``task_state``.

    Args:
        said: comments at single parts of the text, by column.

    Raises:
        PermissionDenied: the reviewer wrote it, belongs to its unit, or is no site editor.
        WrongState: it does not wait any more.
        ValidationError: no opinion, there is a newer text, or what is passed bears contact data.

    """
    listings = apps.get_model("marketplace", "Listing").objects
    listing = listings.select_for_update().get(pk=task_state.revision.object_id)
    waiting = TaskState.objects.get(pk=task_state.pk)
    if not permissions.may_review(reviewer, listing):
        raise PermissionDenied(_("填报人和本单位人员不能审查，须由网站编辑审查。"))
    if waiting.status != TaskState.STATUS_IN_PROGRESS:
        msg = f"review of a task that is {waiting.status!r}"
        raise WrongState(msg)
    newest = listing.latest_revision
    if newest is None or digest(newest.content) != digest(task_state.revision.content):
        raise ValidationError(_("稿件在送审后有改动，请重新查看。"))
    if approved:
        _require_no_contact_data(newest)
    found = _reviews().model(
        listing=listing,
        revision=newest,
        digest=digest(newest.content),
        author=listing.author,
        reviewer=reviewer,
        opinion=opinion,
    )
    review.save(found, approved=approved, subject="listing")
    comments.add(listing, said or {}, stage="city", actor=reviewer)
    if not approved:
        apply(workflow.RETURN, listing, actor=reviewer)
        notices.send(
            "listing.returned",
            recipients.owners(listing),
            subject_row=listing,
            context={"title": listing, "opinion": found.opinion},
            actor=reviewer,
        )
    return found


def _require_no_contact_data(revision: Revision) -> None:
    """What was submitted before this was asked of authors is asked of editors."""
    text = revision.as_object()
    said = [
        f"{text._meta.get_field(name).verbose_name}：{why}"
        for name, why in public_texts.to_mend(text).items()
    ]
    if said:
        raise ValidationError(said)


def _reviews() -> Any:
    return apps.get_model("marketplace", "ListingReview").objects
