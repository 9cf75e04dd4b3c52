"""What people are told, on which way it reached them, and what they chose."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.lines import LineField
from core.querysets import NoticeQuerySet


class Channel(models.TextChoices):
    """A way by which a notice may leave the site; the list of notices itself is ``in_app``."""

    IN_APP = "in_app", _("站内")
    MAIL = "mail", _("邮件")
    SMS = "sms", _("短信")
    WECHAT = "wechat", _("微信")
    WECOM = "wecom", _("企业微信群")


class Mode(models.TextChoices):
    """When a person wants to be told."""

    NOW = "now", _("即时")
    DIGEST = "digest", _("每日汇总")
    OFF = "off", _("不发")


class Notice(models.Model):
    """One thing told to one person, in that person's language as of the act."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notices",
        verbose_name=_("收件人"),
    )
    kind = models.CharField(_("种类"), max_length=64)
    title = LineField(_("标题"), max_length=200)
    body = models.TextField(_("正文"), blank=True)
    url = models.CharField(_("链接"), max_length=500, blank=True)
    params = models.JSONField(_("模板参数"), default=dict, blank=True)
    subject_type = models.CharField(_("对象类别"), max_length=100, blank=True)
    subject_id = models.CharField(_("对象编号"), max_length=64, blank=True)
    in_app = models.BooleanField(_("站内显示"), default=True)
    is_urgent = models.BooleanField(_("要紧"), default=False)
    created_at = models.DateTimeField(_("时间"), default=timezone.now)
    read_at = models.DateTimeField(_("阅读时间"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("通知")
        verbose_name_plural = _("通知")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notice_recipient"),
            models.Index(
                fields=["recipient"],
                condition=Q(read_at__isnull=True, in_app=True),
                name="notice_unread",
            ),
        ]

    def __str__(self):
        return self.title


class Delivery(models.Model):
    """One notice, or one sign-in code, on one channel: what became of it."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("待发送")
        DIGEST = "digest", _("待汇总")
        SENT = "sent", _("已发送")
        POSTPONED = "postponed", _("稍后重试")
        FAILED = "failed", _("发送失败")
        SUPPRESSED = "suppressed", _("未发送")

    notice = models.ForeignKey(
        Notice, models.CASCADE, null=True, blank=True, related_name="deliveries"
    )
    purpose = models.CharField(_("验证码用途"), max_length=64, blank=True)
    channel = models.CharField(_("渠道"), max_length=12, choices=Channel)
    status = models.CharField(_("状态"), max_length=12, choices=Status, default=Status.QUEUED)
    address = models.CharField(_("地址（已脱敏）"), max_length=200, blank=True)
    # The same at every attempt: a provider that knows it sends once.
    key = models.UUIDField(_("幂等键"), default=uuid.uuid4, unique=True, editable=False)
    provider_id = models.CharField(_("服务商编号"), max_length=128, blank=True)
    attempts = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    error = models.CharField(_("错误"), max_length=500, blank=True)
    claimed_until = models.DateTimeField(_("占用至"), null=True, blank=True)
    created_at = models.DateTimeField(_("创建时间"), default=timezone.now)
    settled_at = models.DateTimeField(_("完成时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("投递")
        verbose_name_plural = _("投递")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once"),
        ]
        indexes = [models.Index(fields=["status", "-id"], name="delivery_status")]

    def __str__(self):
        return f"{self.channel} {self.status}"


class NoticeChoice(models.Model):
    """A person's wish for one kind on one channel, where it differs from the kind's own."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_choices"
    )
    kind = models.CharField(_("种类"), max_length=64)
    channel = models.CharField(_("渠道"), max_length=12, choices=Channel)
    mode = models.CharField(_("方式"), max_length=8, choices=Mode)

    class Meta:
        verbose_name = _("通知设置")
        verbose_name_plural = _("通知设置")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "channel"], name="notice_choice_once"),
        ]

    def __str__(self):
        return f"{self.kind} {self.channel}: {self.mode}"


class WecomRobot(models.Model):
    """A robot of a WeCom group to which its person has their notices written.

    Only the key is kept: whoever has it can write into the group, so no page shows it whole.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="wecom_robot"
    )
    key = models.CharField(_("密钥"), max_length=64)

    class Meta:
        verbose_name = _("企业微信群机器人")
        verbose_name_plural = _("企业微信群机器人")

    def __str__(self):
        return f"{self.key[:3]}***"


class FakeMessage(models.Model):
    """What the fake provider would have sent; demo and development only."""

    channel = models.CharField(_("渠道"), max_length=12, choices=Channel)
    address = models.CharField(_("地址"), max_length=254)
    subject = LineField(_("标题"), max_length=250, blank=True)
    text = models.TextField(_("内容"), blank=True)
    key = models.CharField(_("幂等键"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("时间"), default=timezone.now)

    class Meta:
        verbose_name = _("演示消息")
        verbose_name_plural = _("演示消息")
        ordering = ["-id"]

    def __str__(self):
        return f"{self.channel} {self.pk}"
