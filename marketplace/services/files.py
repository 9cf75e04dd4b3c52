"""Pictures and files of an achievement: part of its text, so that they are reviewed with it."""

from typing import Any

from django.db import transaction

from core import audit, secrecy, uploads
from core.errors import ValidationError
from core.workflow import require
from marketplace import stamping, workflow
from marketplace.models import FileKind, Listing, ListingFile, Tier
from marketplace.services.listings import SECRET, locked, save_listing


@transaction.atomic
def attach_file(
    pk: int, upload: Any, *, kind: str, tier: str, title: str = "", actor: Any
) -> ListingFile:
    """Keep ``upload`` and list it in the draft, called by its title or else its own name.

    Raises:
        PermissionDenied: not its owner.
        WrongState: its text cannot be changed now.
        ValidationError: marked as secret, too large, or not what it says it is.

    """
    listing = _editable(pk, actor)
    if secrecy.is_marked_name(upload.name) or secrecy.is_marked(title):
        raise ValidationError({"file": SECRET})
    try:
        found = uploads.check(
            upload, uploads.PICTURES if kind == FileKind.PICTURE else uploads.PAPERS
        )
    except ValidationError as error:
        raise ValidationError({"file": error}) from error
    if tier == Tier.CONFIDENTIAL:
        stamping.require_stampable(upload, found.ending)
    row = ListingFile(
        listing=listing,
        name=upload.name[-uploads.LONGEST_NAME :],
        ending=found.ending,
        size=upload.size,
        sha256=uploads.digest(upload),
        uploaded_by=actor,
    )
    row.file.save("", upload, save=False)
    row.full_clean(exclude=["listing"])
    row.save(force_insert=True)
    said = {"name": row.name, "sha256": row.sha256}
    audit.record(listing, "listing.attach", actor=actor, changes=said)
    named = title.strip() or row.name.rsplit(".", 1)[0]
    entry = {"file": row.pk, "kind": kind, "tier": tier, "title": named[:100]}
    save_listing(pk, {"attachments": [*listing.draft.attachments, entry]}, actor=actor)
    return row


@transaction.atomic
def set_tier(pk: int, file_pk: int, tier: str, *, actor: Any) -> None:
    """Say who may open a file of the draft. Raises as `attach_file`."""
    listing = _editable(pk, actor)
    if tier == Tier.CONFIDENTIAL and (row := listing.files.filter(pk=file_pk).first()):
        with row.file.open("rb") as kept:
            stamping.require_stampable(kept, row.ending)
    entries = [
        {**entry, "tier": tier} if entry["file"] == file_pk else entry
        for entry in listing.draft.attachments
    ]
    save_listing(pk, {"attachments": entries}, actor=actor)


@transaction.atomic
def detach_file(pk: int, file_pk: int, *, actor: Any) -> None:
    """Take a file out of the draft; versions that were public keep it. Raises as `attach_file`."""
    listing = _editable(pk, actor)
    entries = [entry for entry in listing.draft.attachments if entry["file"] != file_pk]
    audit.record(listing, "listing.detach", actor=actor, changes={"file": file_pk})
    save_listing(pk, {"attachments": entries}, actor=actor)


def _editable(pk: int, actor: Any) -> Listing:
    """The row under its lock, once it is sure that nothing has to be taken off the disk again."""
    listing = locked(pk)
    require(workflow.EDIT, listing, actor=actor)
    return listing
