from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.lines import LineField
from core.models import Region


def usual_shares():
    """What is usually to be reached by the end of each quarter, in percent."""
    return [20, 45, 70, 100]


class Target(models.Model):
    """A version of a year's turnover target (成交额目标), on the registration basis.

    A published one is never changed: another version with a reason takes its place, and progress
    of a past day is measured by the version that was in force on that day.
    """

    class Source(models.TextChoices):
        PROVINCE = "province", _("省下达")
        CITY = "city", _("市定")
        AMBITION = "ambition", _("力争")

    class Status(models.TextChoices):
        DRAFT = "draft", _("拟定中")
        PUBLISHED = "published", _("已发布")
        DISCARDED = "discarded", _("已作废")

    year = models.PositiveSmallIntegerField(_("年度"))
    number = models.PositiveSmallIntegerField(_("版次"), editable=False)
    source = models.CharField(_("目标来源"), max_length=12, choices=Source, default=Source.CITY)
    base_fen = models.BigIntegerField(_("基数（上年成交额）"), validators=[MinValueValidator(0)])
    base_note = LineField(_("基数出处"), max_length=200)
    growth_percent = models.DecimalField(
        _("增长目标（%）"),
        max_digits=6,
        decimal_places=2,
        validators=[MinValueValidator(-100), MaxValueValidator(1000)],
    )
    cumulative_percent = models.JSONField(_("各季度末累计进度（%）"), default=usual_shares)
    total_fen = models.BigIntegerField(_("年目标"), validators=[MinValueValidator(0)])
    status = models.CharField(
        _("状态"), max_length=12, choices=Status, default=Status.DRAFT, editable=False
    )
    reason = LineField(_("调整原因"), max_length=300, blank=True)
    drawn_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("拟定人")
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("签发人"),
    )
    created_at = models.DateTimeField(_("拟定时间"), auto_now_add=True)
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("成交额目标")
        verbose_name_plural = _("成交额目标")
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="target_version_once"),
            models.UniqueConstraint(
                fields=["year"], condition=Q(status="draft"), name="target_one_draft_a_year"
            ),
            models.CheckConstraint(
                name="target_published_by_another",
                condition=~Q(status="published")
                | (
                    Q(approved_by__isnull=False, published_at__isnull=False)
                    & ~Q(approved_by=F("drawn_up_by"))
                ),
                violation_error_message=_("拟定人不能签发自己拟定的目标。"),
            ),
        ]

    def __str__(self):
        return _("%(year)s 年第 %(number)s 版") % {"year": self.year, "number": self.number}

    def get_absolute_url(self):
        return reverse("contracts:target", args=[self.pk])


class TargetCell(models.Model):
    """What one region is to reach in one quarter; all cells sum to the target exactly.

    ``section`` owns the cell; it is no further dimension, so that sections sum to the same total.
    """

    target = models.ForeignKey(Target, models.CASCADE, related_name="cells")
    region = models.ForeignKey(Region, models.PROTECT, verbose_name=_("区域"))
    quarter = models.PositiveSmallIntegerField(_("季度"))
    section = LineField(_("责任科室"), max_length=32, blank=True)
    amount_fen = models.BigIntegerField(_("目标"), validators=[MinValueValidator(0)])

    class Meta:
        verbose_name = _("目标分解")
        verbose_name_plural = _("目标分解")
        ordering = ["region", "quarter"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "region", "quarter"], name="target_cell_once"
            ),
            models.CheckConstraint(
                name="target_cell_quarter", condition=Q(quarter__in=[1, 2, 3, 4])
            ),
        ]

    def __str__(self):
        return f"{self.region} {self.quarter}"
