"""What the dashboard can be asked, and what a target is drawn up from."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Target
from core.fields import YuanField
from core.models import Region
from core.money import FEN_IN_WAN

FIRST_YEAR = 2000
YEAR, QUARTER = "year", "quarter"
WITH, WITHOUT = "with", "without"


class OverviewForm(forms.Form):
    """The address of the dashboard; what it does not say, or says wrongly, is as usual."""

    as_of = forms.DateField(
        label=_("数据截至"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    span = forms.ChoiceField(required=False, choices=[(YEAR, _("累计")), (QUARTER, _("当季"))])
    zones = forms.ChoiceField(
        required=False, choices=[(WITH, _("含功能区")), (WITHOUT, _("不含功能区"))]
    )

    def clean_as_of(self) -> date:
        day = self.cleaned_data["as_of"]
        today = timezone.localdate()
        return day if day and day.year > FIRST_YEAR and day <= today else today

    @property
    def asked(self) -> dict[str, Any]:
        """What `contracts.turnover.overview.overview` takes."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "as_of": given.get("as_of") or timezone.localdate(),
            "of_quarter": given.get("span") == QUARTER,
            "with_zones": given.get("zones") != WITHOUT,
        }


class ShareField(forms.IntegerField):
    """A share in whole percent."""

    def __init__(self, label: Any, initial: int):
        super().__init__(label=label, initial=initial, min_value=0, max_value=100)


class TargetForm(forms.Form):
    """A target from its base; the weights stand below, one for each region."""

    year = forms.IntegerField(label=_("年度"), min_value=FIRST_YEAR, max_value=2099)
    base_fen = YuanField(
        label=_("基数（元）"), help_text=_("上一年的登记口径合同成交额，由主管部门核定。")
    )
    base_note = forms.CharField(
        label=_("基数出处"),
        max_length=200,
        help_text=_("例如：2025 年登记口径，截至 12 月 31 日。"),
    )
    growth_percent = forms.DecimalField(
        label=_("增长目标（%）"),
        initial=30,
        max_digits=6,
        decimal_places=2,
        validators=[MinValueValidator(-100), MaxValueValidator(1000)],
    )
    source = forms.ChoiceField(
        label=_("目标来源"), choices=Target.Source.choices, initial=Target.Source.CITY
    )
    first = ShareField(_("一季度末累计（%）"), 20)
    second = ShareField(_("二季度末累计（%）"), 45)
    third = ShareField(_("三季度末累计（%）"), 70)
    reason = forms.CharField(
        label=_("调整原因"),
        max_length=300,
        required=False,
        help_text=_("已有发布的目标时必填。"),
    )

    def __init__(self, *args: Any, regions: list[Region], weights: dict[str, int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.regions = regions
        for region in regions:
            self.fields[_weight(region)] = forms.IntegerField(
                label=str(region),
                min_value=0,
                initial=weights.get(region.pk, 0) // FEN_IN_WAN,
            )

    @property
    def sections(self) -> list[tuple[Any, list[str]]]:
        """As `core.forms.sections` reads it."""
        return [
            (_("基数与增长"), ["year", "base_fen", "base_note", "growth_percent", "source"]),
            (_("季度进度"), ["first", "second", "third"]),
            (_("各区域权重（默认为上年成交额，万元）"), [_weight(each) for each in self.regions]),
            (_("调整"), ["reason"]),
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        shares = [given[name] for name in ("first", "second", "third") if name in given]
        if shares != sorted(shares):
            self.add_error("second", _("累计进度须逐季递增。"))
        return given

    def facts(self) -> dict[str, Any]:
        """What `contracts.turnover.targets.draw_up_target` takes."""
        given = self.cleaned_data
        names = ("year", "base_fen", "base_note", "growth_percent", "source", "reason")
        return {name: given[name] for name in names} | {
            "cumulative_percent": [given["first"], given["second"], given["third"], 100],
            "weights": {region.pk: given[_weight(region)] for region in self.regions},
        }


def _weight(region: Region) -> str:
    return f"weight_{region.pk}"


class CellsForm(forms.Form):
    """The cells of a draft, in whole 万元, and the section that owns each region's."""

    def __init__(self, *args: Any, target: Target, sections: dict[str, str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        choices = [("", _("未指定")), *sections.items()]
        self.rows: list[tuple[Region, list[Any], Any]] = []
        by_region: dict[Region, list[Any]] = {}
        for cell in target.cells.select_related("region").order_by("region__kind", "region"):
            by_region.setdefault(cell.region, []).append(cell)
        for region, cells in by_region.items():
            names = []
            for cell in cells:
                name = f"cell_{region.pk}_{cell.quarter}"
                self.fields[name] = forms.IntegerField(
                    label=_("%(region)s %(quarter)s 季度目标（万元）")
                    % {"region": region, "quarter": cell.quarter},
                    min_value=0,
                    initial=cell.amount_fen // FEN_IN_WAN,
                )
                names.append(name)
            owner = f"section_{region.pk}"
            self.fields[owner] = forms.ChoiceField(
                label=_("%(region)s 责任科室") % {"region": region},
                choices=choices,
                required=False,
                initial=cells[0].section,
            )
            self.rows.append((region, [self[name] for name in names], self[owner]))

    def amounts(self) -> dict[tuple[str, int], int]:
        """By region code and quarter, in fen."""
        return {
            (region.pk, quarter): self.cleaned_data[field.name] * FEN_IN_WAN
            for region, fields, _owner in self.rows
            for quarter, field in enumerate(fields, start=1)
        }

    def owners(self) -> dict[str, str]:
        """Region code to section."""
        return {region.pk: self.cleaned_data[owner.name] for region, _fields, owner in self.rows}
