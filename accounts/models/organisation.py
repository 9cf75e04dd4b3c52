from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.querysets import OrganisationQuerySet
from accounts.validators import validate_credit_code
from core.lines import LineField
from core.models import Announced, Region


class Organisation(Announced):
    """A legal person that lists, buys, sells, brokers, registers or steers.

    The 统一社会信用代码 (GB 32100-2015) is its key: the same code cannot stand twice. A duplicate
    that was merged stays as a tombstone, so that old references and drafts still open.
    """

    class Kind(models.TextChoices):
        COMPANY = "company", _("企业")
        UNIVERSITY = "university", _("高校")
        INSTITUTE = "institute", _("科研院所")
        HOSPITAL = "hospital", _("医疗机构")
        GOVERNMENT = "government", _("政府部门")
        ASSOCIATION = "association", _("社会团体")
        AGENCY = "agency", _("技术转移机构")
        OTHER = "other", _("其他")

    class Scale(models.TextChoices):
        LARGE = "large", _("大型")
        MEDIUM = "medium", _("中型")
        SMALL = "small", _("小型")
        MICRO = "micro", _("微型")

    class Label(models.TextChoices):
        HIGH_TECH = "high_tech", _("高新技术企业")
        TECH_SME = "tech_sme", _("科技型中小企业")
        GAZELLE = "gazelle", _("高成长性科技型企业")
        LEADER = "leader", _("科技领军企业")
        PLATFORM = "platform", _("研发平台")
        LISTED = "listed", _("上市公司")
        HIGH_TECH_ZONE = "high_tech_zone", _("国家高新区内企业")
        CONVERTED_INSTITUTE = "converted_institute", _("转制科研院所")

    class Status(models.TextChoices):
        PENDING = "pending", _("待确认")
        CONFIRMED = "confirmed", _("已确认")
        REFUSED = "refused", _("未通过")
        MERGED = "merged", _("已合并")

    class ContractAccess(models.TextChoices):
        ALL = "all", _("本单位全体人员")
        NAMED = "named", _("起草人、项目负责人和单位指定的人员")

    name = LineField(_("单位名称"), max_length=100)
    name_en = LineField(_("英文名称"), max_length=200, blank=True)
    code = LineField(_("统一社会信用代码"), max_length=18, validators=[validate_credit_code])
    kind = models.CharField(_("单位类型"), max_length=16, choices=Kind)
    scale = models.CharField(_("企业规模"), max_length=8, choices=Scale, blank=True)
    labels = models.JSONField(_("资质标签"), default=list, blank=True)
    region = models.ForeignKey(Region, models.PROTECT, verbose_name=_("所在地区"))
    address = LineField(_("地址"), max_length=200, blank=True)
    legal_representative = LineField(_("法定代表人"), max_length=40, blank=True)
    status = models.CharField(
        _("状态"), max_length=12, choices=Status, default=Status.PENDING, editable=False
    )
    contract_access = models.CharField(
        _("谁可以办理本单位的技术合同"),
        max_length=8,
        choices=ContractAccess,
        default=ContractAccess.ALL,
        help_text=_(
            "高校、科研院所和医疗机构只由起草人、项目负责人、科研管理和其指定的人员办理。"
        ),
    )
    refusal_reason = LineField(_("未通过原因"), max_length=200, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="tombstones",
        verbose_name=_("并入"),
    )
    is_demo = models.BooleanField(_("演示数据"), default=False, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("单位")
        verbose_name_plural = _("单位")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(status__in=["merged", "refused"]),
                name="organisation_code_once",
                violation_error_message=_("该统一社会信用代码的单位已在册。"),
            ),
            models.CheckConstraint(
                name="organisation_merged_names_its_heir",
                condition=Q(status="merged", merged_into__isnull=False)
                | (~Q(status="merged") & Q(merged_into__isnull=True)),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def shown_name(self):
        """The name in the reader's language; records and papers bear the Chinese one."""
        return self.name_en if self.name_en and get_language() == "en" else self.name

    def get_absolute_url(self):
        return reverse("accounts:organisation", args=[self.pk])

    @property
    def chooses_contract_access(self):
        """Whether who reaches its contracts is its own choice: not where research is done."""
        return self.kind not in {self.Kind.UNIVERSITY, self.Kind.INSTITUTE, self.Kind.HOSPITAL}

    @property
    def opens_contracts_to_all(self):
        """Whether all of its people reach its contracts."""
        return self.chooses_contract_access and self.contract_access == self.ContractAccess.ALL


class FormerCode(models.Model):
    """A code under which an organisation stood before it was corrected; never changed."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="former_codes", verbose_name=_("单位")
    )
    code = LineField(_("原统一社会信用代码"), max_length=18, db_index=True)
    reason = LineField(_("更正原因"), max_length=200)
    replaced_at = models.DateTimeField(_("更正时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("原代码")
        verbose_name_plural = _("原代码")
        ordering = ["-id"]

    def __str__(self):
        return f"{self.code} {self.organisation}"


class Contact(models.Model):
    """A person to reach at an organisation; masked unless the viewer belongs to it."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="contacts", verbose_name=_("单位")
    )
    name = LineField(_("姓名"), max_length=40)
    post = LineField(_("职务"), max_length=40, blank=True)
    phone = LineField(_("电话"), max_length=20, blank=True)
    email = models.EmailField(_("邮箱"), blank=True)

    class Meta:
        verbose_name = _("联系人")
        verbose_name_plural = _("联系人")
        ordering = ["id"]

    def __str__(self):
        return self.name
