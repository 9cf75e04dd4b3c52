"""Write, submit, withdraw and take down achievements; who publishes is Wagtail's workflow."""

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogContext
from wagtail.models import WorkflowState

from accounts.models import Organisation
from core import notices, records, secrecy
from core.errors import PermissionDenied, ValidationError
from core.numbering import next_number
from core.workflow import apply, require
from marketplace import permissions, publishing, recipients, workflow
from marketplace.freshness import ANSWERED
from marketplace.models import Listing, UnitConsentTask
from marketplace.models.parts import EDITORIAL

SECRET = gettext_lazy("含有密级标志。涉密成果不得在本系统填写或上传，请按国家保密规定线下办理。")


def locked(pk: int) -> Listing:
    """The row under its lock, with what its checks read."""
    rows = Listing.objects.select_for_update(of=("self",))
    return rows.select_related("author", "organisation").get(pk=pk)


@transaction.atomic
def begin_listing(
    organisation: Organisation,
    facts: Mapping[str, Any],
    *,
    is_declared_open: bool,
    is_demo: bool = False,
    actor: Any,
    now: datetime | None = None,
) -> Listing:
    """Begin an achievement of ``organisation``; its number is ``CG-``, the year and six digits.

    Args:
        is_declared_open: that it is neither a state secret nor export-controlled.

    Raises:
        PermissionDenied: ``actor`` does not write for ``organisation``.
        ValidationError: not declared, or a fact is wrong; nothing is written.

    Source: 促进科技成果转化法 第六条；保守国家秘密法（2024 修订）第二十九条.

    """
    if organisation not in permissions.places_to_write_for(actor):
        raise PermissionDenied("listing.begin")
    if organisation.status != Organisation.Status.CONFIRMED:
        raise ValidationError(_("单位确认后才能填报成果。"))
    if not is_declared_open:
        raise ValidationError(_("涉密或限制出口的成果不得在本系统填报，请按保密规定线下办理。"))
    _refuse_marked(facts)
    now = now or timezone.now()
    year = timezone.localtime(now).year
    listing = Listing(
        **{"region_id": organisation.region_id, **facts},
        number=f"CG-{year}-{next_number(f'listing.{year}'):06d}",
        organisation=organisation,
        author=actor,
        declared_at=now,
        is_demo=is_demo,
    )
    records.create(listing, "listing.begin", actor=actor)
    listing.save_revision(user=actor)
    return listing


@transaction.atomic
def save_listing(
    pk: int, facts: Mapping[str, Any], *, base: int | None = None, actor: Any
) -> Listing:
    """Save what was written as the newest revision; the public row stays as it is.

    Args:
        base: the revision that the writer began from, where that is known.

    Raises as `core.workflow.apply`; `ValidationError` where a text is marked as a state secret, or
    somebody has saved another one since ``base``.

    """
    _refuse_marked(facts)
    listing = locked(pk)
    if base is not None and base != listing.latest_revision_id:
        raise ValidationError(_changed_since(base, listing))
    if listing.first_published_at is None:
        apply(workflow.EDIT, listing, actor=actor, changes=facts)
        listing.save_revision(user=actor)
        return listing
    text = copy(listing.draft)
    for name, value in facts.items():
        setattr(text, name, value)
    apply(workflow.EDIT, listing, actor=actor)
    text.status, text.version = listing.status, listing.version
    text.live = listing.live
    text.save_revision(user=actor)
    return Listing.objects.get(pk=pk)


