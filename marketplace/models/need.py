import uuid
from datetime import timedelta

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.classifications import Industry
from core.lines import LineField
from core.models import Announced, Chain, Region
from marketplace.models.file import private
from marketplace.models.parts import NeedStatus
from marketplace.querysets import NeedCallQuerySet, NeedQuerySet

LINK_DAYS = 14


def _place(need, name):
    """A name that says nothing."""
    return f"needs/{uuid.uuid4().hex}.jpg"


class Need(Announced):
    """技术需求: a problem left from a phone, refined by the desk, public once its firm agrees.

    It has three texts: the firm's own (``problem``, ``tried``), which stays as it was sent; the
    refined one, for those who look for an answer; and the public one. The firm confirms each.
    """

    outbox_topics = ("search",)

    Status = NeedStatus

    number = LineField(_("编号"), max_length=20, unique=True, editable=False)
    chain = models.OneToOneField(
        Chain, models.PROTECT, related_name="need", verbose_name=_("转化链")
    )
    status = models.CharField(
        _("状态"), max_length=12, choices=Status, default=Status.RECEIVED, editable=False
    )
    # What the firm says.
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="needs", verbose_name=_("提出人")
    )
    contact = LineField(_("怎么称呼您"), max_length=40)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name=_("单位"),
    )
    company = LineField(_("企业名称"), max_length=80, blank=True)
    is_name_hidden = models.BooleanField(_("不公开企业名称"), default=True)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="+", verbose_name=_("企业所在地区")
    )
    problem = models.TextField(_("现在遇到什么问题"), max_length=2000)
    tried = models.TextField(_("试过什么办法"), max_length=2000, blank=True)
    wanted_by = models.DateField(_("希望什么时候解决"), null=True, blank=True)
    budget_from_fen = models.BigIntegerField(
        _("预算下限"), null=True, blank=True, validators=[MinValueValidator(0)]
    )
    budget_fen = models.BigIntegerField(
        _("预算"), null=True, blank=True, validators=[MinValueValidator(0)]
    )
    photo = models.FileField(
        _("照片"), upload_to=_place, storage=private, max_length=200, blank=True
    )
    declared_at = models.DateTimeField(_("声明不涉密的时间"))
    received_at = models.DateTimeField(_("提交时间"))
    # What the desk does with it.
    due_on = models.DateField(_("联系期限"))
    reached_at = models.DateTimeField(_("联系上的时间"), null=True, blank=True)
    overdue_told_at = models.DateTimeField(_("超期提醒时间"), null=True, blank=True)
    title = LineField(_("需求名称"), max_length=60, blank=True)
    industry = models.CharField(_("行业"), max_length=24, choices=Industry, blank=True)
    refined = models.TextField(_("提炼稿"), max_length=4000, blank=True)
    target = LineField(_("指标"), max_length=200, blank=True)
    public_text = models.TextField(_("公开稿"), max_length=3000, blank=True)
    # One sentence for those who read no Chinese; public with the public text.
    english_summary = LineField(_("英文一句话"), max_length=200, blank=True)
    refined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("提炼人"),
    )
    # What the firm says to that.
    refined_confirmed_at = models.DateTimeField(_("提炼稿确认时间"), null=True, blank=True)
    public_confirmed_at = models.DateTimeField(_("公开稿确认时间"), null=True, blank=True)
    published_at = models.DateTimeField(_("公开时间"), null=True, blank=True)
    remark = models.TextField(_("企业意见"), max_length=1000, blank=True)
    # Why the desk took the public text down; gone once the firm confirms another.
    take_down_reason = models.TextField(_("撤下原因"), max_length=1000, blank=True)
    outcome = models.TextField(_("结果"), max_length=1000, blank=True)
    is_demo = models.BooleanField(_("演示数据"), default=False, editable=False)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("技术需求")
        verbose_name_plural = _("技术需求")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="need_open_was_confirmed",
                condition=~Q(status="open")
                | (
                    ~Q(title="")
                    & ~Q(refined="")
                    & ~Q(public_text="")
                    & Q(
                        refined_confirmed_at__isnull=False,
                        public_confirmed_at__isnull=False,
                        published_at__isnull=False,
                    )
                ),
                violation_error_message=_("企业确认提炼稿和公开稿后才能公开。"),
            ),
            models.CheckConstraint(
                name="need_budget_not_negative",
                condition=Q(budget_fen__isnull=True) | Q(budget_fen__gte=0),
                violation_error_message=_("预算不得为负数。"),
            ),
            models.CheckConstraint(
                name="need_budget_range_in_order",
                condition=Q(budget_from_fen__isnull=True)
                | Q(
                    budget_fen__isnull=False,
                    budget_from_fen__gte=0,
                    budget_from_fen__lte=F("budget_fen"),
                ),
                violation_error_message=_("预算下限不得大于上限。"),
            ),
        ]

    def __str__(self):
        return self.title or self.number

    def get_absolute_url(self):
        return reverse("marketplace:need", args=[self.pk])

    @property
    def firm(self):
        """Who asks, for those who may know."""
        return self.organisation.shown_name if self.organisation else self.company

    @property
    def public_firm(self):
        """Who asks, for everybody."""
        hidden = _("%(region)s一家企业") % {"region": self.region}
        return hidden if self.is_name_hidden else self.firm or hidden

    @property
    def is_overdue(self):
        """Whether nobody has reached the firm in the time that was promised."""
        return self.status == NeedStatus.RECEIVED and self.due_on < timezone.localdate()


class NeedCall(models.Model):
    """One call of the desk to the firm. Never changed."""

    need = models.ForeignKey(
        Need, models.CASCADE, related_name="calls", verbose_name=_("技术需求")
    )
    caller = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("联系人员")
    )
    is_reached = models.BooleanField(_("联系上了"))
    note = models.TextField(_("通话记录"), max_length=1000)
    at = models.DateTimeField(_("联系时间"), default=timezone.now)

    objects = NeedCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("联系记录")
        verbose_name_plural = _("联系记录")
        ordering = ["id"]

    def __str__(self):
        return self.note[:40]


def link_end():
    """When a link that is sent now stops to open."""
    return timezone.now() + timedelta(days=LINK_DAYS)


class NeedLink(models.Model):
    """A link of a text message: opens one need to read, once. What it bears is kept nowhere."""

    need = models.ForeignKey(
        Need, models.CASCADE, related_name="links", verbose_name=_("技术需求")
    )
    digest = LineField(_("摘要"), max_length=64, unique=True)
    expires_at = models.DateTimeField(_("失效时间"), default=link_end)
    used_at = models.DateTimeField(_("打开时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("短信链接")
        verbose_name_plural = _("短信链接")

    def __str__(self):
        return f"{self.need_id}"
