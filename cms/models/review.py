from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, Revision, TaskState

from cms import reviews
from cms.forms import OpinionForm
from cms.querysets import ReviewQuerySet


class ReleaseReview(models.Model):
    """信息发布审查: who looked at exactly which text, when, and what they found. Never changed.

    It outlives the page and its revisions, so it names both without a constraint.
    """

    class Decision(models.TextChoices):
        APPROVED = "approved", _("同意发布")
        RETURNED = "returned", _("退回修改")

    page = models.ForeignKey(
        Page,
        models.DO_NOTHING,
        db_constraint=False,
        related_name="release_reviews",
        verbose_name=_("页面"),
    )
    revision = models.ForeignKey(
        Revision, models.DO_NOTHING, db_constraint=False, related_name="+", verbose_name=_("版本")
    )
    digest = models.CharField(_("内容摘要"), max_length=64)
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
    decision = models.CharField(_("结论"), max_length=12, choices=Decision)
    opinion = models.TextField(_("审查意见"), max_length=1000)
    at = models.DateTimeField(_("审查时间"), default=timezone.now)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("信息发布审查")
        verbose_name_plural = _("信息发布审查")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["page", "revision"], name="release_review_subject")]
        constraints = [
            models.CheckConstraint(
                name="release_review_by_another",
                condition=Q(author__isnull=True)
                | Q(reviewer__isnull=True)
                | ~Q(author=models.F("reviewer")),
                violation_error_message=_("撰稿人不能审查自己的稿件。"),
            ),
            models.CheckConstraint(name="release_review_has_opinion", condition=~Q(opinion="")),
        ]

    def __str__(self):
        return f"{self.get_decision_display()} {self.at:%Y-%m-%d}"


class ReleaseReviewTask(AbstractGroupApprovalTask):
    """The workflow's step: another member of the groups reads and says what they found."""

    class Meta:
        verbose_name = _("信息发布审查")
        verbose_name_plural = _("信息发布审查")

    def get_actions(self, obj, user):
        """Both decisions ask for the opinion; an author has none on their own revision."""
        if not self._user_in_groups(user) or obj.get_latest_revision().user_id == user.pk:
            return []
        return [("reject", _("退回修改"), True), ("approve", _("同意发布"), True)]

    def get_form_for_action(self, action):
        return OpinionForm

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """Those that wait for this person: a member of the groups who is not the author."""
        if not self._user_in_groups(user):
            return TaskState.objects.none()
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return waiting.exclude(revision__user=user)

    def user_can_access_editor(self, obj, user):
        return self._user_in_groups(user)

    def locked_for_user(self, obj, user):
        return not self._user_in_groups(user)

    @transaction.atomic
    def on_action(self, task_state, user, action_name, **kwargs):
        """Record the review, then let the workflow go on: an approval publishes."""
        if not self._user_in_groups(user):
            raise PermissionDenied(_("只有网站编辑可以审查。"))
        reviews.record(
            task_state.revision,
            reviewer=user,
            approved=action_name == "approve",
            opinion=kwargs.get("comment", ""),
        )
        super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls):
        return _("由另一名网站编辑审查内容并写明意见；撰稿人不能审查自己的稿件。")
