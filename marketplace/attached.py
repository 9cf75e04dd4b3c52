"""The pictures and files of an achievement as a reader meets them."""

from typing import Any

from marketplace import permissions
from marketplace.models import FileKind, Listing, Tier

KINDS, TIERS = dict(FileKind.choices), dict(Tier.choices)
PUBLIC_PICTURE = (FileKind.PICTURE, Tier.PUBLIC)


def entries(listing: Listing, attachments: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a text lists, each with its row and its words; what is not there is left out."""
    rows = {row.pk: row for row in listing.files.all()} if attachments else {}
    return [
        {
            **entry,
            "row": rows[entry["file"]],
            "kind_label": KINDS[entry["kind"]],
            "tier_label": TIERS[entry["tier"]],
        }
        for entry in attachments
        if entry["file"] in rows
    ]


def shown(listing: Listing, reader: Any) -> dict[str, list[dict[str, Any]]]:
    """Public pictures, and every other file, each with whether ``reader`` may open it.

    What is only for reviewers is not even named to others.
    """
    every = entries(listing, listing.attachments)
    is_whole = permissions.may_read_whole(reader, listing)
    pictures = [one for one in every if (one["kind"], one["tier"]) == PUBLIC_PICTURE]
    return {
        "pictures": pictures,
        "files": [
            {**one, "is_open": permissions.may_open(reader, listing, one["tier"])}
            for one in every
            if one not in pictures and (is_whole or one["tier"] != Tier.REVIEW)
        ],
    }
