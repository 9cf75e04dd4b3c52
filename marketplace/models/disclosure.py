import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.lines import LineField
from core.models import Announced
from marketplace.models.enquiry import Enquiry
from marketplace.models.file import ListingFile, private
from marketplace.models.listing import Listing
from marketplace.models.parts import AgreementStatus
from marketplace.querysets import AgreementQuerySet, FileViewQuerySet


def _place(agreement, name):
    """A name that says nothing."""
    return f"agreements/{uuid.uuid4().hex}.{name.rsplit('.', 1)[-1].lower()}"


class Agreement(Announced):
    """保密协议: a firm binds itself to keep an achievement's confidential files to itself.

    The text is kept as it was offered, with its version. It is concluded by a click of who says
    to be authorised, or by a copy under the firm's seal that the owner has looked at.

    Source: 民法典 第四百九十条；电子签名法 第十三条、第十四条.
    """

    Status = AgreementStatus

    enquiry = models.ForeignKey(
        Enquiry, models.PROTECT, related_name="agreements", verbose_name=_("咨询")
    )
    status = models.CharField(
        _("状态"), max_length=12, choices=Status, default=Status.OFFERED, editable=False
    )
    text_version = LineField(_("文本版本"), max_length=12)
    text = models.TextField(_("协议文本"))
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("发起人")
    )
    signatory = LineField(_("签署人姓名"), max_length=40, blank=True)
    signatory_post = LineField(_("签署人职务"), max_length=40, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("签署账号"),
    )
    signed_at = models.DateTimeField(_("签署时间"), null=True, blank=True)
    ip_address = models.GenericIPAddressField(_("签署地址"), null=True, blank=True)
    copy = models.FileField(
        _("盖章件"), upload_to=_place, storage=private, max_length=200, blank=True
    )
    copy_sha256 = LineField(_("盖章件摘要"), max_length=64, blank=True)
    reason = LineField(_("原因"), max_length=300, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("保密协议")
        verbose_name_plural = _("保密协议")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry"],
                condition=~Q(status="withdrawn"),
                name="agreement_once",
                violation_error_message=_("这次咨询已经有一份保密协议。"),
            ),
            models.CheckConstraint(
                name="agreement_in_force_was_signed",
                condition=~Q(status="in_force")
                | (Q(signed_at__isnull=False, signed_by__isnull=False) & ~Q(signatory="")),
                violation_error_message=_("签署后才能生效。"),
            ),
        ]

    def __str__(self):
        return str(self.enquiry)

    def get_absolute_url(self):
        return reverse("marketplace:agreement", args=[self.pk])

    @property
    def chain(self):
        """The enquiry's own."""
        return self.enquiry.chain


class FileView(models.Model):
    """披露台账: one opening of what is confidential, under an agreement or by a reviewer.

    Without a ``file`` it was the confidential text. Never changed.
    """

    agreement = models.ForeignKey(
        Agreement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="views",
        verbose_name=_("保密协议"),
        help_text=_("为空：信息发布审查时由审查人打开。"),
    )
    listing = models.ForeignKey(
        Listing, models.PROTECT, related_name="+", verbose_name=_("科技成果")
    )
    file = models.ForeignKey(
        ListingFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("文件"),
        help_text=_("为空：打开的是保密内容的文字。"),
    )
    sha256 = LineField(_("摘要"), max_length=64)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("单位")
    )
    viewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("查看人")
    )
    at = models.DateTimeField(_("时间"), default=timezone.now)

    objects = FileViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("披露记录")
        verbose_name_plural = _("披露记录")
        ordering = ["-id"]

    def __str__(self):
        return f"{self.what} · {self.viewer}"

    @property
    def what(self):
        """The file's name, or what the text is called."""
        return self.file.name if self.file else str(_("保密内容"))
