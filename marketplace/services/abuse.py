"""One side tells the bureau of the other; an owner takes no more enquiries from a firm."""

from typing import Any

from django.db import transaction

from accounts.recipients import section_staff
from core import audit, notices
from core.errors import PermissionDenied
from marketplace import permissions
from marketplace.models import Block, Report
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
    report = Report(enquiry=enquiry, reporter=actor, text=text.strip())
    report.full_clean()
    report.save(force_insert=True)
    audit.record(enquiry, "enquiry.report", actor=actor)
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
