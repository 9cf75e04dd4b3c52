from typing import ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogContext, get_active_log_context
from wagtail.models import Page

from cms.translations import address_in_other_language
from core import review
from core.lines import one_line
from core.review import schedules

# Where the row stands and how it is worked on; all else is content, and content is reviewed.
OPERATIONAL = frozenset(
    {
        "pk",
        "path",
        "depth",
        "numchild",
        "url_path",
        "draft_title",
        "live",
        "has_unpublished_changes",
        "first_published_at",
        "last_published_at",
        "live_revision",
        "latest_revision",
        "latest_revision_created_at",
        "expired",
        "locked",
        "locked_at",
        "locked_by",
        "owner",
        "content_type",
        "alias_of",
        "translation_key",
        "wagtail_admin_comments",
    }
)


class ReleasedPage(Page):
    """A page that goes public only by a recorded 信息发布审查 of exactly its content.

    `cms/announcements.py` holds the rule at the row itself, so that no way of saving passes it by.
    """

    STRUCTURAL: ClassVar[bool] = False  # set up with the site, empty of information until edited

    is_demo = models.BooleanField(_("演示内容"), default=False)

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        """The language switch leads to the translation of this page, or of the nearest above."""
        context = super().get_context(request, *args, **kwargs)
        return context | {"language_url": address_in_other_language(self)}

    def full_clean(self, *args, **kwargs):
        """Wagtail's own columns of one line are cleaned here, as ours are by themselves."""
        for name in ("title", "seo_title"):
            setattr(self, name, one_line(getattr(self, name)))
        super().full_clean(*args, **kwargs)

    def with_content_json(self, content):
        """A revision's page; an hour of leaving that has passed is not restored with it."""
        restored = super().with_content_json(content)
        restored.expire_at = schedules.end_ahead(restored.expire_at)
        return restored

    def content_digest(self) -> str:
        """SHA-256 over everything a reader may see, the dates of release included."""
        data = self.serializable_data()
        content = {name: value for name, value in data.items() if name not in OPERATIONAL}
        if titles := self._titles_of_documents():
            content["documents"] = titles
        return review.digest(content)

    def _titles_of_documents(self) -> list[str]:
        """What the text shows of the documents it names, though they hold it themselves."""
        pieces = [piece for piece in getattr(self, "body", ()) if piece.block_type == "document"]
        return [piece.value.title for piece in pieces if piece.value]

    def publish(  # noqa: PLR0917 — Wagtail's own signature
        self,
        revision,
        user=None,
        changed=True,  # noqa: FBT002
        log_action=True,  # noqa: FBT002
        previous_revision=None,
        skip_permission_checks=False,  # noqa: FBT002
    ):
        """As Wagtail's, in one transaction and in the name of ``user``."""
        with transaction.atomic(), LogContext(user=user or get_active_log_context().user):
            return super().publish(
                revision,
                user=user,
                changed=changed,
                log_action=log_action,
                previous_revision=previous_revision,
                skip_permission_checks=skip_permission_checks,
            )

    def unpublish(self, set_expired=False, commit=True, user=None, log_action=True):  # noqa: FBT002
        """As Wagtail's, in one transaction and in the name of ``user``."""
        with transaction.atomic(), LogContext(user=user or get_active_log_context().user):
            return super().unpublish(set_expired, commit, user, log_action)

    def move(self, target, pos=None, user=None):
        """As Wagtail's, in one transaction and in the name of ``user``."""
        with transaction.atomic(), LogContext(user=user or get_active_log_context().user):
            return super().move(target, pos, user)
