from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.lines import LineField
from core.models import Region


class Jurisdiction(models.Model):
    """Which body registers the contracts of a region, from when to when, up to what amount.

    Of two that fit, the one whose region is the narrower is in charge.
    """

    body = models.ForeignKey(
        Organisation, models.PROTECT, related_name="jurisdictions", verbose_name=_("登记机构")
    )
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("地区"))
    largest_fen = models.BigIntegerField(
        _("成交额上限（分）"), null=True, blank=True, help_text=_("空为不限。")
    )
    delegated_by = LineField(_("授权机关与文号"), max_length=200)
    valid_from = models.DateField(_("生效日期"))
    valid_to = models.DateField(_("截止日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("登记管辖")
        verbose_name_plural = _("登记管辖")
        ordering = ["region", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "region", "valid_from"], name="jurisdiction_once"
            ),
            models.CheckConstraint(
                name="jurisdiction_dates_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("截止日期不得早于生效日期。"),
            ),
        ]

    def __str__(self):
        return f"{self.body} · {self.region}"
