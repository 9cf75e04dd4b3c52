from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Revision, TaskState

from core.errors import PermissionDenied
from marketplace import permissions, reviews
from marketplace.forms.review import OpinionForm
from marketplace.models.listing import Listing


class ListingReview(models.Model):
    """信息发布审查 of an achievement: who passed exactly which text, when, and what they found.

    Never changed. It outlives the listing and its revisions, so it holds neither by a constraint.
    """

    class Decision(models.TextChoices):
        APPROVED = "approved", _("同意发布")
        RETURNED = "returned", _("退回修改")

    listing = models.ForeignKey(
        Listing,
        models.DO_NOTHING,
        db_constraint=False,
        related_name="reviews",
        verbose_name=_("科技成果"),
    )
    revision = models.ForeignKey(
        Revision, models.DO_NOTHING, db_constraint=False, related_name="+", verbose_name=_("版本")
    )
    digest = models.CharField(_("内容摘要"), max_length=64)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("填报人")
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("审查人")
    )
    decision = models.CharField(_("结论"), max_length=12, choices=Decision)
    opinion = models.TextField(_("审查意见"), max_length=1000)
    at = models.DateTimeField(_("审查时间"), default=timezone.now)

    class Meta:
        verbose_name = _("成果发布审查")
        verbose_name_plural = _("成果发布审查")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["listing", "digest"], name="listing_review_text")]
        constraints = [
            models.CheckConstraint(
                name="listing_review_by_another",
                condition=~Q(author=F("reviewer")),
                violation_error_message=_("填报人不能审查自己的成果。"),
            ),
            models.CheckConstraint(name="listing_review_has_opinion", condition=~Q(opinion="")),
        ]

    def __str__(self):
        return f"{self.get_decision_display()} {self.at:%Y-%m-%d}"


class ListingReviewTask(AbstractGroupApprovalTask):
    """The workflow's step: a site editor who has no part in the listing says what they found."""

    class Meta:
        verbose_name = _("成果发布审查")
        verbose_name_plural = _("成果发布审查")

    def get_actions(self, obj, user):
        """Both decisions ask for the opinion."""
        if not permissions.may_review(user, obj):
            return []
        return [("reject", _("退回修改"), True), ("approve", _("同意发布"), True)]

    def get_form_for_action(self, action):
        return OpinionForm

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """Those that wait for this person, but for their own."""
        if not self._user_in_groups(user):
            return TaskState.objects.none()
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return waiting.exclude(revision__user=user)

    def user_can_access_editor(self, obj, user):
        return self._user_in_groups(user)

    def locked_for_user(self, obj, user):
        return not permissions.may_review(user, obj)

    @transaction.atomic
    def on_action(self, task_state, user, action_name, **kwargs):
        """Record the review, then let the workflow go on: an approval publishes.

        Raises:
            PermissionDenied: not for ``user``.
            WrongState: another editor was faster.

        """
        if action_name not in {"approve", "reject"}:
            raise PermissionDenied(action_name)
        reviews.record(
            task_state,
            reviewer=user,
            approved=action_name == "approve",
            opinion=kwargs.get("comment", ""),
        )
        super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls):
        return _("由网站编辑审查成果内容并写明意见；填报人和本单位人员不能审查。")
