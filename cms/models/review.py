from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms import reviews
from cms.forms import OpinionForm
from cms.querysets import ReviewQuerySet
from core.review.models import Review, ReviewTask


class ReleaseReview(Review):
    """信息发布审查 of a page; without people it is a column's that the set-up made, and empty."""

    page = models.ForeignKey(
        Page,
        models.DO_NOTHING,
        db_constraint=False,
        related_name="release_reviews",
        verbose_name=_("页面"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("撰稿人"),
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("审查人"),
        help_text=_("为空：系统初始化时建立的栏目，不含信息内容。"),
    )

    objects = ReviewQuerySet.as_manager()

    class Meta(Review.Meta):
        verbose_name = _("信息发布审查")
        verbose_name_plural = _("信息发布审查")
        indexes = [models.Index(fields=["page", "revision"], name="release_review_subject")]


class ReleaseReviewTask(ReviewTask):
    """The workflow's step: another member of the groups reads and says what they found."""

    class Meta:
        verbose_name = _("信息发布审查")
        verbose_name_plural = _("信息发布审查")

    def may_review(self, obj, user):
        """A member of the groups who did not write the newest revision."""
        return self._user_in_groups(user) and obj.get_latest_revision().user_id != user.pk

    def get_form_for_action(self, action):
        return OpinionForm

    def record(self, task_state, *, reviewer, approved, said):
        opinion = said.get("comment", "")
        reviews.record(task_state.revision, reviewer=reviewer, approved=approved, opinion=opinion)

    @classmethod
    def get_description(cls):
        return _("由另一名网站编辑审查内容并写明意见；撰稿人不能审查自己的稿件。")
