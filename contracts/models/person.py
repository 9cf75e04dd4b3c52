from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from contracts.models.contract import Contract


class ContractPerson(models.Model):
    """Who of a party reaches a contract by name: who drafted it, who leads, who was let in.

    It says whom the party named. It opens the contract only while the person acts for the party.
    """

    class Part(models.TextChoices):
        DRAFTER = "drafter", _("起草人")
        LEADER = "leader", _("项目负责人")
        LET_IN = "let_in", _("获准办理")

    contract = models.ForeignKey(
        Contract, models.CASCADE, related_name="people", verbose_name=_("技术合同")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("单位")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("人员")
    )
    part = models.CharField(_("身份"), max_length=12, choices=Part)
    added_at = models.DateTimeField(_("指定时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("合同经办人员")
        verbose_name_plural = _("合同经办人员")
        ordering = ["contract", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "organisation", "user"],
                name="contract_names_a_person_once",
                violation_error_message=_("此人已在名单中。"),
            )
        ]

    def __str__(self):
        return f"{self.user} · {self.get_part_display()}"
