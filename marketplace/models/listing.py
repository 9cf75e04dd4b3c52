from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogContext, get_active_log_context
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from accounts.models import Organisation
from core.classifications import Industry, TechnologyField
from core.models import Announced, Region
from marketplace import reviews
from marketplace.models.parts import OPERATIONAL, Status
from marketplace.models.terms import (
    WITHOUT_NUMBER,
    Availability,
    IpKind,
    PriceKind,
    validate_comparison,
    validate_modes,
)
from marketplace.querysets import ListingQuerySet

EVIDENCE_FROM = 4  # the readiness level from which somebody has measured something
IS_COMPLETE = (
    ~Q(title="")
    & ~Q(benefit="")
    & ~Q(problem="")
    & ~Q(abstract="")
    & ~Q(limits="")
    & ~Q(industry="")
    & ~Q(field="")
    & Q(region__isnull=False, trl__isnull=False, confirmed_on__isnull=False)
    & (Q(trl__lt=EVIDENCE_FROM) | ~Q(trl_evidence=""))
    & ~Q(ip_kind="")
    & (Q(ip_kind__in=sorted(WITHOUT_NUMBER)) | ~Q(ip_numbers=""))
    & ~Q(modes=[])
    & (
        Q(price_kind=PriceKind.NEGOTIABLE, price_fen__isnull=True)
        | Q(price_kind=PriceKind.FIXED, price_fen__isnull=False, price_fen__gt=0)
    )
)


class Listing(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, Announced
):
    """科技成果: an achievement on offer, written on pages of ours, published by Wagtail.

    Until it is first public the row is the draft itself; from then on the row is what the public
    reads, and work goes on in revisions. ``status`` says where the work stands, ``live`` whether
    the row is public: a public listing may well have a newer text under review.
    """

    outbox_topics = ("search",)

    Status = Status

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    title = models.CharField(_("成果名称"), max_length=100, blank=True)
    benefit = models.CharField(_("一句话说明"), max_length=120, blank=True)
    problem = models.TextField(_("解决什么问题"), max_length=2000, blank=True)
    abstract = models.TextField(_("成果简介"), max_length=5000, blank=True)
    comparison = models.JSONField(
        _("与现有方案对比"), default=list, blank=True, validators=[validate_comparison]
    )
    trl = models.PositiveSmallIntegerField(_("技术就绪度"), null=True, blank=True)
    trl_evidence = models.TextField(_("成熟度证据"), max_length=2000, blank=True)
    limits = models.TextField(_("已知局限与风险"), max_length=2000, blank=True)
    economics = models.TextField(_("经济性"), max_length=2000, blank=True)
    applications = models.TextField(_("应用场景"), max_length=2000, blank=True)
    industry = models.CharField(_("行业"), max_length=16, choices=Industry, blank=True)
    field = models.CharField(_("技术领域"), max_length=2, choices=TechnologyField, blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, verbose_name=_("所在地区")
    )
    ip_kind = models.CharField(_("知识产权"), max_length=12, choices=IpKind, blank=True)
    ip_numbers = models.CharField(_("知识产权编号"), max_length=300, blank=True)
    modes = models.JSONField(_("合作方式"), default=list, blank=True, validators=[validate_modes])
    price_kind = models.CharField(
        _("报价方式"), max_length=12, choices=PriceKind, default=PriceKind.NEGOTIABLE
    )
    price_fen = models.BigIntegerField(_("价格（分）"), null=True, blank=True)
    team = models.TextField(_("团队"), max_length=1000, blank=True)

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="listings",
        editable=False,
        verbose_name=_("成果单位"),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="listings",
        editable=False,
        verbose_name=_("填报人"),
    )
    status = models.CharField(
        _("状态"), max_length=12, choices=Status, default=Status.DRAFT, editable=False
    )
    availability = models.CharField(
        _("转让状态"),
        max_length=12,
        choices=Availability,
        default=Availability.AVAILABLE,
        editable=False,
    )
    confirmed_on = models.DateField(_("确认有效日期"), null=True, blank=True, editable=False)
    unpublish_reason = models.CharField(_("下架原因"), max_length=300, blank=True, editable=False)
    # No row without it: who cannot declare this is turned away before anything is written.
    declared_at = models.DateTimeField(_("非涉密声明时间"), editable=False)
    external_id = models.CharField(
        _("外部编号"), max_length=128, blank=True, editable=False, db_index=True
    )
    is_demo = models.BooleanField(_("演示数据"), default=False, editable=False)
    # Wagtail's own default is public.
    live = models.BooleanField(_("公开"), default=False, editable=False)

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = _("科技成果")
        verbose_name_plural = _("科技成果")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["live", "-last_published_at"], name="listing_public"),
            models.Index(fields=["industry"], condition=Q(live=True), name="listing_industry"),
        ]
        constraints = [
            models.CheckConstraint(
                name="listing_public_is_complete",
                condition=Q(live=False) | IS_COMPLETE,
                violation_error_message=_("必填内容不完整，不能公开。"),
            ),
            models.CheckConstraint(
                name="listing_trl_1_to_9",
                condition=Q(trl__isnull=True) | Q(trl__range=(1, 9)),
                violation_error_message=_("技术就绪度为 1～9 级。"),
            ),
            models.CheckConstraint(
                name="listing_price_not_negative",
                condition=Q(price_fen__isnull=True) | Q(price_fen__gte=0),
                violation_error_message=_("价格不得为负。"),
            ),
        ]

    def __str__(self):
        return self.title or self.number

    def get_absolute_url(self):
        return reverse("marketplace:listing", args=[self.number])

    def with_content_json(self, content):
        """A revision's text on the row as it stands now."""
        restored = super().with_content_json(content)
        for field in self._meta.concrete_fields:
            if field.name in OPERATIONAL:
                setattr(restored, field.attname, getattr(self, field.attname))
        return restored

    def publish(  # noqa: PLR0917 — Wagtail's own signature
        self,
        revision,
        user=None,
        changed=True,  # noqa: FBT002
        log_action=True,  # noqa: FBT002
        previous_revision=None,
        skip_permission_checks=False,  # noqa: FBT002
    ):
        """As Wagtail's, in one transaction, on the row as it is now, of a text that was passed."""
        with transaction.atomic(), LogContext(user=user or get_active_log_context().user):
            revision.content_object = type(self).objects.select_for_update().get(pk=self.pk)
            reviews.require_approval(revision)
            return super().publish(
                revision,
                user=user,
                changed=changed,
                log_action=log_action,
                previous_revision=previous_revision,
                skip_permission_checks=skip_permission_checks,
            )

    def unpublish(self, set_expired=False, commit=True, user=None, log_action=True):  # noqa: FBT002
        """As Wagtail's, in one transaction and on the row as it is now.

        Who may is asked before: Wagtail asks permissions that only its pages have.
        """
        with transaction.atomic(), LogContext(user=user or get_active_log_context().user):
            row = type(self).objects.select_for_update().get(pk=self.pk)
            super(Listing, row).unpublish(set_expired, commit, None, log_action)
        self.refresh_from_db()

    @property
    def draft(self):
        """The text that is being worked on: the newest revision, or the row where it is that."""
        return self.get_latest_revision_as_object()
