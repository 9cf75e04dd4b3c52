"""Write a chunk of an import in one transaction: rows, revisions, trail, promises, its progress.

Nothing here goes through `Model.save`, so no signal is sent and nobody's queue grows: a row leaves
one revision, one audit event and one promise to search, and no more.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CharField, F, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Revision

from core import audit, locks, outbox
from core.numbering import next_numbers
from core.review import schedules
from marketplace.imports.deciding import Act, Decision, decide
from marketplace.imports.lines import Line
from marketplace.models import ImportedListing, Listing, ListingImport
from marketplace.models.parts import EDITORIAL

IMPORT = "listing.import"
COUNTED = {
    Act.CREATE: "created",
    Act.UPDATE: "updated",
    Act.REVISE: "updated",
    Act.PUBLISH: "updated",
    Act.NOTHING: "unchanged",
    Act.REFUSE: "refused",
}
S = Listing.Status
# What an import sets beside the text of a row that was there.
SET = (
    "status",
    "live",
    "is_unverified",
    "unpublish_reason",
    "has_unpublished_changes",
    "first_published_at",
    "last_published_at",
    "expired",
    "expire_at",
    "version",
    "updated_at",
    "live_revision",
    "latest_revision",
)


@transaction.atomic
def write(job: ListingImport, lines: Sequence[Line], *, now: Any = None) -> list[Decision]:
    """Write ``lines``, which have no fault, and move ``job`` on; returns what was decided."""
    now = now or timezone.now()
    locks.acquire(locks.Lock.LISTING_IMPORT)
    decisions = decide(lines, job, publishes=job.publishes, lock=True)
    acts = [one for one in decisions if one.act not in {Act.NOTHING, Act.REFUSE}]
    before = {id(one): (one.listing.status, one.listing.live) for one in acts}
    for one in acts:
        _set(one, job, now)
    new = [one.listing for one in acts if one.act is Act.CREATE]
    _number(new, now)
    Listing.objects.bulk_create(new)
    _revise(acts, job, now)
    old = [one.listing for one in acts if one.act is not Act.CREATE]
    _point(new, job)
    Listing.objects.bulk_update(old, [*SET, *_columns(acts)])
    audit.record_all(
        (_told(one, job, before[id(one)][0]) for one in acts),
        actor=job.actor,
    )
    outbox.announce_all(one.listing for one in acts)
    ImportedListing.objects.bulk_create(
        ImportedListing(
            listing_import=job,
            listing=one.listing,
            revision_id=one.listing.latest_revision_id or 0,
            made_public=one.listing.live and not before[id(one)][1],
        )
        for one in acts
    )
    _move_on(job, decisions)
    return decisions


def _set(one: Decision, job: ListingImport, now: Any) -> None:
    """The row as it will be; of a public one whose text is to be passed first, its new text."""
    row = one.listing
    row.updated_at = now
    if one.act is Act.CREATE:
        row.organisation_id, row.author_id = job.organisation_id, job.author_id
        row.source, row.declared_at, row.created_at = job.source, now, now
    else:
        row.version += 1
    for name, value in one.line.facts.items():
        setattr(row, name, value)
    if one.act is Act.REVISE:
        row.status = S.DRAFT
    if not job.publishes:
        row.has_unpublished_changes = True
        return
    row.live, row.is_unverified, row.expired = True, True, False
    row.expire_at = schedules.end_ahead(row.expire_at, now)
    row.status, row.unpublish_reason = S.PUBLISHED, ""
    row.has_unpublished_changes = False
    row.last_published_at = now
    row.first_published_at = row.first_published_at or now


def _number(rows: Sequence[Listing], now: Any) -> None:
    if not rows:
        return
    year = timezone.localtime(now).year
    numbers = next_numbers(f"listing.{year}", len(rows))
    for row, number in zip(rows, numbers, strict=True):
        row.number = f"CG-{year}-{number:06d}"


def _revise(acts: Sequence[Decision], job: ListingImport, now: Any) -> None:
    """A revision a row whose text is new, and which of them each row is at."""
    kind = ContentType.objects.get_for_model(Listing, for_concrete_model=False)
    told = [one for one in acts if one.act is not Act.PUBLISH]
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type=kind,
            base_content_type=kind,
            object_id=str(one.listing.pk),
            user=job.actor or job.author,
            created_at=now,
            object_str=str(one.listing),
            content=one.listing.serializable_data(),
        )
        for one in told
    )
    for one, revision in zip(told, revisions, strict=True):
        one.listing.latest_revision = revision
    if job.publishes:
        for one in acts:
            one.listing.live_revision_id = one.listing.latest_revision_id


def _point(new: Sequence[Listing], job: ListingImport) -> None:
    """Name the revision in each new row: it has one, so one statement finds them all."""
    kind = ContentType.objects.get_for_model(Listing, for_concrete_model=False)
    only = Revision.objects.filter(
        base_content_type=kind, object_id=Cast(OuterRef("pk"), CharField())
    )
    names = ["latest_revision", "live_revision"] if job.publishes else ["latest_revision"]
    rows = Listing.objects.filter(pk__in=[row.pk for row in new])
    rows.update(**{name: Subquery(only.values("pk")[:1]) for name in names})


def _columns(acts: Sequence[Decision]) -> set[str]:
    """The columns of the text that change in rows which were there."""
    changed = [one for one in acts if one.act is Act.UPDATE]
    if any(one.is_whole for one in changed):
        return {*EDITORIAL}
    return {name.removesuffix("_id") for one in changed for name in one.line.facts}


def _told(one: Decision, job: ListingImport, before: str) -> audit.Act:
    row = one.listing
    return audit.Act(
        row,
        IMPORT,
        "" if one.act is Act.CREATE else before,
        row.status,
        {
            "import": job.pk,
            "source": job.source,
            "external_id": row.external_id,
            "live": row.live,
        },
    )


def _move_on(job: ListingImport, decisions: Sequence[Decision]) -> None:
    counts = Counter(COUNTED[one.act] for one in decisions)
    counts["position"] = len(decisions)
    ListingImport.objects.filter(pk=job.pk).update(
        **{name: F(name) + count for name, count in counts.items()}
    )
    for name, count in counts.items():
        setattr(job, name, getattr(job, name) + count)
