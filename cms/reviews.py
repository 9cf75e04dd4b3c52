"""信息发布审查 as a service: record a decision, and ask whether a text has been passed."""

from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from core import audit, review
from core.errors import PermissionDenied, ValidationError

# Why a page goes off the site; the act's audit event keeps it.
reason: ContextVar[str] = ContextVar("reason", default="")

# Columns that Wagtail writes on its own while an editor works; none of them shows to the public.
BOOK_KEEPING = frozenset(
    {
        "latest_revision",
        "latest_revision_created_at",
        "draft_title",
        "has_unpublished_changes",
        "locked",
        "locked_at",
        "locked_by",
        "numchild",
        "expire_at",
    }
)


@transaction.atomic
def record(revision: Revision, *, reviewer: Any, approved: bool, opinion: str) -> Any:
    """Record what ``reviewer`` found in the page's latest ``revision``.

    A return is audited here; an approval with the publication that it allows.

    Raises:
        PermissionDenied: the reviewer wrote the revision, or nobody is known to have.
        ValidationError: no opinion, or the text has changed since.

    """
    page = _locked(revision)
    if revision.user_id is None or revision.user_id == reviewer.pk:
        raise PermissionDenied(_("撰稿人不能审查自己的稿件。"))
    if page.latest_revision_id != revision.pk:
        raise ValidationError(_("稿件在送审后有改动，请重新查看。"))
    found = _save(
        revision, author=revision.user, reviewer=reviewer, approved=approved, opinion=opinion
    )
    if not approved:
        audit.record(
            page,
            "page.return",
            actor=reviewer,
            changes={"review": found.pk, "revision": revision.pk},
        )
    return found


@transaction.atomic
def record_structure(revision: Revision) -> Any:
    """Pass a column that the site's set-up made and that holds no information.

    Raises:
        PermissionDenied: the page is not structural, or a person wrote the revision.

    """
    page = _locked(revision)
    if not page.STRUCTURAL or revision.user_id is not None:
        raise PermissionDenied(_("只有系统建立的空栏目可以不经人工审查。"))
    return _save(
        revision,
        author=None,
        reviewer=None,
        approved=True,
        opinion="系统初始化建立的栏目，不含信息内容。",
    )


def approval(page: Any) -> Any:
    """The review that lets ``page`` be public as it stands in memory, or None."""
    if page.pk is None or page.live_revision_id is None:
        return None
    return _approving(page, page.live_revision_id)


def approval_of(revision: Revision) -> Any:
    """The review that passed ``revision``, or None."""
    page = revision.as_object()
    return _approving(page, revision.pk)


def _approving(page: Any, revision_id: int) -> Any:
    found = page.release_reviews.filter(
        revision_id=revision_id, decision="approved", digest=page.content_digest()
    )
    if not page.STRUCTURAL:
        found = found.filter(reviewer__isnull=False)
    return found.order_by("-id").first()


def _locked(revision: Revision) -> Any:
    return Page.objects.select_for_update().get(pk=revision.object_id).specific


def _save(revision: Revision, *, approved: bool, **facts: Any) -> Any:
    page = revision.as_object()
    found = page.release_reviews.model(
        page_id=page.pk, revision=revision, digest=page.content_digest(), **facts
    )
    return review.save(found, approved=approved, subject="page")
