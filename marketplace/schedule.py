"""Achievements that go public and leave by the clock: one transaction a row."""

from datetime import timedelta

import structlog
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Revision

from core import periodic
from core.review import ReleaseRefused
from marketplace.models import Listing

log = structlog.get_logger(__name__)


def run() -> None:
    """Publish what is due, and take down what has expired."""
    now = timezone.now()
    kind = ContentType.objects.get_for_model(Listing)
    due = Revision.objects.filter(base_content_type=kind, approved_go_live_at__lte=now)
    for revision in due.order_by("approved_go_live_at"):
        try:
            revision.publish(log_action="wagtail.publish.scheduled")
        except ReleaseRefused:
            log.warning("listings.schedule_refused", listing=revision.object_id, pk=revision.pk)
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    for listing in Listing.objects.filter(live=True, expire_at__lt=now):
        listing.unpublish(set_expired=True)


JOB = periodic.Job("marketplace.schedule", run, every=timedelta(minutes=1))
