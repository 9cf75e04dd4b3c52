"""Drafts: what somebody has typed into a form and not yet submitted, kept so that nothing is lost.

A draft is nobody's business but its owner's and says nothing of the domain, so it is neither
audited nor announced; submitting the form discards it, and after ``KEEP_DAYS`` days it goes.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.errors import WrongState
from core.models import Draft

KEEP_DAYS = 90
MAX_BYTES = 200_000


class DraftMoved(WrongState):
    """Another tab has kept a newer draft of the same form."""

    def __init__(self, draft: Draft):
        super().__init__(f"draft is at version {draft.version}")
        self.draft = draft


def resume(kind: str, key: str, *, actor: Any) -> Draft | None:
    """The draft of a form, where there is one."""
    return Draft.objects.filter(owner=actor, kind=kind, key=key).first()


@transaction.atomic
def keep(kind: str, key: str, data: dict[str, Any], *, version: int, actor: Any) -> Draft:
    """Keep ``data`` over the draft that the writer last saw, which was at ``version``.

    Args:
        version: 0 where the writer has seen none.

    Raises:
        DraftMoved: the draft is at another version.

    """
    # Got under its lock: the form may be submitted, and its draft discarded, at this moment.
    locked = Draft.objects.select_for_update()
    draft, _created = locked.get_or_create(owner=actor, kind=kind, key=key)
    if draft.version != version:
        raise DraftMoved(draft)
    draft.data = data
    draft.version += 1
    draft.save(update_fields=["data", "version", "updated_at"])
    return draft


def discard(kind: str, key: str, *, actor: Any) -> None:
    """Forget the draft: its form was submitted, or its owner does not want it."""
    Draft.objects.filter(owner=actor, kind=kind, key=key).delete()


def purge() -> int:
    """Delete drafts that nobody touched for ``KEEP_DAYS`` days; returns how many."""
    old = timezone.now() - timedelta(days=KEEP_DAYS)
    return Draft.objects.filter(updated_at__lt=old).delete()[0]
