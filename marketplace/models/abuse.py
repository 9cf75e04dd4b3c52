from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from marketplace.models.enquiry import Enquiry


class Block(models.Model):
    """屏蔽: an owner's organisation takes no more enquiries from a firm."""

    place = models.ForeignKey(
        Organisation, models.CASCADE, related_name="+", verbose_name=_("成果单位")
    )
    firm = models.ForeignKey(
        Organisation, models.CASCADE, related_name="+", verbose_name=_("被屏蔽的单位")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("操作人")
    )
    at = models.DateTimeField(_("时间"), default=timezone.now)

    class Meta:
        verbose_name = _("屏蔽")
        verbose_name_plural = _("屏蔽")
        constraints = [models.UniqueConstraint(fields=["place", "firm"], name="block_once")]

    def __str__(self):
        return f"{self.place} × {self.firm}"


class Report(models.Model):
    """举报: one side tells the bureau of the other; the conversation itself stays theirs."""

    enquiry = models.ForeignKey(
        Enquiry, models.CASCADE, related_name="reports", verbose_name=_("咨询")
    )
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("举报人")
    )
    text = models.TextField(_("说明"), max_length=1000)
    at = models.DateTimeField(_("时间"), default=timezone.now)

    class Meta:
        verbose_name = _("举报")
        verbose_name_plural = _("举报")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry", "reporter"],
                name="report_once",
                violation_error_message=_("您已经举报过这次咨询。"),
            )
        ]

    def __str__(self):
        return self.text[:40]
