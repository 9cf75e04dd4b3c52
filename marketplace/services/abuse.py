"""One side tells the bureau of the other; an owner takes no more enquiries from a firm."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.recipients import section_staff
from core import acts, audit, notices, records
from core.errors import PermissionDenied, ValidationError, WrongState
from marketplace import permissions, recipients
from marketplace.models import Block, Enquiry, Report
from marketplace.models.parts import ENDED
from marketplace.services import enquiries


@transaction.atomic
def report_enquiry(pk: int, text: str, *, is_blocked: bool = False, actor: Any) -> Report:
    """Tell the section; with ``is_blocked`` the asker's firm is blocked too, and it ends.

    Raises:
        PermissionDenied: not a side of it, or who blocks is not the owner.
        ValidationError: no text, or reported before; nothing is written.

    """
    enquiry = enquiries.locked(pk)
    is_owner = permissions.may_answer(actor, enquiry)
    if not permissions.is_of_enquiry(actor, enquiry) or (is_blocked and not is_owner):
        raise PermissionDenied("enquiry.report")
    report = Report(enquiry=enquiry, reporter=actor, text=text.strip(), at=acts.now())
    records.create(report, "enquiry.report", actor=actor)
    if is_blocked:
        Block.objects.get_or_create(
            place=enquiry.listing.organisation, firm=enquiry.organisation, defaults={"by": actor}
        )
        audit.record(enquiry, "enquiry.block", actor=actor)
        if enquiry.status not in ENDED:
            enquiries.close(pk, actor=actor)
    context = {"title": enquiry.listing.title, "text": text.strip()}
    notices.send(
        "enquiry.reported", section_staff(), subject_row=enquiry, context=context, actor=actor
    )
    return report


@transaction.atomic
def close_report(pk: int, *, outcome: str, answer: str, actor: Any) -> Report:
    """Say what the bureau found; who reported it is told.

    Raises:
        PermissionDenied: not the section, or one who is involved.
        WrongState: it was closed before.
        ValidationError: nothing is said to who reported it.

    """
    rows = Report.objects.select_for_update(of=("self",)).select_related(
        "reporter", "enquiry__chain", "enquiry__listing"
    )
    report = rows.get(pk=pk)
    if not permissions.may_close_report(actor, report):
        raise PermissionDenied("enquiry.close_report")
    if report.closed_at:
        raise WrongState("enquiry.close_report again")
    if not answer.strip():
        raise ValidationError({"answer": [_("请写明处理情况。")]})
    changes = {
        "outcome": outcome,
        "answer": answer.strip(),
        "closed_by": actor,
        "closed_at": acts.now(),
    }
    records.change(report, "enquiry.close_report", actor=actor, changes=changes)
    context = {
        "title": report.enquiry.listing.title,
        "outcome": report.get_outcome_display(),
        "answer": report.answer,
    }
    notices.send(
        "enquiry.report_closed",
        [report.reporter],
        subject_row=report.enquiry,
        context=context,
        actor=actor,
    )
    return report


@transaction.atomic
def lift_block(pk: int, *, actor: Any) -> None:
    """Let the firm ask again; who had set the block is told, and who of the firm had asked.

    Raises:
        PermissionDenied: not the unit's side and not the section.

    """
    rows = Block.objects.select_for_update(of=("self",)).select_related("place", "firm", "by")
    block = rows.get(pk=pk)
    if not permissions.may_lift(actor, block):
        raise PermissionDenied("enquiry.unblock")
    context = {"place": block.place.shown_name, "firm": block.firm.shown_name}
    told = {block.by, *recipients.unit(block.place)}
    notices.send("enquiry.unblocked", told, subject_row=block, context=context, actor=actor)
    asked = Enquiry.objects.filter(organisation=block.firm, listing__organisation=block.place)
    askers = {
        person
        for enquiry in asked.select_related("organisation")
        for person in recipients.askers(enquiry)
    }
    notices.send("enquiry.welcome", askers, subject_row=block, context=context, actor=actor)
    records.delete(block, "enquiry.unblock", actor=actor)
