"""The two sides find a time: the owner proposes another, either agrees to the other's."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import ValidationError
from core.workflow import apply
from marketplace import permissions, recipients, workflow
from marketplace.models import Enquiry
from marketplace.services.enquiries import locked, owners, replied, tell
from marketplace.services.slots import offer_times


@transaction.atomic
def propose_times(pk: int, times: Sequence[datetime], *, actor: Any) -> Enquiry:
    """Offer other times for the owner. Raises as `apply` and `offer_times`."""
    enquiry = locked(pk)
    apply(workflow.PROPOSE, enquiry, actor=actor, changes=replied(enquiry))
    if not times:
        raise ValidationError(_("请提出至少一个时间。"))
    offer_times(enquiry, times, from_owner=True)
    tell("enquiry.times_proposed", enquiry, recipients.askers(enquiry), actor=actor)
    return enquiry


@transaction.atomic
def agree_time(pk: int, slot_pk: int, *, actor: Any) -> Enquiry:
    """Agree to a time that the other side offers and that has not passed. Raises as `apply`."""
    enquiry = locked(pk)
    is_owner = permissions.may_answer(actor, enquiry)
    slot = enquiry.slots.offered_to(owner=is_owner).filter(pk=slot_pk).first()
    if slot is None:
        raise ValidationError(_("这个时间已经不能选了，请另选。"))
    changes = {"meeting_at": slot.starts_at, **(replied(enquiry) if is_owner else {})}
    apply(workflow.AGREE, enquiry, actor=actor, changes=changes)
    tell(
        "enquiry.time_agreed",
        enquiry,
        [*recipients.askers(enquiry), *owners(enquiry)],
        actor=actor,
    )
    return enquiry
