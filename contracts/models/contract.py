from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from brokers.models import Deal
from contracts import codes
from contracts.querysets import ContractQuerySet
from core.classifications import TechnologyField
from core.lines import LineField
from core.models import Announced, Chain, Region


def _person(label, **options):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=label,
        **options,
    )


class Contract(Announced):
    """A technology contract on its way through determination and registration (认定登记).

    It holds two amounts and never one: 合同成交额 (``amount_fen``), the parties' fact, and
    技术交易额 (``technology_amount_fen``), what is left without the itemised non-technical costs.
    Only the national system gives the sixteen digits; until they are entered the case is on its
    way, and counts nowhere as turnover.
    Source: ``contracts.rules.versions`` names the instrument that governs a case.
    """

    outbox_topics: ClassVar = ("turnover",)

    class Status(models.TextChoices):
        DRAFT = "draft", _("草稿")
        SUBMITTED = "submitted", _("已提交")
        RETURNED = "returned", _("退回补正")
        ACCEPTED = "accepted", _("已受理，待认定")
        EXAMINED = "examined", _("已认定，待复核")
        REVIEWED = "reviewed", _("待国家系统登记")
        REGISTERED = "registered", _("已登记")
        REFUSED = "refused", _("不予登记")
        WITHDRAWN = "withdrawn", _("已撤回")
        CANCELLED = "cancelled", _("已注销")

    # ── The case ─────────────────────────────────────────────────────
    chain = models.ForeignKey(
        Chain, models.PROTECT, related_name="contracts", verbose_name=_("转化链")
    )
    deal = models.ForeignKey(
        Deal,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="contracts",
        verbose_name=_("商机"),
        help_text=_("由商机签约而来；一项商机可有几份合同。"),
    )
    number = LineField(_("受理编号"), max_length=20, unique=True, editable=False)
    status = models.CharField(
        _("状态"), max_length=12, choices=Status, default=Status.DRAFT, editable=False
    )
    body = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contracts_registered",
        verbose_name=_("登记机构"),
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        related_name="+",
        verbose_name=_("统计地区"),
        help_text=_("卖方所在的县（市、区）或功能区；技术进口合同为境内买方所在地。"),
    )
    is_demo = models.BooleanField(_("演示数据"), default=False, editable=False)

    # ── What was agreed ──────────────────────────────────────────────
    title = LineField(_("项目名称"), max_length=200)
    kind = models.CharField(_("合同类型"), max_length=16, choices=codes.Kind)
    subkind = models.CharField(_("合同类别"), max_length=32, choices=codes.Subkind, blank=True)
    summary = models.TextField(_("技术内容摘要"), max_length=4000, blank=True)
    signed_on = models.DateField(_("签订日期"), null=True, blank=True)
    valid_from = models.DateField(_("有效期起"), null=True, blank=True)
    valid_to = models.DateField(_("有效期止"), null=True, blank=True)
    amount_fen = models.BigIntegerField(_("合同成交额（分）"), default=0)
    non_technical_fen = models.BigIntegerField(_("非技术性费用（分）"), default=0, editable=False)
    technology_amount_fen = models.BigIntegerField(
        _("技术交易额（分）"), default=0, editable=False
    )
    payment_mode = models.CharField(
        _("支付方式"), max_length=16, choices=codes.Payment, blank=True
    )
    is_related_party = models.BooleanField(_("关联交易"), default=False)
    is_import = models.BooleanField(_("技术进口合同"), default=False)
    only_funds = models.BooleanField(
        _("一方只提供资金、设备或辅助工作"), default=False, help_text=_("仅合作开发填写。")
    )

    # ── Codes of the national form ───────────────────────────────────
    field = models.CharField(_("技术领域"), max_length=2, choices=TechnologyField, blank=True)
    plan = models.CharField(
        _("计划项目来源"), max_length=12, choices=codes.Plan, default=codes.Plan.NONE
    )
    objective = models.CharField(
        _("社会经济目标"), max_length=16, choices=codes.Objective, blank=True
    )
    buyer_section = models.CharField(
        _("买方国民经济行业"), max_length=1, choices=codes.Section, blank=True
    )
    ip_kind = models.CharField(_("知识产权类型"), max_length=12, choices=codes.Ip, blank=True)
    patent_number = LineField(_("专利号或申请号"), max_length=40, blank=True)
    patent_holder = LineField(_("专利权人或申请人"), max_length=100, blank=True)
    patent_filed_on = models.DateField(_("专利申请日"), null=True, blank=True)
    patent_expires_on = models.DateField(_("专利权期满日"), null=True, blank=True)
    patent_status = models.CharField(
        _("专利法律状态"), max_length=12, choices=codes.PatentStatus, blank=True
    )

    # ── What the desk did ────────────────────────────────────────────
    submitted_by = _person(_("提交人"), editable=False)
    submitted_at = models.DateTimeField(_("提交时间"), null=True, blank=True, editable=False)
    rule_version = LineField(_("适用规则"), max_length=20, blank=True, editable=False)
    accepted_at = models.DateTimeField(_("受理时间"), null=True, blank=True, editable=False)
    due_on = models.DateField(_("办理期限"), null=True, blank=True, editable=False)
    # Whether ``due_on`` binds by law; where the text is unconfirmed it is a promise.
    is_due_statutory = models.BooleanField(_("法定期限"), default=False, editable=False)
    promised_on = models.DateField(_("本机构承诺期限"), null=True, blank=True, editable=False)
    registrar = _person(_("认定人"), editable=False)
    examined_at = models.DateTimeField(_("认定时间"), null=True, blank=True, editable=False)
    reviewer = _person(_("复核人"), editable=False)
    reviewed_at = models.DateTimeField(_("复核时间"), null=True, blank=True, editable=False)
    refusal_code = models.CharField(
        _("不予登记理由"), max_length=2, choices=codes.Refusal, blank=True, editable=False
    )
    refusal_article = LineField(_("依据条款"), max_length=200, blank=True, editable=False)
    refusal_text = models.TextField(_("理由说明"), max_length=2000, blank=True, editable=False)

    # ── What the national system gave ────────────────────────────────
    national_number = LineField(
        _("合同登记编号"), max_length=16, null=True, blank=True, unique=True, editable=False
    )
    registered_on = models.DateField(
        _("登记日期"), null=True, blank=True, editable=False, help_text=_("统计以此日为准。")
    )
    verification_code = LineField(_("核验码"), max_length=12, blank=True, editable=False)
    cancelled_on = models.DateField(_("注销日期"), null=True, blank=True, editable=False)

    # Of parties, title, date and amount: what makes two papers the same contract.
    fingerprint = LineField(_("重复指纹"), max_length=64, blank=True, editable=False)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = _("技术合同")
        verbose_name_plural = _("技术合同")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["status", "due_on"], name="contract_queue"),
            models.Index(fields=["registered_on", "region"], name="contract_registered"),
        ]
        constraints = [
            models.CheckConstraint(
                name="contract_technology_amount_is_what_is_left",
                condition=Q(technology_amount_fen=F("amount_fen") - F("non_technical_fen")),
                violation_error_message=_("技术交易额应等于合同成交额减去非技术性费用。"),
            ),
            models.CheckConstraint(
                name="contract_technology_amount_within_amount",
                condition=Q(technology_amount_fen__gte=0, non_technical_fen__gte=0),
                violation_error_message=_("非技术性费用合计不得大于合同成交额。"),
            ),
            models.CheckConstraint(
                name="contract_has_amount_once_submitted",
                condition=Q(status="draft") | Q(amount_fen__gt=0),
                violation_error_message=_("合同成交额应大于零。"),
            ),
            models.CheckConstraint(
                name="contract_subkind_of_its_kind",
                condition=Q(subkind="") | Q(subkind__startswith=F("kind")),
                violation_error_message=_("合同类别不属于所选的合同类型。"),
            ),
            models.CheckConstraint(
                name="contract_valid_dates_in_order",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("有效期止不得早于有效期起。"),
            ),
            models.CheckConstraint(
                name="contract_registered_has_number_and_date",
                condition=Q(
                    status__in=["registered", "cancelled"],
                    national_number__isnull=False,
                    registered_on__isnull=False,
                )
                | ~Q(status__in=["registered", "cancelled"]) & Q(national_number__isnull=True),
            ),
            models.CheckConstraint(
                name="contract_cancelled_has_date",
                condition=Q(status="cancelled", cancelled_on__isnull=False)
                | ~Q(status="cancelled") & Q(cancelled_on__isnull=True),
            ),
            models.CheckConstraint(
                name="contract_refused_says_why",
                condition=~Q(status="refused")
                | ~Q(refusal_code="") & ~Q(refusal_article="") & ~Q(refusal_text=""),
                violation_error_message=_("不予登记须写明理由、依据条款和说明。"),
            ),
            models.CheckConstraint(
                name="contract_reviewed_by_another",
                condition=Q(reviewer__isnull=True) | ~Q(reviewer=F("registrar")),
                violation_error_message=_("认定与复核不能是同一人。"),
            ),
            models.UniqueConstraint(
                fields=["fingerprint"],
                condition=~Q(fingerprint="")
                & ~Q(status__in=["draft", "refused", "withdrawn", "cancelled"]),
                name="contract_filed_once",
                violation_error_message=_("同一项技术合同不得重复登记。"),
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    def get_absolute_url(self):
        return reverse("contracts:case", args=[self.pk])

    @property
    def four_kind(self) -> codes.Kind:
        """The type in the view of four, where a licence is a transfer."""
        return codes.FOUR_KINDS[codes.Kind(self.kind)]

    @property
    def filing_party(self):
        """The party that files, of the parties read with the row."""
        return next((party for party in self.parties.all() if party.is_filing), None)
