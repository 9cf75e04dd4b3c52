"""The text of the confidentiality agreement; a changed text is a new version."""

from pathlib import Path
from typing import Any

VERSION = "2026-1"
FILE = Path(__file__).parent / "data" / f"agreement_{VERSION}.txt"


def written(enquiry: Any) -> str:
    """The text with both parties, the achievement and the chain's number in it."""
    listing = enquiry.listing
    return FILE.read_text(encoding="utf-8") % {
        "number": enquiry.chain.number,
        "owner": listing.organisation.name,
        "firm": f"{enquiry.organisation.name}（{enquiry.organisation.code}）",
        "title": listing.title,
        "listing": listing.number,
    }
