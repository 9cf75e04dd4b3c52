from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, Task, TaskState

from core.errors import PermissionDenied
from core.lines import LineField
from marketplace import consents
from marketplace.models.listing import Listing
from marketplace.models.parts import CONFIRMED


class UnitConsent(models.Model):
    """单位意见: what the unit of an achievement found in exactly this text. Never changed.

    It outlives the listing and its revisions, so it names both without a constraint.
    """

    class Decision(models.TextChoices):
        CONSENTED = "consented", _("单位同意")
        RETURNED = "returned", _("退回修改")

    class Capacity(models.TextChoices):
        OFFICE = "office", _("科研管理部门")
        ADMINISTRATOR = "administrator", _("单位管理员")

    listing = models.ForeignKey(
        Listing,
        models.DO_NOTHING,
        db_constraint=False,
        related_name="consents",
        verbose_name=_("科技成果"),
    )
    revision = models.ForeignKey(
        Revision, models.DO_NOTHING, db_constraint=False, related_name="+", verbose_name=_("版本")
    )
    digest = LineField(_("内容摘要"), max_length=64)
    decision = models.CharField(_("结论"), max_length=12, choices=Decision)
    owns = models.BooleanField(_("权属清楚"), default=False)
    is_open = models.BooleanField(_("不涉密"), default=False)
    is_exportable = models.BooleanField(_("不属限制或禁止出口"), default=False)
    agrees_price = models.BooleanField(_("同意合作方式与价格"), default=False)
    opinion = models.TextField(_("单位意见"), max_length=1000, blank=True)
    capacity = models.CharField(_("身份"), max_length=16, choices=Capacity)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("经办人")
    )
    at = models.DateTimeField(_("时间"), default=timezone.now)

    class Meta:
        verbose_name = _("单位意见")
        verbose_name_plural = _("单位意见")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["listing", "digest"], name="unit_consent_text")]
        constraints = [
            models.CheckConstraint(
                name="unit_consent_confirms_all_or_says_why",
                condition=Q(decision="consented", **dict.fromkeys(CONFIRMED, True))
                | (Q(decision="returned") & ~Q(opinion="")),
                violation_error_message=_("同意须逐项确认；退回须写明意见。"),
            ),
        ]

    def __str__(self):
        return f"{self.get_decision_display()} {self.at:%Y-%m-%d}"


class UnitConsentTask(Task):
    """The workflow's first step: the unit says on a page of ours whether it agrees.

    Its people are no users of the admin, so the admin offers nothing here. What the unit has
    agreed to letter by letter is not asked of it again.
    """

    class Meta:
        verbose_name = _("单位同意")
        verbose_name_plural = _("单位同意")

    def start(self, workflow_state, user=None):
        state = super().start(workflow_state, user=user)
        if consents.stands(state.revision):
            state.status, state.finished_at = TaskState.STATUS_SKIPPED, timezone.now()
            state.save(update_fields=["status", "finished_at"])
        return state

    def locked_for_user(self, obj, user):
        return True

    def on_action(self, task_state, user, action_name, **kwargs):
        """`marketplace.services.consents` decides, never the admin."""
        raise PermissionDenied(_("由成果单位在本单位的页面上办理。"))

    @classmethod
    def get_description(cls):
        return _(
            "由成果单位的科研管理部门确认权属、保密、出口管制和价格；没有的，由单位管理员确认。"
        )
