from django.db import models
from django.utils.translation import gettext_lazy as _


class Holiday(models.Model):
    """A day that the State Council's yearly notice makes a holiday, or a working weekend day."""

    date = models.DateField(_("日期"), primary_key=True)
    name = models.CharField(_("节日"), max_length=20)
    is_working_day = models.BooleanField(_("调休上班"))
    source = models.CharField(_("依据"), max_length=100)

    class Meta:
        verbose_name = _("节假日")
        verbose_name_plural = _("节假日")
        ordering = ["date"]

    def __str__(self):
        return f"{self.date} {self.name}"
