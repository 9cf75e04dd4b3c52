"""What a review leaves behind, and how a text is known again."""

import hashlib
import json
from typing import Any, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.acts import require_transaction
from core.errors import PermissionDenied, ValidationError

Review = TypeVar("Review", bound=models.Model)


class ReleaseRefused(PermissionDenied):
    """Publishing a text that nobody has passed."""


def digest(content: dict[str, Any]) -> str:
    """SHA-256 over what ``content`` says, in whatever order it says it."""
    said = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def save(review: Review, *, approved: bool, subject: str) -> Review:
    """Keep ``review`` with its decision; it is never changed afterwards.

    Args:
        subject: the field that names what was reviewed, whose row the caller has locked.

    Raises:
        ValidationError: no opinion was given, or its author reviews it.

    """
    require_transaction("review.save()")
    review.opinion = review.opinion.strip()  # type: ignore[attr-defined]
    if not review.opinion:  # type: ignore[attr-defined]
        raise ValidationError(_("请写明审查意见。"))
    review.decision = "approved" if approved else "returned"  # type: ignore[attr-defined]
    review.full_clean(exclude=[subject])
    review.save(force_insert=True)
    return review
