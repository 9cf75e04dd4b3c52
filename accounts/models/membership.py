from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models.organisation import Organisation
from accounts.querysets import AbsenceQuerySet, MembershipQuerySet
from core.lines import LineField


class Role(models.TextChoices):
    """What a person may do at an organisation."""

    RESEARCHER = "researcher", _("科研人员")
    RESEARCH_OFFICE = "research_office", _("科研管理")
    FIRM_MEMBER = "firm_member", _("企业人员")
    BROKER = "broker", _("技术经纪人")
    AGENCY_HEAD = "agency_head", _("机构负责人")
    REGISTRAR = "registrar", _("登记员")
    REVIEWER = "reviewer", _("复核员")
    SECTION_STAFF = "section_staff", _("科室人员")
    COUNTY_STAFF = "county_staff", _("县区人员")
    LEADER = "leader", _("领导")
    TAX_READER = "tax_reader", _("税务财政查询")
    SITE_EDITOR = "site_editor", _("网站编辑")
    OPERATOR = "operator", _("运维")


# Those who act or read for a public authority: a second factor is asked of them before anything.
BUREAU_ROLES = frozenset(
    {
        Role.REGISTRAR,
        Role.REVIEWER,
        Role.SECTION_STAFF,
        Role.COUNTY_STAFF,
        Role.LEADER,
        Role.TAX_READER,
        Role.SITE_EDITOR,
        Role.OPERATOR,
    }
)

# The two to whom Wagtail's admin opens; its workflow knows them by their groups.
EDITING_ROLES = frozenset({Role.SITE_EDITOR, Role.SECTION_STAFF})


class Membership(models.Model):
    """A role that a person holds at an organisation, from when to when.

    A person may hold several, at several organisations. It counts once it is confirmed, by the
    organisation's administrator or by bureau staff.
    """

    class Status(models.TextChoices):
        PENDING = "pending", _("待确认")
        CONFIRMED = "confirmed", _("已确认")
        REFUSED = "refused", _("未通过")
        ENDED = "ended", _("已结束")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="memberships",
        verbose_name=_("人员"),
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name=_("单位")
    )
    role = models.CharField(_("角色"), max_length=20, choices=Role)
    is_administrator = models.BooleanField(
        _("单位管理员"), default=False, help_text=_("可确认本单位的人员，修改单位资料。")
    )
    section = LineField(_("科室"), max_length=32, blank=True)
    status = models.CharField(
        _("状态"), max_length=12, choices=Status, default=Status.PENDING, editable=False
    )
    reason = LineField(_("原因"), max_length=200, blank=True)
    valid_from = models.DateField(_("生效日期"), null=True, blank=True)
    valid_to = models.DateField(_("截止日期"), null=True, blank=True)
    created_at = models.DateTimeField(_("创建时间"), auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("人员角色")
        verbose_name_plural = _("人员角色")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(status__in=["pending", "confirmed"]),
                name="membership_once",
                violation_error_message=_("此人已在该单位担任或申请了这一角色。"),
            ),
            models.CheckConstraint(
                name="membership_dates_in_order",
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("截止日期不得早于生效日期。"),
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.get_role_display()} · {self.organisation}"


class Absence(models.Model):
    """Days on which a stand-in acts in a person's roles (AB 角); both keep their own names."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="absences",
        verbose_name=_("离岗人员"),
    )
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="stands_in",
        verbose_name=_("代理人"),
    )
    starts_on = models.DateField(_("离岗日期"))
    ends_on = models.DateField(_("返岗前一日"))

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("离岗代理")
        verbose_name_plural = _("离岗代理")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                name="absence_dates_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("返岗日期不得早于离岗日期。"),
            ),
            models.CheckConstraint(
                name="absence_stand_in_is_another",
                condition=~Q(user=F("stand_in")),
                violation_error_message=_("代理人不能是本人。"),
            ),
        ]

    def __str__(self):
        return f"{self.user} → {self.stand_in} {self.starts_on}～{self.ends_on}"
