from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from marketplace.models.enquiry import Enquiry
from marketplace.models.parts import ReportOutcome
from marketplace.querysets import BlockQuerySet, ReportQuerySet


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

    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("屏蔽")
        verbose_name_plural = _("屏蔽")
        constraints = [models.UniqueConstraint(fields=["place", "firm"], name="block_once")]

    def __str__(self):
        return f"{self.place} × {self.firm}"


class Report(models.Model):
    """举报: one side tells the bureau of the other; the conversation itself stays theirs.

    It is open until the bureau says what it found.
    """

    Outcome = ReportOutcome

    enquiry = models.ForeignKey(
        Enquiry, models.CASCADE, related_name="reports", verbose_name=_("咨询")
    )
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("举报人")
    )
    text = models.TextField(_("说明"), max_length=1000)
    at = models.DateTimeField(_("时间"), default=timezone.now)
    outcome = models.CharField(_("处理结果"), max_length=12, choices=Outcome, blank=True)
    answer = models.TextField(_("处理说明"), max_length=1000, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("处理人"),
    )
    closed_at = models.DateTimeField(_("处理时间"), null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("举报")
        verbose_name_plural = _("举报")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry", "reporter"],
                name="report_once",
                violation_error_message=_("您已经举报过这次咨询。"),
            ),
            models.CheckConstraint(
                name="report_closed_by_somebody_with_an_outcome",
                condition=Q(outcome="", closed_by__isnull=True, closed_at__isnull=True)
                | (~Q(outcome="") & Q(closed_by__isnull=False, closed_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return self.text[:40]

    @property
    def chain(self):
        """The enquiry's own."""
        return self.enquiry.chain
