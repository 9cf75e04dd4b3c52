"""A person reads their notices. That is no act on anybody's case, so it leaves no audit event."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from core.models import Notice


@transaction.atomic
def mark_read(pk: int, *, actor: Any) -> Notice:
    """Note that ``actor`` opened the notice; raises `Notice.DoesNotExist` for another's."""
    notice = Notice.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=pk)
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def mark_all_read(*, actor: Any) -> int:
    """Note that ``actor`` has read everything; returns how many were new."""
    return Notice.objects.visible_to(actor).unread().update(read_at=timezone.now())
