"""Pages that go public and leave by the clock: one transaction a page, failures stay alone."""

from datetime import timedelta

import structlog
from django.utils import timezone
from wagtail.models import Page, Revision

from core import periodic
from core.review import ReleaseRefused

log = structlog.get_logger(__name__)


def run() -> None:
    """Publish what is due, and take down what has expired."""
    now = timezone.now()
    for revision in Revision.page_revisions.filter(approved_go_live_at__lte=now):
        try:
            revision.publish(log_action="wagtail.publish.scheduled")
        except ReleaseRefused:
            log.warning("pages.schedule_refused", page=revision.object_id, revision=revision.pk)
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    for page in Page.objects.live().filter(expire_at__lt=now).specific():
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


JOB = periodic.Job("cms.schedule", run, every=timedelta(minutes=1))
