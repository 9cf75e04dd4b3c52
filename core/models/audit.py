from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AuditEvent(models.Model):
    """One act: who did what to which row, when, and what changed. Written once, never changed.

    ``at`` is when it happened. ``recorded_at`` is when it was written, where that was later
    (`core.acts.happened_at`), and empty where both are one moment.

    The act's own transaction writes it; the worker then seals it into the hash chain
    (`core/audit.py`), so that acts do not wait for each other.
    """

    at = models.DateTimeField(_("时间"), default=timezone.now)
    recorded_at = models.DateTimeField(_("补录时间"), null=True, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("操作人"),
    )
    action = models.CharField(_("动作"), max_length=64)
    subject_type = models.CharField(_("对象类别"), max_length=100)
    subject_id = models.CharField(_("对象编号"), max_length=64)
    subject_label = models.CharField(_("对象名称"), max_length=200, blank=True)
    chain = models.ForeignKey(
        "core.Chain",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("转化链"),
    )
    before = models.CharField(_("原状态"), max_length=32, blank=True)
    after = models.CharField(_("新状态"), max_length=32, blank=True)
    changes = models.JSONField(_("变更内容"), default=dict, blank=True)

    class Meta:
        verbose_name = _("操作记录")
        verbose_name_plural = _("操作记录")
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "at"], name="audit_subject"),
            models.Index(fields=["actor", "at"], name="audit_actor"),
            models.Index(fields=["at"], name="audit_at"),
        ]
        constraints = [
            models.CheckConstraint(
                name="audit_recorded_after_it_happened",
                condition=models.Q(recorded_at__isnull=True)
                | models.Q(recorded_at__gte=models.F("at")),
            ),
        ]

    def __str__(self):
        return f"{self.action} {self.subject_type}:{self.subject_id}"

    @property
    def written_at(self):
        """When it came into the trail."""
        return self.recorded_at or self.at


class AuditSeal(models.Model):
    """A link of the hash chain over the audit events, in the order in which they were sealed."""

    sequence = models.PositiveBigIntegerField(_("序号"), primary_key=True)
    event = models.OneToOneField(
        AuditEvent, models.PROTECT, related_name="seal", verbose_name=_("操作记录")
    )
    previous_hash = models.CharField(_("上一摘要"), max_length=64)
    hash = models.CharField(_("摘要"), max_length=64)
    sealed_at = models.DateTimeField(_("封存时间"), default=timezone.now)

    class Meta:
        verbose_name = _("审计链节")
        verbose_name_plural = _("审计链节")
        ordering = ["sequence"]

    def __str__(self):
        return f"{self.sequence} {self.hash[:12]}"


class AuditUnsealed(models.Model):
    """An event that waits to be sealed; the sealer reads this short list, not the whole trail."""

    event = models.OneToOneField(
        AuditEvent, models.CASCADE, primary_key=True, related_name="+", verbose_name=_("操作记录")
    )

    class Meta:
        verbose_name = _("待封存记录")
        verbose_name_plural = _("待封存记录")

    def __str__(self):
        return str(self.event_id)
