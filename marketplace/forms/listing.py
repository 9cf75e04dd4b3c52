"""What an owner writes of an achievement."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.fields import YuanField
from core.forms import show_audience
from core.models import Region
from marketplace.models import Listing, Mode
from marketplace.models.parts import EDITORIAL

EVERYBODY = _("公开后所有人")
WIDTH = 4  # indicator, this achievement, the best there is, source


class ComparisonField(forms.Field):
    """A table written a row a line, its four parts between bars."""

    default_error_messages = {"width": _("第 %(line)d 行应为四项，用“|”隔开。")}

    def __init__(self, **options: Any):
        super().__init__(widget=forms.Textarea({"rows": 4}), required=False, **options)

    def to_python(self, value: Any) -> list[list[str]]:
        rows = []
        for number, line in enumerate((value or "").splitlines(), 1):
            cells = [cell.strip() for cell in line.replace("｜", "|").split("|")]
            if not line.strip():
                continue
            if len(cells) != WIDTH:
                raise ValidationError(self.error_messages["width"], "width", {"line": number})
            rows.append(cells)
        return rows

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "\n".join(" | ".join(row) for row in value)
        return value


class BeginForm(forms.Form):
    """Before anything is written: for whom, and that it may be written here at all."""

    organisation = forms.ModelChoiceField(
        label=_("成果单位"), queryset=Organisation.objects.none(), empty_label=None
    )
    is_declared_open = forms.BooleanField(
        label=_("我声明：这项成果不涉及国家秘密，也不属于限制或禁止出口的技术。"),
        required=False,
        help_text=_(
            "涉密成果的转化按国家保密规定线下办理（促进科技成果转化法、保守国家秘密法）。"
        ),
    )

    def __init__(self, *args: Any, places: list[Organisation], **options: Any):
        super().__init__(*args, **options)
        rows = Organisation.objects.filter(pk__in=[place.pk for place in places])
        self.fields["organisation"].queryset = rows  # type: ignore[attr-defined]


class ListingForm(forms.ModelForm):
    """The whole text; nothing is required until it is submitted."""

    modes = forms.MultipleChoiceField(
        label=_("合作方式"),
        choices=Mode.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    price_fen = YuanField(label=_("价格（元）"), required=False)
    comparison = ComparisonField(
        label=_("与现有方案对比"), help_text=_("每行一项：指标 | 本成果 | 现有最好 | 来源")
    )
    sections = (
        (_("说清楚"), ("title", "benefit", "problem", "abstract", "comparison")),
        (_("成熟度与局限"), ("trl", "trl_evidence", "limits", "economics", "applications")),
        (_("分类"), ("industry", "field", "region")),
        (_("权利与合作"), ("ip_kind", "ip_numbers", "modes", "price_kind", "price_fen", "team")),
    )

    class Meta:
        model = Listing
        fields = EDITORIAL
        help_texts = {
            "benefit": _("写进一个数字，例如：吨纱天然气单耗下降 11.6%。"),
            "trl": _("1～9 级（GB/T 22900）；4 级起写明证据。"),
            "limits": _("不写局限的成果，企业不信。"),
            "ip_numbers": _("尚未申请专利的，不要在这里公开技术细节，以免丧失新颖性。"),
        }

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["region"].queryset = Region.objects.of_city()  # type: ignore[attr-defined]
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4
        show_audience(self.fields, dict.fromkeys(EDITORIAL, EVERYBODY))

    def _post_clean(self) -> None:
        """The service checks; the row of the page stays as it is."""


class ReasonForm(forms.Form):
    """Why it is taken down."""

    reason = forms.CharField(label=_("下架原因"), max_length=300)
