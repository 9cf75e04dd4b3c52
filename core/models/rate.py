from django.db import models
from django.utils.translation import gettext_lazy as _


class Rate(models.Model):
    """How often somebody asked in the window that began then; who, only as a digest."""

    key = models.CharField(_("键"), max_length=64, primary_key=True)
    began = models.BigIntegerField(_("开始时刻（秒）"))
    count = models.PositiveIntegerField(_("次数"))

    class Meta:
        verbose_name = _("访问频次")
        verbose_name_plural = _("访问频次")

    def __str__(self):
        return f"{self.key}: {self.count}"
