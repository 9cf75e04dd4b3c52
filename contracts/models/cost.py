from django.db import models
from django.utils.translation import gettext_lazy as _

from contracts.codes import Cost
from contracts.models.contract import Contract
from core.lines import LineField


class CostItem(models.Model):
    """A non-technical cost inside the price; the sum of them is kept on the contract.

    The parties itemise; what a registrar adds at determination is marked as the desk's.
    """

    contract = models.ForeignKey(
        Contract, models.CASCADE, related_name="costs", verbose_name=_("技术合同")
    )
    kind = models.CharField(_("类别"), max_length=12, choices=Cost)
    label = LineField(_("名称"), max_length=100)
    amount_fen = models.BigIntegerField(_("金额（分）"))
    by_desk = models.BooleanField(_("认定时核减"), default=False, editable=False)

    class Meta:
        verbose_name = _("非技术性费用")
        verbose_name_plural = _("非技术性费用")
        ordering = ["contract", "id"]
        constraints = [
            models.CheckConstraint(
                name="cost_is_positive",
                condition=models.Q(amount_fen__gt=0),
                violation_error_message=_("费用应大于零。"),
            )
        ]

    def __str__(self):
        return self.label
