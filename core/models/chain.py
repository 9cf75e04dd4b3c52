from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.lines import LineField


class Counter(models.Model):
    """The last number given out in a series without gaps; see `core/numbering.py`."""

    name = models.CharField(_("名称"), max_length=64, primary_key=True)
    value = models.PositiveBigIntegerField(_("当前值"), default=0)

    class Meta:
        verbose_name = _("编号")
        verbose_name_plural = _("编号")

    def __str__(self):
        return f"{self.name}: {self.value}"


class Chain(models.Model):
    """转化链: the spine from the first enquiry to the registered, paid contract.

    Everything that happens on the way names the chain in its audit events; they are its timeline.
    """

    number = models.CharField(_("转化链编号"), max_length=20, unique=True)
    title = LineField(_("名称"), max_length=200)
    created_at = models.DateTimeField(_("创建时间"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("转化链")
        verbose_name_plural = _("转化链")

    def __str__(self):
        return self.number
