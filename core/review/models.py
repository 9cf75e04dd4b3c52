"""The record of a review and the workflow's step that leaves it; each room has its own of both."""

from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Revision, TaskState

from core.errors import PermissionDenied
from core.review.forms import OpinionForm

APPROVE, REJECT = "approve", "reject"  # Wagtail's names of the two decisions


class Review(models.Model):
    """信息发布审查: who looked at exactly which text, when, and what they found. Never changed.

    It outlives what was reviewed and its revisions, so it names both without a constraint. Each
    room adds what was reviewed, its ``author`` and its ``reviewer``.
    """

    class Decision(models.TextChoices):
        APPROVED = "approved", _("同意发布")
        RETURNED = "returned", _("退回修改")

    revision = models.ForeignKey(
        Revision, models.DO_NOTHING, db_constraint=False, related_name="+", verbose_name=_("版本")
    )
    digest = models.CharField(_("内容摘要"), max_length=64)
    decision = models.CharField(_("结论"), max_length=12, choices=Decision)
    opinion = models.TextField(_("审查意见"), max_length=1000)
    at = models.DateTimeField(_("审查时间"), default=timezone.now)

    class Meta:
        abstract = True
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_by_another",
                condition=Q(author__isnull=True)
                | Q(reviewer__isnull=True)
                | ~Q(author=F("reviewer")),
                violation_error_message=_("填报人不能审查自己填报的内容。"),
            ),
            models.CheckConstraint(name="%(class)s_has_opinion", condition=~Q(opinion="")),
        ]

    def __str__(self):
        return f"{self.get_decision_display()} {self.at:%Y-%m-%d}"


class ReviewTask(AbstractGroupApprovalTask):
    """The workflow's step: another person of the groups says what they found."""

    class Meta:
        abstract = True

    def may_review(self, obj: Any, user: Any) -> bool:
        """Whether ``user`` may decide on ``obj`` as it waits."""
        raise NotImplementedError

    def record(self, task_state: TaskState, *, reviewer: Any, approved: bool, said: Any) -> None:
        """Keep the review; ``said`` is what the form of the decision holds."""
        raise NotImplementedError

    def get_actions(self, obj, user):
        """Both decisions ask for the opinion."""
        if not self.may_review(obj, user):
            return []
        return [(REJECT, _("退回修改"), True), (APPROVE, _("同意发布"), True)]

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
        return not self._user_in_groups(user)

    @transaction.atomic
    def on_action(self, task_state, user, action_name, **kwargs):
        """Record the review, then let the workflow go on: an approval publishes.

        Raises:
            PermissionDenied: not for ``user``.
            WrongState: another was faster.

        """
        if not self._user_in_groups(user) or action_name not in {APPROVE, REJECT}:
            raise PermissionDenied(_("只有网站编辑可以审查。"))
        self.record(task_state, reviewer=user, approved=action_name == APPROVE, said=kwargs)
        super().on_action(task_state, user, action_name, comment=kwargs.get("comment", ""))
