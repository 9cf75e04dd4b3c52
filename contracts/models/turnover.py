from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.codes import Kind
from contracts.models.contract import Contract
from core.models import Region


class TurnoverCell(models.Model):
    """What was registered on a day in a region of a type: the rollup that every figure sums.

    On the registration basis (登记口径) by the national date. Days, because a year is compared
    with the same days of the year before; the worker keeps it within seconds of the contracts.
    """

    day = models.DateField(_("登记日期"))
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="+", verbose_name=_("统计地区")
    )
    kind = models.CharField(_("合同类型"), max_length=16, choices=Kind)
    contracts = models.PositiveIntegerField(_("合同数"))
    amount_fen = models.BigIntegerField(_("合同成交额（分）"))
    technology_amount_fen = models.BigIntegerField(_("技术交易额（分）"))

    class Meta:
        verbose_name = _("成交额汇总")
        verbose_name_plural = _("成交额汇总")
        ordering = ["day", "region", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["day", "region", "kind"], name="turnover_cell_once"),
            models.CheckConstraint(
                name="turnover_cell_is_of_contracts",
                condition=Q(contracts__gt=0, technology_amount_fen__lte=F("amount_fen")),
            ),
        ]

    def __str__(self):
        return f"{self.day} {self.region_id} {self.kind}"


class TurnoverEntry(models.Model):
    """Where a contract stands in the rollup, so that it can be taken from there when it moves."""

    contract = models.OneToOneField(
        Contract, models.CASCADE, primary_key=True, related_name="+", verbose_name=_("技术合同")
    )
    day = models.DateField(_("登记日期"))
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="+", verbose_name=_("统计地区")
    )

    class Meta:
        verbose_name = _("计入汇总的合同")
        verbose_name_plural = _("计入汇总的合同")

    def __str__(self):
        return str(self.contract_id)
