from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from contracts.codes import PartyKind
from contracts.models.contract import Contract
from core.lines import LineField
from core.models import Region


class Party(models.Model):
    """A side of a contract as it stood at filing: a later change of the organisation is none here.

    The registered organisation is named where there is one; else the party is what was typed.
    """

    class Side(models.TextChoices):
        SELLER = "seller", _("卖方")
        BUYER = "buyer", _("买方")
        INTERMEDIARY = "intermediary", _("中介方")

    contract = models.ForeignKey(
        Contract, models.CASCADE, related_name="parties", verbose_name=_("技术合同")
    )
    side = models.CharField(_("身份"), max_length=12, choices=Side)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contract_parties",
        verbose_name=_("单位"),
    )
    name = LineField(_("名称"), max_length=100)
    credit_code = LineField(_("统一社会信用代码"), max_length=18, blank=True)
    kind_code = models.CharField(_("性质"), max_length=3, choices=PartyKind)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="+", verbose_name=_("所在地区")
    )
    is_filing = models.BooleanField(_("申请登记方"), default=False)

    class Meta:
        verbose_name = _("当事人")
        verbose_name_plural = _("当事人")
        ordering = ["contract", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract"],
                condition=Q(is_filing=True),
                name="party_one_files",
                violation_error_message=_("一份合同只由一方申请登记。"),
            ),
            # One unit is on one side: nobody contracts with themselves.
            *(
                models.UniqueConstraint(
                    fields=["contract", field],
                    condition=Q(side__in=["seller", "buyer"]) & present,
                    name=f"party_{field}_on_one_side",
                    violation_error_message=_("同一单位不能既是卖方又是买方，也不能列两次。"),
                )
                for field, present in (
                    ("credit_code", ~Q(credit_code="")),
                    ("organisation", Q(organisation__isnull=False)),
                )
            ),
            models.CheckConstraint(
                name="party_intermediary_does_not_file",
                condition=~Q(is_filing=True, side="intermediary"),
                violation_error_message=_("中介方不能申请登记主合同。"),
            ),
        ]

    def __str__(self):
        return self.name
