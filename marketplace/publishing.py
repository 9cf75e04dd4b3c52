"""The one place here that receives Wagtail's signals: what its publishing means to the house.

Wagtail publishes along many paths and some do not call the model. Each of them sends one of these
signals from within a transaction (`Listing.publish`, `AtomicUnpublish`, a deletion's own), so the
status, the audit event and the outbox messages stand or fall with the act itself.
"""

from contextvars import ContextVar
from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.log_actions import get_active_log_context
from wagtail.models import Revision, WorkflowState
from wagtail.signals import published, unpublished, workflow_cancelled, workflow_submitted

from core import audit, outbox
from core.errors import WrongState
from core.workflow import Transition, apply
from marketplace import completeness, workflow
from marketplace.models import Listing

WAITING = frozenset({Listing.Status.SUBMITTED, Listing.Status.CONSENTED})
# Why a listing is taken down; the row and its audit event keep it.
reason: ContextVar[str] = ContextVar("listing_reason", default="")


def connect() -> None:
    """Receive from now on; called once, when the app is ready."""
    published.connect(on_published, sender=Listing, dispatch_uid="marketplace.published")
    post_save.connect(on_scheduled, sender=Revision, dispatch_uid="marketplace.scheduled")
    unpublished.connect(on_unpublished, sender=Listing, dispatch_uid="marketplace.unpublished")
    post_delete.connect(on_deleted, sender=Listing, dispatch_uid="marketplace.deleted")
    workflow_submitted.connect(
        on_submitted, sender=WorkflowState, dispatch_uid="marketplace.submitted"
    )
    workflow_cancelled.connect(
        on_cancelled, sender=WorkflowState, dispatch_uid="marketplace.cancelled"
    )


def on_published(sender, instance, **kwargs):
    """The row is public with a text that was passed, or will be: a first schedule says so too."""
    if not instance.live:
        _move(instance, workflow.SCHEDULE)
        return
    # What an import left open has been filled in, and an editor has passed it.
    still = instance.is_unverified and bool(completeness.missing(instance))
    _move(instance, workflow.PUBLISH, is_unverified=still)


def on_scheduled(sender, instance, raw=False, update_fields=None, **kwargs):  # noqa: FBT002
    """A passed text will replace the public one; Wagtail saves nothing but the revision then.

    A first schedule saves the row after this, and would write over what is written here.
    """
    is_schedule = not raw and instance.approved_go_live_at and update_fields
    if is_schedule and "approved_go_live_at" in update_fields:
        row = instance.content_object
        if isinstance(row, Listing) and row.live_revision_id:
            _move(row, workflow.SCHEDULE)


def on_unpublished(sender, instance, **kwargs):
    """The row has left the public; a review that waits is over with it."""
    arrow = workflow.EXPIRE if instance.expired else workflow.UNPUBLISH
    _move(instance, arrow, unpublish_reason=reason.get())
    state = instance.current_workflow_state
    if state is not None:
        state.cancel(user=_actor())


def on_deleted(sender, instance, **kwargs):
    """The row is gone; who shows it must know."""
    audit.record(instance, "listing.delete", actor=_actor(), before=instance.status)
    outbox.announce(instance)


def on_submitted(sender, instance, **kwargs):
    """Only our own page submits, after it has asked for the must-haves."""
    row = instance.content_object
    if isinstance(row, Listing) and _now(row).status not in WAITING:
        raise WrongState("a review that its owner did not ask for")


def on_cancelled(sender, instance, **kwargs):
    """An editor ended the review without a word: the draft is its author's again."""
    row = instance.content_object
    if isinstance(row, Listing):
        row = _now(row)
        if row.status in WAITING:
            apply(workflow.CANCEL, row, actor=_actor())


def _move(instance: Listing, arrow: Transition, **changes: Any) -> None:
    row = _now(instance)
    changes = {"unpublish_reason": "", **changes}
    apply(arrow, row, actor=_actor(), changes=changes)
    for name in ("status", "version", *changes):
        setattr(instance, name, getattr(row, name))


def _now(instance: Listing) -> Listing:
    return Listing.objects.select_for_update().get(pk=instance.pk)


def _actor() -> Any:
    return get_active_log_context().user
