"""Move what would destroy novelty out of what everybody reads."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import ValidationError
from marketplace import passages
from marketplace.models import Listing
from marketplace.services.listings import locked, save_listing


@transaction.atomic
def restrict_sentences(
    pk: int, chosen: Collection[int], *, base: int | None, actor: Any
) -> Listing:
    """Move sentences of the draft's abstract to the end of what is confidential.

    Args:
        chosen: which sentences, from 0, of the abstract as it was at the revision ``base``.

    Raises as `listings.save_listing`; `ValidationError` where none is chosen.

    Source: 专利法 第二十二条.

    """
    text = locked(pk).draft
    left, taken = passages.parted(text.abstract, chosen)
    if not taken:
        raise ValidationError(_("请至少选一句。"))
    details = "\n".join(part for part in (text.restricted_details, taken) if part)
    return save_listing(
        pk, {"abstract": left, "restricted_details": details}, base=base, actor=actor
    )
