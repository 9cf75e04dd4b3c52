"""Ways of an editor and a reviewer, and what was recorded of them."""

from django.urls import reverse
from wagtail.models import Page

from cms import reviews
from core.models import AuditEvent, OutboxMessage

FACTS = {"title": "另一政策", "summary": "摘要", "issuer": "示例机关"}


def told():
    """What has been recorded and promised, oldest first."""
    acts = list(AuditEvent.objects.order_by("id").values_list("action", flat=True))
    return acts, OutboxMessage.objects.filter(topic="pages").count()


def forget():
    AuditEvent.objects.all().delete()
    OutboxMessage.objects.all().delete()


def is_live(page):
    return Page.objects.get(pk=page.pk).live


def passed(page, colleague):
    revision = page.get_latest_revision()
    reviews.record(revision, reviewer=colleague, approved=True, opinion="已核对，同意。")
    return revision


def submitted(client, page, author):
    page.get_workflow().start(page, author)
    return page.current_workflow_task_state


def decide(client, page, state, action, comment):
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return client.post(url, {"comment": comment})
