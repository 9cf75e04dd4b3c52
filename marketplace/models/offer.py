from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.models import Announced
from marketplace.models.listing import Listing
from marketplace.models.need import Need
from marketplace.models.parts import DeclineReason, OfferStatus
from marketplace.querysets import OfferQuerySet


class Offer(Announced):
    """应答: somebody says that they can solve a public need. It hangs on the need's chain.

    The firm reads who answers; who answers learns who the firm is once the firm agrees.
    """

    Status = OfferStatus
    Reason = DeclineReason

    need = models.ForeignKey(
        Need, models.PROTECT, related_name="offers", verbose_name=_("技术需求")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="offers", verbose_name=_("应答人")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="offers", verbose_name=_("应答单位")
    )
    listing = models.ForeignKey(
        Listing,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name=_("科技成果"),
    )
    status = models.CharField(
        _("状态"), max_length=12, choices=Status, default=Status.OFFERED, editable=False
    )
    text = models.TextField(_("解决思路"), max_length=2000)
    reason = models.CharField(_("婉拒理由"), max_length=12, choices=Reason, blank=True)
    answer = models.TextField(_("企业回话"), max_length=1000, blank=True)
    decided_at = models.DateTimeField(_("企业决定的时间"), null=True, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("应答")
        verbose_name_plural = _("应答")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["need", "organisation"],
                condition=Q(status__in=["offered", "accepted"]),
                name="offer_once",
                violation_error_message=_("贵单位对这项需求的应答还在办理。"),
            ),
            models.CheckConstraint(
                name="offer_declined_says_why", condition=~Q(status="declined") | ~Q(reason="")
            ),
        ]

    def __str__(self):
        return str(self.need)

    def get_absolute_url(self):
        return reverse("marketplace:offer", args=[self.pk])

    @property
    def chain(self):
        """The need's own."""
        return self.need.chain
