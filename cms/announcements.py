"""The one place that receives Wagtail's signals: the rule of release, and what a change announces.

Wagtail publishes along many paths, few of them in a transaction, and some without calling the
model's `publish`. All of them save the row, and `Page.save` is one transaction. So both the rule
and the record hang on the save itself: a live page carries a revision that was passed with exactly
this content, and whatever changes for the public writes one audit event and one promise a page.
"""

from dataclasses import dataclass
from typing import Any

import structlog
from django.db.models.signals import post_delete, post_save, pre_save
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, ReferenceIndex, Revision

from cms import reviews
from cms.models import ReleasedPage
from core import audit, outbox, registry
from core.review import ReleaseRefused

log = structlog.get_logger(__name__)

TOPIC = "pages"
LABELS = {
    "page.publish": _("发布页面"),
    "page.schedule": _("定时发布页面"),
    "page.unpublish": _("下线页面"),
    "page.expire": _("到期下线页面"),
    "page.move": _("移动页面"),
    "page.delete": _("删除页面"),
    "page.return": _("退回稿件"),
}


@dataclass(frozen=True, slots=True)
class Before:
    """How the public found the page before a save."""

    live: bool
    live_revision_id: int | None
    url_path: str


ABSENT = Before(live=False, live_revision_id=None, url_path="")


def connect() -> None:
    """Receive from now on; called once, when the app is ready."""
    pre_save.connect(hold_the_rule, dispatch_uid="cms.rule")
    post_save.connect(announce_save, dispatch_uid="cms.save")
    post_delete.connect(announce_delete, dispatch_uid="cms.delete")
    pre_save.connect(hold_the_rule_of_schedules, sender=Revision, dispatch_uid="cms.schedule")
    post_save.connect(announce_schedule, sender=Revision, dispatch_uid="cms.scheduled")
    outbox.register(TOPIC, told)
    for action, label in LABELS.items():
        registry.describe_action(action, label)


def told(messages):
    """Nobody reads the promises yet; search will, and begins by reading every page."""
    log.info("pages.changed", pages=[message.subject_id for message in messages])
    return []


def hold_the_rule(sender, instance, raw=False, update_fields=None, **kwargs):  # noqa: FBT002
    """Refuse to save a page that would be public with a text nobody has passed."""
    if raw or not _is_ours(instance):
        return
    found = Page.objects.filter(pk=instance.pk).values_list("live", "live_revision_id", "url_path")
    before = Before(*found[0]) if instance.pk and found else ABSENT
    instance._before = before
    if instance.alias_of_id:
        raise ReleaseRefused(_("本站不使用别名页面：每个页面须单独审查。"))
    if update_fields is not None and not _is_release(instance, update_fields):
        return
    if instance.live and reviews.approval(_as_saved(instance)) is None:
        raise ReleaseRefused(_("未经信息发布审查，不能公开。"))


def announce_save(sender, instance, raw=False, **kwargs):  # noqa: FBT002
    """Record what a save changed for the public; drafts are nobody's business."""
    if raw or not _is_ours(instance):
        return
    before = instance.__dict__.pop("_before", ABSENT)
    row = Page.objects.only("live", "live_revision_id", "url_path", "expired").get(pk=instance.pk)
    if row.live and (not before.live or before.live_revision_id != row.live_revision_id):
        review = reviews.approval(instance)
        # What the page shows is public with it at once, not when the worker comes round.
        ReferenceIndex.create_or_update_for_object(instance.specific)
        facts = {"review": review.pk, "revision": row.live_revision_id}
        _record(instance, "page.publish", facts, moved=row.url_path != before.url_path)
    elif before.live and not row.live:
        _record(instance, "page.expire" if row.expired else "page.unpublish", _reason(instance))
    elif row.live and row.url_path != before.url_path:
        _record(instance, "page.move", {"url_path": [before.url_path, row.url_path]}, moved=True)


def announce_delete(sender, instance, **kwargs):
    """Record that a page is gone, its draft's deletion too: someone wrote it."""
    if isinstance(instance, ReleasedPage):
        _record(instance, "page.delete", _reason(instance))


def hold_the_rule_of_schedules(sender, instance, raw=False, **kwargs):  # noqa: FBT002
    """Refuse to schedule a revision that nobody has passed."""
    page = None if raw or not instance.approved_go_live_at else _released(instance)
    if page is not None and reviews.approval_of(instance) is None:
        raise ReleaseRefused(_("未经信息发布审查，不能定时公开。"))


def announce_schedule(sender, instance, raw=False, update_fields=None, **kwargs):  # noqa: FBT002
    """Record that a revision will go public by itself."""
    if (
        raw
        or not instance.approved_go_live_at
        or "approved_go_live_at" not in (update_fields or ())
    ):
        return
    page = _released(instance)
    if page is not None:
        facts = {"revision": instance.pk, "go_live_at": instance.approved_go_live_at}
        _record(page, "page.schedule", facts)


def _is_ours(instance: Any) -> bool:
    if isinstance(instance, ReleasedPage):
        return True
    return (
        type(instance) is Page
        and instance.pk is not None
        and issubclass(instance.specific_class or Page, ReleasedPage)
    )


def _is_release(instance: Any, update_fields: Any) -> bool:
    """Whether a partial save touches what the public reads; Wagtail's book-keeping does not."""
    return not frozenset(update_fields) <= reviews.BOOK_KEEPING


def _as_saved(instance: Any) -> Any:
    """The whole page as the save leaves it, where only its base row is being saved."""
    if isinstance(instance, ReleasedPage):
        return instance
    page = instance.specific_class.objects.get(pk=instance.pk)
    for field in Page._meta.concrete_fields:
        setattr(page, field.attname, getattr(instance, field.attname))
    return page


def _released(revision: Revision) -> Any:
    page = revision.content_object
    return page if isinstance(page, ReleasedPage) else None


def _reason(instance: Any) -> dict[str, str]:
    reason = reviews.reason.get()
    return {"reason": reason} if reason else {}


def _record(instance: Any, action: str, facts: dict[str, Any], *, moved: bool = False) -> None:
    page = instance if isinstance(instance, ReleasedPage) else instance.specific
    audit.record(page, action, actor=get_active_log_context().user, changes=facts)
    outbox.enqueue(TOPIC, page._meta.label_lower, str(page.pk))
    if moved:
        for child in Page.objects.descendant_of(page).live().specific(defer=True):
            outbox.enqueue(TOPIC, child._meta.label_lower, str(child.pk))
