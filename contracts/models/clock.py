from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.models.contract import Contract
from core.lines import LineField


class Clock(models.Model):
    """A run of the time limit: from an acceptance to a decision, or to a return for supplement.

    A supplement starts a new run, so that both dates of acceptance stay readable.
    """

    contract = models.ForeignKey(
        Contract, models.CASCADE, related_name="clocks", verbose_name=_("技术合同")
    )
    rule_version = LineField(_("适用规则"), max_length=20)
    started_at = models.DateTimeField(_("受理时间"))
    due_on = models.DateField(_("办理期限"))
    is_due_statutory = models.BooleanField(_("法定期限"), default=False)
    promised_on = models.DateField(_("本机构承诺期限"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("停止时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("办理时限")
        verbose_name_plural = _("办理时限")
        ordering = ["contract", "started_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract"],
                condition=models.Q(stopped_at__isnull=True),
                name="clock_one_runs",
            )
        ]

    def __str__(self):
        return f"{self.started_at:%Y-%m-%d} → {self.due_on}"


class Supplement(models.Model):
    """补正通知: what has to be put right, and when the seller filed it."""

    contract = models.ForeignKey(
        Contract, models.CASCADE, related_name="supplements", verbose_name=_("技术合同")
    )
    items = models.TextField(_("需补正的内容"), max_length=2000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("通知人")
    )
    asked_at = models.DateTimeField(_("通知时间"))
    filed_at = models.DateTimeField(_("补正时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("补正通知")
        verbose_name_plural = _("补正通知")
        ordering = ["contract", "asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract"],
                condition=models.Q(filed_at__isnull=True),
                name="supplement_one_open",
            )
        ]

    def __str__(self):
        return f"{self.asked_at:%Y-%m-%d}"


class Opinion(models.Model):
    """What a registrar (A) or a reviewer (B) found; nobody who once was A may be B of the case."""

    class Post(models.TextChoices):
        EXAMINE = "examine", _("认定")
        REVIEW = "review", _("复核")

    class Outcome(models.TextChoices):
        PASS = "pass", _("通过")
        BACK = "back", _("退回认定")
        RETURN = "return", _("退回补正")
        REFUSE = "refuse", _("不予登记")

    contract = models.ForeignKey(
        Contract, models.CASCADE, related_name="opinions", verbose_name=_("技术合同")
    )
    post = models.CharField(_("岗位"), max_length=8, choices=Post)
    outcome = models.CharField(_("结论"), max_length=8, choices=Outcome)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("办理人")
    )
    at = models.DateTimeField(_("时间"))
    text = models.TextField(_("意见"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("办理意见")
        verbose_name_plural = _("办理意见")
        ordering = ["contract", "at", "id"]

    def __str__(self):
        return f"{self.get_post_display()} {self.get_outcome_display()}"
