from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.http import Http404
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
from core.lines import LineField, LinesField
from core.models import Announced, Region
from core.review import schedules
from marketplace import reviews
from marketplace.models import constraints, shapes
from marketplace.models.parts import OPERATIONAL, Status
from marketplace.models.terms import Availability, IpKind, Ownership, Pilot, PriceKind
from marketplace.querysets import ListingQuerySet


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

    number = LineField(_("编号"), max_length=20, unique=True, editable=False)
    title = LineField(_("成果名称"), max_length=250, blank=True)
    benefit = LineField(_("一句话说明"), max_length=120, blank=True)
    problem = models.TextField(_("解决什么问题"), max_length=2000, blank=True)
    abstract = models.TextField(_("成果简介"), max_length=5000, blank=True)
    # What only who has agreed to confidence may read; never searched, never in a public version.
    restricted_details = models.TextField(_("保密内容"), max_length=5000, blank=True)
    comparison = LinesField(
        _("与现有方案对比"), default=list, blank=True, validators=[shapes.validate_comparison]
    )
    trl = models.PositiveSmallIntegerField(_("技术就绪度"), null=True, blank=True)
    trl_evidence = models.TextField(_("成熟度证据"), max_length=2000, blank=True)
    pilot = models.CharField(_("概念验证与中试"), max_length=12, choices=Pilot, blank=True)
    pilot_note = LineField(_("中试说明"), max_length=300, blank=True)
    limits = models.TextField(_("已知局限与风险"), max_length=2000, blank=True)
    economics = models.TextField(_("经济性"), max_length=2000, blank=True)
    applications = models.TextField(_("应用场景"), max_length=2000, blank=True)
    industry = models.CharField(_("行业"), max_length=16, choices=Industry, blank=True)
    field = models.CharField(_("技术领域"), max_length=2, choices=TechnologyField, blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, verbose_name=_("所在地区")
    )
    keywords = LinesField(
        _("关键词"), default=list, blank=True, validators=[shapes.validate_keywords]
    )
    rights = LinesField(
        _("知识产权"), default=list, blank=True, validators=[shapes.validate_rights]
    )
    ownership = models.CharField(_("权属"), max_length=12, choices=Ownership, blank=True)
    ownership_note = LineField(_("权属说明"), max_length=300, blank=True)
    modes = LinesField(_("合作方式"), default=list, blank=True, validators=[shapes.validate_modes])
    price_kind = models.CharField(
        _("报价方式"), max_length=12, choices=PriceKind, default=PriceKind.NEGOTIABLE
    )
    price_fen = models.BigIntegerField(_("价格或底价"), null=True, blank=True)
    price_from_fen = models.BigIntegerField(_("价格下限"), null=True, blank=True)
    price_to_fen = models.BigIntegerField(_("价格上限"), null=True, blank=True)
    sale_venue = LineField(_("挂牌或拍卖机构"), max_length=120, blank=True)
    sale_notice = LineField(_("公告编号"), max_length=60, blank=True)
    sale_confirmation = LineField(_("成交确认书编号"), max_length=60, blank=True)
    team = models.TextField(_("团队"), max_length=1000, blank=True)
    registration_number = LineField(_("科技成果登记号"), max_length=40, blank=True)
    provincial_number = LineField(_("省平台编号"), max_length=40, blank=True)
    attachments = LinesField(
        _("图片和附件"), default=list, blank=True, validators=[shapes.validate_attachments]
    )

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
    # The owner was first asked on this day whether the offer stands, and so often since.
    asked_on = models.DateField(_("询问日期"), null=True, blank=True, editable=False)
    reminders = models.PositiveSmallIntegerField(_("提醒次数"), default=0, editable=False)
    stale_since = models.DateField(_("逾期未确认"), null=True, blank=True, editable=False)
    unpublish_reason = LineField(_("下架原因"), max_length=300, blank=True, editable=False)
    # No row without it: who cannot declare this is turned away before anything is written.
    declared_at = models.DateTimeField(_("非涉密声明时间"), editable=False)
    source = LineField(_("导入来源"), max_length=60, blank=True, editable=False)
    external_id = LineField(
        _("外部编号"), max_length=128, blank=True, editable=False, db_index=True
    )
    is_unverified = models.BooleanField(_("信息未核实完整"), default=False, editable=False)
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
            models.Index(fields=["region"], condition=Q(live=True), name="listing_region"),
            models.Index(fields=["confirmed_on"], condition=Q(live=True), name="listing_fresh"),
        ]
        constraints = constraints.LISTING

    def __str__(self):
        return self.title or self.number

    def get_absolute_url(self):
        return reverse("marketplace:listing", args=[self.number])

    # The admin has no preview: who writes it looks at it on a page of ours, and an editor reads
    # the parts, of which the confidential one stands on a page that notes each opening.
    preview_modes: ClassVar[list[tuple[str, str]]] = []
    default_preview_mode = ""

    def serve_preview(self, request, mode_name):
        """An address that Wagtail makes for every revision."""
        raise Http404

    def with_content_json(self, content):
        """A revision's text on the row as it stands now."""
        restored = super().with_content_json(content)
        for field in self._meta.concrete_fields:
            if field.name in OPERATIONAL:
                setattr(restored, field.attname, getattr(self, field.attname))
        restored.expire_at = schedules.end_ahead(restored.expire_at)
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
            schedules.refuse_what_is_over(revision)
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

    @property
    def right_kinds(self):
        """The kinds of its rights, each once, in their order."""
        return [IpKind(kind) for kind in dict.fromkeys(right["kind"] for right in self.rights)]
