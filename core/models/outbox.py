from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutboxMessage(models.Model):
    """A promise, made in the transaction of a change, to tell a topic of it afterwards."""

    topic = models.CharField(_("主题"), max_length=40)
    subject_type = models.CharField(_("对象类别"), max_length=100)
    subject_id = models.CharField(_("对象编号"), max_length=64)
    payload = models.JSONField(_("内容"), default=dict, blank=True)
    created_at = models.DateTimeField(_("创建时间"), default=timezone.now)
    available_at = models.DateTimeField(_("可处理时间"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    last_error = models.TextField(_("最近错误"), blank=True)
    parked_at = models.DateTimeField(_("搁置时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("待办消息")
        verbose_name_plural = _("待办消息")
        indexes = [
            models.Index(
                fields=["topic", "available_at", "id"],
                condition=Q(parked_at__isnull=True),
                name="outbox_due",
            )
        ]

    def __str__(self):
        return f"{self.topic} {self.subject_type}:{self.subject_id}"


class Lease(models.Model):
    """Who may do a piece of work until when; it runs out by itself when the holder dies."""

    name = models.CharField(_("名称"), max_length=64, primary_key=True)
    holder = models.CharField(_("持有者"), max_length=64)
    until = models.DateTimeField(_("有效至"))

    class Meta:
        verbose_name = _("租约")
        verbose_name_plural = _("租约")

    def __str__(self):
        return self.name


class PeriodicJob(models.Model):
    """When a job of `core/periodic.py` runs next and how its last run ended."""

    name = models.CharField(_("名称"), max_length=64, primary_key=True)
    next_run_at = models.DateTimeField(_("下次运行"))
    last_started_at = models.DateTimeField(_("上次开始"), null=True, blank=True)
    last_finished_at = models.DateTimeField(_("上次完成"), null=True, blank=True)
    last_error = models.TextField(_("最近错误"), blank=True)

    class Meta:
        verbose_name = _("定时任务")
        verbose_name_plural = _("定时任务")

    def __str__(self):
        return self.name
