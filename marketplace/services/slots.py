"""Times that were offered are kept; written by the acts that offer them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from core.acts import require_transaction
from core.errors import ValidationError
from marketplace.models import Enquiry, Slot

MOST = 3  # at a time
FURTHEST = timedelta(days=90)


def offer_times(enquiry: Enquiry, times: Sequence[datetime], *, from_owner: bool) -> None:
    """Keep ``times`` as the side's latest offer; its earlier one no longer stands.

    Raises:
        ValidationError: too many, past, or too far ahead.

    """
    require_transaction("offer_times()")
    if not times:
        return
    now = timezone.now()
    if len(times) > MOST:
        raise ValidationError(_("一次最多提出 %(most)d 个时间。") % {"most": MOST})
    if any(not now < time <= now + FURTHEST for time in times):
        raise ValidationError(_("请提出今后 90 天以内的时间。"))
    enquiry.slots.filter(from_owner=from_owner).delete()
    Slot.objects.bulk_create(
        Slot(enquiry=enquiry, from_owner=from_owner, starts_at=time) for time in {*times}
    )
