from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.querysets import RegionQuerySet


class Region(models.Model):
    """A place that figures are counted by: an administrative division, a functional zone, abroad.

    Divisions carry their GB/T 2260 code. Zones (功能区) have none and get a code of ours that
    cannot be mistaken for one: the city's first four digits, ``Z`` and two digits.
    """

    class Kind(models.TextChoices):
        PROVINCE = "province", _("省级")
        CITY = "city", _("地级")
        COUNTY = "county", _("县级")
        ZONE = "zone", _("功能区")
        ABROAD = "abroad", _("境外")

    code = models.CharField(_("代码"), max_length=12, primary_key=True)
    gb_code = models.CharField(
        _("国标代码"), max_length=6, unique=True, null=True, blank=True, help_text="GB/T 2260"
    )
    name = models.CharField(_("名称"), max_length=40)
    name_en = models.CharField(_("英文名称"), max_length=60, blank=True)
    kind = models.CharField(_("类别"), max_length=12, choices=Kind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    county = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="zones",
        verbose_name=_("所在县(市、区)"),
        help_text=_("功能区位于一个县(市、区)之内时填写。"),
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("地区")
        verbose_name_plural = _("地区")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="region_zone_has_no_gb_code",
                condition=~Q(kind__in=["zone", "abroad"]) | Q(gb_code__isnull=True),
                violation_error_message=_("功能区没有国标代码。"),
            ),
            models.CheckConstraint(
                name="region_division_is_its_gb_code",
                condition=Q(kind__in=["zone", "abroad"]) | Q(gb_code=F("code")),
                violation_error_message=_("行政区划的代码就是国标代码。"),
            ),
            models.CheckConstraint(
                name="region_only_zone_lies_in_county",
                condition=Q(kind="zone") | Q(county__isnull=True),
                violation_error_message=_("只有功能区可以位于县(市、区)之内。"),
            ),
        ]

    def __str__(self):
        """The name in the reader's language."""
        return self.name_en if self.name_en and get_language() == "en" else self.name
