"""Invented papers of demo achievements, one for each circle of readers; each says that it is one.

They lie beside the texts as PDF, so that they look the same wherever the demo is brought in.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.models import Listing
from marketplace.services import files

FOLDER = Path(__file__).parent / "data" / "demo_files"


def attach(listing: Listing, papers: Iterable[Mapping[str, str]], *, actor: Any) -> None:
    """Upload them as the author would; each has ``name``, ``kind``, ``tier`` and ``title``."""
    for paper in papers:
        content = (FOLDER / f"{paper['name']}.pdf").read_bytes()
        upload = SimpleUploadedFile(f"{paper['title']}.pdf", content)
        given = {key: paper[key] for key in ("kind", "tier", "title")}
        files.attach_file(listing.pk, upload, **given, actor=actor)
