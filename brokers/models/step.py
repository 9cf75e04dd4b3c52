import uuid

from django.conf import settings
from django.core.files.storage import storages
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brokers.models.deal import Deal
from brokers.models.terms import Stage
from brokers.querysets import NoteQuerySet, StepQuerySet
from core.lines import LineField


def private():
    """Where papers of deals lie: outside of everything that a web server serves."""
    return storages["private"]


def _place(step, name):
    """A name that says nothing; what the person called the file is kept in the row."""
    return f"deals/{step.deal_id}/{uuid.uuid4().hex}"


class Step(models.Model):
    """One move of a deal with what it rests on. Never changed."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="steps", verbose_name=_("商机"))
    before = models.CharField(_("原阶段"), max_length=12, choices=Stage, blank=True)
    after = models.CharField(_("新阶段"), max_length=12, choices=Stage)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("操作人"),
    )
    at = models.DateTimeField(_("时间"), default=timezone.now)
    happened_on = models.DateField(_("发生日期"), null=True, blank=True)
    text = models.TextField(_("说明"), max_length=4000, blank=True)
    facts = models.JSONField(_("依据"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    file = models.FileField(
        _("文件"), upload_to=_place, storage=private, max_length=200, blank=True
    )
    file_name = LineField(_("文件名"), max_length=200, blank=True)
    sha256 = LineField(_("摘要"), max_length=64, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("阶段变动")
        verbose_name_plural = _("阶段变动")
        ordering = ["id"]

    def __str__(self):
        return f"{self.deal} {self.get_after_display()}"


class Note(models.Model):
    """跟进记录: a line that the broker writes for the own agency. Never changed."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="notes", verbose_name=_("商机"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("记录人")
    )
    at = models.DateTimeField(_("时间"), default=timezone.now)
    text = LineField(_("进展"), max_length=500)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("跟进记录")
        verbose_name_plural = _("跟进记录")
        ordering = ["-id"]

    def __str__(self):
        return str(self.deal)  # what it says is the agency's own

    @property
    def chain(self):
        """The chain that the line hangs on."""
        return self.deal.chain