@transaction.atomic
def submit_listing(pk: int, *, actor: Any) -> Listing:
    """Ask the unit, and where it has agreed to this very text, the site's editors.

    With it the owner confirms today that the offer stands. Raises as `core.workflow.apply`.
    """
    listing = locked(pk)
    today = timezone.localdate()
    before = listing.current_workflow_state
    if before is not None and before.status == WorkflowState.STATUS_NEEDS_CHANGES:
        before.cancel(user=actor)  # a new round begins with the unit, not where the last one ended
    apply(workflow.SUBMIT, listing, actor=actor, changes={**ANSWERED, "confirmed_on": today})
    listing.get_workflow().start(listing, actor)
    is_agreed = not isinstance(listing.current_workflow_task_state.task.specific, UnitConsentTask)
    if is_agreed:
        apply(workflow.KEEP_CONSENT, listing, actor=actor)
    notices.send(
        "listing.consented" if is_agreed else "listing.submitted",
        recipients.editors(listing) if is_agreed else recipients.unit(listing.organisation),
        subject_row=listing,
        context={"title": listing.draft, "organisation": listing.organisation},
        actor=actor,
    )
    return listing


@transaction.atomic
def withdraw_listing(pk: int, *, actor: Any) -> Listing:
    """Take a submission back to work on it. Raises as `core.workflow.apply`."""
    listing = locked(pk)
    apply(workflow.WITHDRAW, listing, actor=actor)
    state = listing.current_workflow_state
    if state is not None:
        state.cancel(user=actor)
    return listing


@transaction.atomic
def discard_listing(pk: int, *, actor: Any) -> None:
    """Delete a draft that was never public, with its revisions and files; the trail keeps that.

    Raises:
        PermissionDenied: not its owner, or it has been public.
        WrongState: it waits for a decision.

    """
    listing = locked(pk)
    require(workflow.DISCARD, listing, actor=actor)
    with LogContext(user=actor):
        listing.delete()


@transaction.atomic
def unpublish_listing(pk: int, *, reason: str, actor: Any) -> Listing:
    """Take an achievement off the site, at once and without a review.

    Raises:
        PermissionDenied: not its owner, nor a site editor.
        ValidationError: it is not public, or no reason was given.

    """
    listing = locked(pk)
    if not permissions.may_unpublish(actor, listing):
        raise PermissionDenied(workflow.UNPUBLISH.action)
    if not listing.live:
        raise ValidationError(_("成果没有公开。"))
    if not reason.strip():
        raise ValidationError({"reason": [_("请写明下架原因。")]})
    token = publishing.reason.set(reason.strip())
    try:
        listing.unpublish(user=actor)
    finally:
        publishing.reason.reset(token)
    return listing


@transaction.atomic
def set_availability(pk: int, availability: str, *, actor: Any) -> Listing:
    """Say whether it can still be had; that it stands is confirmed with it.

    Raises:
        PermissionDenied: not its owner.

    """
    listing = locked(pk)
    if not permissions.is_owner(actor, listing):
        raise PermissionDenied("listing.set_availability")
    changes = {
        **ANSWERED,
        "availability": availability,
        "confirmed_on": timezone.localdate(),
    }
    records.change(listing, "listing.set_availability", actor=actor, changes=changes)
    return listing


def _changed_since(base: int, listing: Listing) -> str:
    """Who has saved since, and which parts differ from what the writer began from."""
    newest = listing.latest_revision
    older = listing.revisions.filter(pk=base).first()
    if newest is None or older is None:
        return _("内容已有变动，请核对后再保存。")
    names = [name for name in EDITORIAL if older.content.get(name) != newest.content.get(name)]
    parts = [str(Listing._meta.get_field(name).verbose_name) for name in names]  # type: ignore[union-attr]
    return _(
        "您打开这一页以后，%(who)s保存了新的内容，改动了：%(parts)s。"
        "下面仍是您填写的内容；核对后再次保存，将以您的为准。"
    ) % {"who": newest.user or _("别人"), "parts": "、".join(parts) or "—"}


def _refuse_marked(facts: Mapping[str, Any]) -> None:
    marked = [
        name for name, said in facts.items() if isinstance(said, str) and secrecy.is_marked(said)
    ]
    if marked:
        raise ValidationError(dict.fromkeys(marked, SECRET))
