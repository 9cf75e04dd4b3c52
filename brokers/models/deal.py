from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from brokers.models.terms import RANK, Kind, LostReason, PriceWay, Stage
from brokers.querysets import DealQuerySet
from core.lines import LineField
from core.models import Announced, Chain
from marketplace.models import Enquiry, Listing


def _organisation(label, related_name, **options):
    return models.ForeignKey(
        Organisation, models.PROTECT, related_name=related_name, verbose_name=label, **options
    )


MAYBE: dict[str, Any] = {"null": True, "blank": True}


class Deal(Announced):
    """商机: a broker brings a firm and what it looks for together, up to the signed contract.

    ``furthest`` is the furthest point of the way that was ever reached: who was told of the deal
    there goes on seeing it when it is shelved, goes back or fails. ``amount_fen`` is what is
    expected until something is signed, and what was signed from then on.
    """

    outbox_topics: ClassVar[tuple[str, ...]] = ()

    number = LineField(_("商机编号"), max_length=20, unique=True, editable=False)
    title = LineField(_("商机名称"), max_length=100)
    chain = models.ForeignKey(
        Chain, models.PROTECT, related_name="deals", editable=False, verbose_name=_("转化链")
    )
    enquiry = models.ForeignKey(
        Enquiry,
        models.PROTECT,
        related_name="deals",
        editable=False,
        verbose_name=_("咨询"),
        **MAYBE,
    )
    listing = models.ForeignKey(
        Listing, models.PROTECT, related_name="deals", verbose_name=_("科技成果"), **MAYBE
    )
    seller = _organisation(_("卖方"), "deals_as_seller", **MAYBE)
    buyer = _organisation(_("买方"), "deals_as_buyer", **MAYBE)
    buyer_name = LineField(
        _("买方名称"),
        max_length=100,
        help_text=_("尚未注册的企业也可以先记名称。"),
    )
    broker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="deals",
        editable=False,
        verbose_name=_("技术经纪人"),
    )
    agency = _organisation(_("技术转移机构"), "deals_as_agency", editable=False)

    status = models.CharField(
        _("阶段"), max_length=12, choices=Stage, default=Stage.LEAD, editable=False
    )
    stage_since = models.DateTimeField(_("进入阶段时间"), default=timezone.now, editable=False)
    shelved_from = models.CharField(
        _("搁置前阶段"), max_length=12, choices=Stage, blank=True, editable=False
    )
    furthest = models.PositiveSmallIntegerField(_("最远阶段"), default=0, editable=False)

    amount_fen = models.BigIntegerField(_("金额（分）"), **MAYBE)
    kind = models.CharField(_("合同类型"), max_length=16, choices=Kind, blank=True)
    expected_on = models.DateField(_("预计签约日期"), **MAYBE)
    price_low_fen = models.BigIntegerField(_("价格下限（分）"), editable=False, **MAYBE)
    price_high_fen = models.BigIntegerField(_("价格上限（分）"), editable=False, **MAYBE)
    price_way = models.CharField(
        _("报价方式"), max_length=16, choices=PriceWay, blank=True, editable=False
    )
    signed_on = models.DateField(_("签订日期"), editable=False, **MAYBE)
    national_number = LineField(_("合同登记编号"), max_length=16, blank=True, editable=False)
    registered_on = models.DateField(_("登记日期"), editable=False, **MAYBE)

    next_step = LineField(_("下一步"), max_length=100, blank=True)
    next_step_on = models.DateField(_("下一步日期"), **MAYBE)
    lost_reason = models.CharField(
        _("失败原因"), max_length=16, choices=LostReason, blank=True, editable=False
    )
    lost_text = LineField(_("失败说明"), max_length=500, blank=True, editable=False)
    is_demo = models.BooleanField(_("演示数据"), default=False, editable=False)

    objects = DealQuerySet.as_manager()

    # What the act at hand offers for the next stage; the gates of `brokers/gates.py` read it.
    evidence: Mapping[str, Any] = {}

    class Meta:
        verbose_name = _("商机")
        verbose_name_plural = _("商机")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["broker", "status"], name="deal_of_broker"),
            models.Index(fields=["agency", "status"], name="deal_of_agency"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry"],
                condition=~Q(status="lost"),
                name="deal_carries_an_enquiry_once",
                violation_error_message=_("这条咨询已有人跟进。"),
            ),
            models.CheckConstraint(
                name="deal_has_two_sides",
                condition=Q(seller__isnull=True) | Q(buyer__isnull=True) | ~Q(seller=F("buyer")),
                violation_error_message=_("买方和卖方不能是同一家单位。"),
            ),
            models.CheckConstraint(
                name="deal_amount_not_negative",
                condition=Q(amount_fen__isnull=True) | Q(amount_fen__gte=0),
                violation_error_message=_("金额不得为负。"),
            ),
            models.CheckConstraint(
                name="deal_price_range_in_order",
                condition=Q(price_low_fen__isnull=True)
                | Q(price_low_fen__gte=0, price_high_fen__gte=F("price_low_fen")),
                violation_error_message=_("价格上限不得低于下限。"),
            ),
            models.CheckConstraint(
                name="deal_signed_is_complete",
                condition=~Q(status__in=["signed", "registered"])
                | (
                    Q(signed_on__isnull=False, amount_fen__gt=0, seller__isnull=False)
                    & ~Q(kind="")
                ),
            ),
            models.CheckConstraint(
                name="deal_registered_has_its_number",
                condition=~Q(status="registered")
                | (Q(registered_on__isnull=False) & ~Q(national_number="")),
            ),
            models.CheckConstraint(
                name="deal_lost_has_a_reason", condition=~Q(status="lost") | ~Q(lost_reason="")
            ),
            models.CheckConstraint(
                name="deal_shelved_knows_its_stage",
                condition=Q(status="shelved") ^ Q(shelved_from=""),
            ),
        ]

    def __str__(self):
        # Leads are private, and the label of an event is read by others too.
        return self.number

    def get_absolute_url(self):
        return reverse("brokers:deal", args=[self.pk])

    @property
    def buyer_said(self):
        """How the buyer is called: as it is registered, or as the broker wrote it down."""
        return self.buyer.shown_name if self.buyer else self.buyer_name

    @property
    def is_open(self):
        """Whether nothing is signed and nothing given up."""
        return self.status in {Stage.LEAD, Stage.CONTACT, Stage.NEGOTIATION, Stage.INTENT}

    @property
    def next_stage(self):
        """The stage after this one that a broker can move it to, or None."""
        ways = {RANK[stage]: stage for stage in RANK}
        return ways[RANK[Stage(self.status)] + 1] if self.is_open else None

    @property
    def days_in_stage(self):
        """Whole days since the stage was reached."""
        return (timezone.localdate() - timezone.localdate(self.stage_since)).days

    @property
    def days_late(self):
        """By how many days the next step is overdue; 0 where it is not."""
        if not self.next_step_on:
            return 0
        return max(0, (timezone.localdate() - self.next_step_on).days)
