from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.lines import LineField


class PrivacyNotice(models.Model):
    """A version of the privacy notice; the newest in force is asked for.

    Source: 个人信息保护法 第十七条.
    """

    version = LineField(_("版本"), max_length=20, unique=True)
    effective_on = models.DateField(_("施行日期"))
    text = models.TextField(_("正文"))
    text_en = models.TextField(_("英文正文"), blank=True)
    summary_of_changes = LineField(_("修订说明"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("隐私政策")
        verbose_name_plural = _("隐私政策")
        ordering = ["-effective_on", "-id"]
        get_latest_by = ["effective_on", "id"]

    def __str__(self):
        return self.version


class Consent(models.Model):
    """That a person agreed to a version of the privacy notice, or withdrew; never changed."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="consents",
        verbose_name=_("人员"),
    )
    notice = models.ForeignKey(PrivacyNotice, models.PROTECT, verbose_name=_("隐私政策"))
    given = models.BooleanField(_("同意"), default=True)
    at = models.DateTimeField(_("时间"), auto_now_add=True)
    ip_address = models.GenericIPAddressField(_("来自"), null=True, blank=True)

    class Meta:
        verbose_name = _("同意记录")
        verbose_name_plural = _("同意记录")
        ordering = ["-at"]

    def __str__(self):
        return f"{self.user} {self.notice}"
