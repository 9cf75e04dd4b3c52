from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.models import Announced, Chain
from marketplace.models.listing import Listing
from marketplace.models.parts import DeclineReason, EnquiryKind, EnquiryStatus
from marketplace.querysets import EnquiryQuerySet, MessageQuerySet, SlotQuerySet


class Enquiry(Announced):
    """咨询: a firm asks about an achievement. With it a chain (转化链) begins."""

    Status = EnquiryStatus
    Kind = EnquiryKind
    Reason = DeclineReason

    listing = models.ForeignKey(
        Listing, models.PROTECT, related_name="enquiries", verbose_name=_("科技成果")
    )
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="enquiries",
        verbose_name=_("咨询人"),
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="enquiries", verbose_name=_("咨询单位")
    )
    chain = models.OneToOneField(
        Chain, models.PROTECT, related_name="enquiry", verbose_name=_("转化链")
    )
    status = models.CharField(
        _("状态"), max_length=12, choices=Status, default=Status.OPEN, editable=False
    )
    kind = models.CharField(_("事项"), max_length=12, choices=Kind, default=Kind.QUESTION)
    is_public = models.BooleanField(_("公开提问"), default=False)
    replied_at = models.DateTimeField(_("首次答复时间"), null=True, blank=True)
    meeting_at = models.DateTimeField(_("约定时间"), null=True, blank=True)
    reason = models.CharField(_("婉拒理由"), max_length=12, choices=Reason, blank=True)
    declined_at = models.DateTimeField(_("婉拒时间"), null=True, blank=True)
    is_demo = models.BooleanField(_("演示数据"), default=False, editable=False)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("咨询")
        verbose_name_plural = _("咨询")
        ordering = ["-id"]

    def __str__(self):
        return str(self.listing)

    def get_absolute_url(self):
        return reverse("marketplace:enquiry", args=[self.pk])

    @property
    def awaits_public_answer(self):
        """Whether it was asked in public and the owner has not answered it there yet."""
        return self.is_public and not self.messages.public_answers().exists()


class Message(models.Model):
    """One thing said in an enquiry. Never changed.

    ``is_public`` says that it may stand on the listing's page: a question that was asked in
    public, and the one answer that its owner gave in public. The page shows both or neither.
    """

    enquiry = models.ForeignKey(
        Enquiry, models.CASCADE, related_name="messages", verbose_name=_("咨询")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("留言人")
    )
    from_owner = models.BooleanField(_("来自成果方"), default=False)
    kind = models.CharField(
        _("事项"), max_length=12, choices=EnquiryKind, default=EnquiryKind.QUESTION
    )
    text = models.TextField(_("内容"), max_length=2000)
    is_public = models.BooleanField(_("公开"), default=False, editable=False)
    at = models.DateTimeField(_("时间"), default=timezone.now)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("留言")
        verbose_name_plural = _("留言")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry", "from_owner"],
                condition=Q(is_public=True),
                name="message_public_once_a_side",
                violation_error_message=_("公开的问题和答复各只有一条。"),
            )
        ]

    def __str__(self):
        return self.text[:40]


class Slot(models.Model):
    """A time for a meeting that one side offered; the other agrees to one, or offers others."""

    enquiry = models.ForeignKey(
        Enquiry, models.CASCADE, related_name="slots", verbose_name=_("咨询")
    )
    from_owner = models.BooleanField(_("来自成果方"), default=False)
    starts_at = models.DateTimeField(_("时间"))

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("可约时间")
        verbose_name_plural = _("可约时间")
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry", "from_owner", "starts_at"],
                name="slot_once",
                violation_error_message=_("这个时间已经提过。"),
            )
        ]

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d %H:%M}"
