"""Forgetting what nobody looks for again: old notices that were read, and what the fake kept."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from core import periodic
from core.models import FakeMessage, Notice

KEEP_READ = timedelta(days=365)
KEEP_FAKE = timedelta(days=7)  # it holds sign-in codes in clear


def prune(now: datetime | None = None) -> None:
    """Delete ordinary notices read long ago, with their deliveries; urgent ones are evidence."""
    now = now or timezone.now()
    Notice.objects.filter(in_app=True, is_urgent=False, read_at__lt=now - KEEP_READ).delete()
    FakeMessage.objects.filter(created_at__lt=now - KEEP_FAKE).delete()


periodic.register(periodic.Job("notices.prune", prune, at=time(3, 40)))
