"""Offer, sign, check and withdraw confidentiality agreements; note what is opened under them."""

from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Role
from core import acts, audit, notices, records, uploads
from core.errors import PermissionDenied, ValidationError, WrongState
from core.workflow import apply
from marketplace import agreement_text, permissions, recipients
from marketplace import disclosure_workflow as workflow
from marketplace.models import Agreement, FileView, Listing, Tier
from marketplace.models.parts import ENDED
from marketplace.services import enquiries


def locked(pk: int) -> Agreement:
    """The row under its lock, with what its checks read."""
    rows = Agreement.objects.select_for_update(of=("self",))
    return rows.select_related(
        "enquiry__listing__author", "enquiry__chain", "enquiry__organisation"
    ).get(pk=pk)


@transaction.atomic
def offer_agreement(enquiry_pk: int, *, actor: Any) -> Agreement:
    """Offer the text in force to who asked.

    Raises:
        PermissionDenied: not the owner.
        WrongState: the enquiry has ended.
        ValidationError: there is an agreement already.

    """
    enquiry = enquiries.locked(enquiry_pk)
    if not permissions.may_answer(actor, enquiry):
        raise PermissionDenied("agreement.offer")
    if enquiry.status in ENDED:
        raise WrongState("agreement.offer after the end")
    agreement = Agreement(
        enquiry=enquiry,
        text_version=agreement_text.VERSION,
        text=agreement_text.written(enquiry),
        offered_by=actor,
    )
    records.create(agreement, "agreement.offer", actor=actor)
    enquiries.note_reply(enquiry, actor=actor)
    _tell("agreement.offered", agreement, recipients.askers(enquiry), actor=actor)
    return agreement


@transaction.atomic
def sign_agreement(
    pk: int,
    *,
    signatory: str,
    signatory_post: str,
    is_authorised: bool,
    ip_address: str | None,
    actor: Any,
) -> Agreement:
    """Conclude it by a click: who, when, from where. Raises as `core.workflow.apply`."""
    agreement = locked(pk)
    facts = _signed(signatory, signatory_post, is_authorised=is_authorised, actor=actor)
    apply(workflow.SIGN, agreement, actor=actor, changes=facts | {"ip_address": ip_address})
    _tell("agreement.signed", agreement, enquiries.owners(agreement.enquiry), actor=actor)
    return agreement


@transaction.atomic
def upload_copy(
    pk: int, copy: Any, *, signatory: str, signatory_post: str, is_authorised: bool, actor: Any
) -> Agreement:
    """Send a copy under the firm's seal, for the owner to look at. Raises as `apply`."""
    agreement = locked(pk)
    facts = _signed(signatory, signatory_post, is_authorised=is_authorised, actor=actor)
    try:
        uploads.check(copy, ("pdf", "jpg", "png"))
    except ValidationError as error:
        raise ValidationError({"copy": error}) from error
    facts |= {"copy": copy, "copy_sha256": uploads.digest(copy)}
    apply(workflow.UPLOAD, agreement, actor=actor, changes=facts)
    _tell("agreement.uploaded", agreement, enquiries.owners(agreement.enquiry), actor=actor)
    return agreement


@transaction.atomic
def accept_copy(pk: int, *, actor: Any) -> Agreement:
    """The owner finds the sealed copy right. Raises as `core.workflow.apply`."""
    agreement = locked(pk)
    apply(workflow.ACCEPT, agreement, actor=actor)
    _tell("agreement.signed", agreement, recipients.askers(agreement.enquiry), actor=actor)
    return agreement


@transaction.atomic
def return_copy(pk: int, reason: str, *, actor: Any) -> Agreement:
    """The owner finds it wrong, and says why. Raises as `core.workflow.apply`."""
    agreement = locked(pk)
    apply(workflow.RETURN, agreement, actor=actor, changes={"reason": _said(reason)})
    _tell("agreement.offered", agreement, recipients.askers(agreement.enquiry), actor=actor)
    return agreement


@transaction.atomic
def withdraw_agreement(pk: int, reason: str, *, actor: Any) -> Agreement:
    """From now on nothing more is shown under it. Raises as `core.workflow.apply`."""
    agreement = locked(pk)
    apply(workflow.WITHDRAW, agreement, actor=actor, changes={"reason": _said(reason)})
    _tell("agreement.withdrawn", agreement, recipients.askers(agreement.enquiry), actor=actor)
    return agreement


@transaction.atomic
def note_view(listing: Any, file: Any, *, tier: str, actor: Any) -> None:
    """Enter an opening into the ledger before the file is given; follows `hooks.opened`.

    Raises:
        PermissionDenied: the agreement was withdrawn, or the review ended, a moment ago.

    """
    if tier in {Tier.PUBLIC, Tier.FIRM} or permissions.may_read_whole(actor, listing):
        return
    if permissions.reviews_now(actor, listing):
        note_review_view(listing, file, actor=actor)
        return
    under = Agreement.objects.binding(actor, listing).select_for_update(of=("self",))
    agreement = under.select_related("enquiry__chain").first()
    if agreement is None:
        raise PermissionDenied("listing.open_file")
    FileView.objects.create(
        at=acts.now(),
        agreement=agreement,
        listing=listing,
        file=file,
        sha256=file.sha256,
        organisation_id=agreement.enquiry.organisation_id,
        viewer=actor,
    )
    audit.record(agreement, "agreement.view", actor=actor, changes={"file": file.name})


@transaction.atomic
def note_review_view(listing: Any, file: Any = None, *, actor: Any) -> FileView:
    """Enter into the owner's ledger what a reviewer opens; without a file the confidential text.

    Raises:
        PermissionDenied: no review waits any more in which ``actor`` may decide.

    """
    row = Listing.objects.select_for_update(of=("self",)).get(pk=listing.pk)
    bureau = review_bureau(actor)
    if bureau is None or not permissions.reviews_now(actor, row):
        raise PermissionDenied("listing.review_view")
    view = FileView(
        listing=row,
        file=file,
        sha256=file.sha256 if file else sha256(row.draft.restricted_details.encode()).hexdigest(),
        organisation=bureau,
        viewer=actor,
    )
    view.full_clean()
    view.save(force_insert=True)
    audit.record(row, "listing.review_view", actor=actor, changes={"file": view.what})
    return view


def review_bureau(reader: Any) -> Any:
    """The bureau for which somebody reviews today."""
    held = (one for one in reader.roles_in_force if one.role == Role.SITE_EDITOR)
    return next((one.organisation for one in held), None)


def _signed(
    signatory: str, signatory_post: str, *, is_authorised: bool, actor: Any
) -> dict[str, Any]:
    if not is_authorised:
        raise ValidationError({"is_authorised": [_("须由有权代表单位的人签署。")]})
    if not signatory.strip():
        raise ValidationError({"signatory": [_("请填写。")]})
    return {
        "signatory": signatory.strip(),
        "signatory_post": signatory_post.strip(),
        "signed_by": actor,
        "signed_at": acts.now(),
    }


def _said(reason: str) -> str:
    if not reason.strip():
        raise ValidationError({"reason": [_("请写明原因。")]})
    return reason.strip()


def _tell(kind: str, agreement: Agreement, people: list[Any], *, actor: Any) -> None:
    context = {"title": agreement.enquiry.listing.title}
    notices.send(kind, people, subject_row=agreement, context=context, actor=actor)
