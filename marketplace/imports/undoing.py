"""Take off the site what an import published."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, outbox
from core.chunks import SIZE
from marketplace import workflow
from marketplace.models import Listing, ListingImport

S = Listing.Status
SET = (
    "live",
    "status",
    "unpublish_reason",
    "has_unpublished_changes",
    "live_revision",
    "version",
    "updated_at",
)


def withdraw(job: ListingImport) -> int:
    """Take them off, a transaction a chunk; what an editor has passed since stays."""
    count = 0
    while taken := _withdraw_some(job):
        count += taken
    return count


@transaction.atomic
def _withdraw_some(job: ListingImport) -> int:
    made = Listing.objects.filter(
        imports__listing_import=job, imports__made_public=True, live=True, is_unverified=True
    )
    keys = made.order_by("pk").values_list("pk", flat=True)[:SIZE]
    rows = list(Listing.objects.select_for_update(of=("self",)).filter(pk__in=[*keys]))
    now = timezone.now()
    before = {row.pk: row.status for row in rows}
    for row in rows:
        row.live, row.live_revision = False, None
        row.status, row.has_unpublished_changes = S.UNPUBLISHED, True
        row.unpublish_reason = _("撤销导入：%(reason)s") % {"reason": job.undo_reason}
        row.version += 1
        row.updated_at = now
    Listing.objects.bulk_update(rows, SET)
    audit.record_all(
        (
            audit.Act(
                row,
                workflow.UNPUBLISH.action,
                before[row.pk],
                row.status,
                {"import": job.pk, "unpublish_reason": ["", row.unpublish_reason]},
            )
            for row in rows
        ),
        actor=job.undone_by,
    )
    outbox.announce_all(rows)
    return len(rows)
