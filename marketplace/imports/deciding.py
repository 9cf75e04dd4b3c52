"""What an import does to a row: make it, change it, or leave it to people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from django.utils.translation import gettext as _

from marketplace.imports.lines import Line
from marketplace.models import ImportedListing, Listing, ListingImport

S = Listing.Status
AT_REVIEW = frozenset({S.SUBMITTED, S.SCHEDULED})


class Act(Enum):
    """What is done to a row."""

    CREATE = auto()
    UPDATE = auto()  # the row itself
    REVISE = auto()  # a newer text of a public row, which stays as it is until it is passed
    PUBLISH = auto()  # the text as it is
    NOTHING = auto()
    REFUSE = auto()


@dataclass(frozen=True, slots=True)
class Decision:
    """One line and the row it is about; ``why`` says a refusal."""

    line: Line
    act: Act
    listing: Listing
    why: str = ""
    is_whole: bool = False  # more of the row's text changes than the line says


def decide(
    lines: Iterable[Line], job: ListingImport, *, publishes: bool, lock: bool = False
) -> list[Decision]:
    """What an import of ``job``'s unit and source would do with ``lines``; asks three queries."""
    lines = list(lines)
    there = _there(job, [line.external_id for line in lines], lock=lock)
    last = _last_imports(there)
    return [
        _decide(line, there.get(line.external_id), last, job, publishes=publishes)
        for line in lines
    ]


def _there(job: ListingImport, ids: list[str], *, lock: bool) -> dict[str, Listing]:
    rows = Listing.objects.filter(
        organisation=job.organisation_id, source=job.source, external_id__in=ids
    )
    if lock:
        rows = rows.select_for_update(of=("self",))
    return {row.external_id: row for row in rows.select_related("latest_revision")}


def _last_imports(rows: Mapping[str, Listing]) -> dict[int, ImportedListing]:
    """The latest import of each row."""
    done = ImportedListing.objects.filter(listing__in=[row.pk for row in rows.values()])
    return {one.listing_id: one for one in done.select_related("listing_import").order_by("id")}


def _decide(
    line: Line,
    row: Listing | None,
    last: Mapping[int, ImportedListing],
    job: ListingImport,
    *,
    publishes: bool,
) -> Decision:
    if row is None:
        return Decision(line, Act.CREATE, Listing(external_id=line.external_id))
    if why := _refusal(row, last.get(row.pk), publishes=publishes):
        return Decision(line, Act.REFUSE, row, why)
    is_ahead = row.live and row.has_unpublished_changes  # a newer text waits in its revision
    latest = row.latest_revision
    text = row.with_content_json(latest.content) if is_ahead and latest else row
    moved = any(getattr(text, name) != value for name, value in line.facts.items())
    if moved and row.live and not publishes:
        return Decision(line, Act.REVISE, text)
    if moved or (is_ahead and publishes):
        return Decision(line, Act.UPDATE, text, is_whole=is_ahead)
    return Decision(line, Act.PUBLISH if publishes and not row.live else Act.NOTHING, row)


def _refusal(row: Listing, last: ImportedListing | None, *, publishes: bool) -> str:
    """Why an import must not touch ``row``: what people have done to it since weighs more."""
    if row.status in AT_REVIEW:
        return _("正在审查或待发布，导入不改动")
    if last is None or row.latest_revision_id != last.revision_id:
        return _("导入以后有人在站内修改过，请在站内修改")
    if publishes and row.live and not row.is_unverified:
        return _("已由网站编辑审查发布，请在站内修改后送审")
    was_taken_down = row.status == S.UNPUBLISHED
    if publishes and was_taken_down and last.listing_import.status != "undone":
        return _("已被下架，请在站内重新发布")
    return ""
