"""The versions of an achievement that were public, and what each changed.

A version is public from the moment that Wagtail logs its publication. What is confidential or only
for reviewers is in no version that is shown here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.models import ModelLogEntry

from marketplace import saying
from marketplace.models import Listing, Tier
from marketplace.models.parts import EDITORIAL

MOST = 30
SHOWN = tuple(name for name in EDITORIAL if name != "restricted_details")
LABELS = {field.name: field.verbose_name for field in Listing._meta.concrete_fields}
_PIECES = re.compile(r"[^。；，、\n]*[。；，、\n]?")


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one part of the text."""

    label: Any
    html: SafeString


@dataclass(frozen=True, slots=True)
class Version:
    """A text that was public from ``at`` on; ``changes`` is None where it was the first."""

    number: int
    at: datetime
    changes: list[Change] | None


def versions(listing: Listing) -> list[Version]:
    """The public versions of ``listing``, the newest first; by two queries."""
    entries = list(published(listing).select_related("revision")[:MOST])
    found: list[Version] = []
    before: Mapping[str, Any] | None = None
    for number, entry in enumerate(reversed(entries), 1):
        now = _text(entry)
        if now is not None:
            found.append(Version(number, entry.timestamp, _changes(before, now)))
            before = now
    return found[::-1]


def published(listing: Listing) -> Any:
    """Wagtail's notes of each publication, the newest first."""
    return ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Listing),
        object_id=str(listing.pk),
        action="wagtail.publish",
    ).order_by("-timestamp", "-pk")


def _text(entry: ModelLogEntry) -> Mapping[str, Any] | None:
    """What the version said in public; None where its revision was not kept."""
    if entry.revision is None:
        return None
    text = {name: entry.revision.content.get(name) for name in SHOWN}
    shown = [one for one in text["attachments"] or [] if one["tier"] != Tier.REVIEW]
    return {**text, "attachments": shown}


def _changes(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> list[Change] | None:
    if before is None:
        return None
    return [
        Change(
            LABELS[name],
            compare(saying.words(name, before[name]), saying.words(name, now[name])),
        )
        for name in SHOWN
        if (before[name] or "") != (now[name] or "")
    ]


def compare(before: str, now: str) -> SafeString:
    """``now`` with what is new in it marked as inserted, and what is gone as deleted."""
    old, new = _PIECES.findall(before), _PIECES.findall(now)
    parts = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        if kind == "equal":
            parts.append(format_html("{}", come))
            continue
        if gone:
            parts.append(format_html("<del>{}</del>", gone))
        if come:
            parts.append(format_html("<ins>{}</ins>", come))
    return format_html_join("", "{}", ((part,) for part in parts))
