"""What an owner writes of an achievement."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import OrganisationField
from accounts.models import Organisation
from core import drafts
from core.fields import YuanField
from core.forms import show_audience
from core.models import Draft, Region
from marketplace import saying
from marketplace.forms.tables import TableField
from marketplace.models import IpKind, Listing, Mode, RightStatus, shapes
from marketplace.models.parts import EDITORIAL

EVERYBODY = _("公开后所有人")
AUDIENCES = {"restricted_details": _("审查人员，以及签署保密协议后的单位")}
LABELS = {field.name: field.verbose_name for field in Listing._meta.concrete_fields}


class KeywordsField(forms.Field):
    """A few words, parted by blanks, commas or 、."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> list[str]:
        return [word for word in re.split(r"[\s,，、;；]+", value or "") if word]

    def prepare_value(self, value: Any) -> Any:
        return "、".join(value) if isinstance(value, list) else value


def _texts(*heads: Any) -> dict[str, forms.Field]:
    return {
        name: forms.CharField(label=label)
        for name, label in zip(shapes.COMPARISON, heads, strict=True)
    }


def _choice(label: Any, choices: Any) -> forms.Field:
    return forms.ChoiceField(label=label, choices=[("", "—"), *choices.choices])


class BeginForm(forms.Form):
    """Before anything is written: for whom, and that it may be written here at all."""

    organisation = OrganisationField(
        label=_("成果单位"), queryset=Organisation.objects.none(), empty_label=None
    )
    is_declared_open = forms.BooleanField(
        label=_("我声明：这项成果不涉及国家秘密，也不属于限制或禁止出口的技术。"),
        required=False,
        help_text=_(
            "涉密成果的转化按国家保密规定线下办理（促进科技成果转化法、保守国家秘密法）。"
        ),
    )

    source = forms.CharField(
        label=_("从编号或现有文字开始"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_(
            "可以不填。粘贴专利号、软件著作权登记号，或成果简介、专利摘要的文字，认得出的会填进草稿。"
            "系统不查询专利库，填好后请逐项核对。"
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
    price_fen = YuanField(label=_("价格或底价（元）"), required=False)
    price_from_fen = YuanField(label=_("价格下限（元）"), required=False)
    price_to_fen = YuanField(label=_("价格上限（元）"), required=False)
    comparison = TableField(_texts(*saying.HEADS["comparison"]), as_lists=True)
    keywords = KeywordsField(required=False, help_text=_("最多 5 个，用顿号或空格隔开。"))
    rights = TableField(
        {
            "kind": _choice(_("类型"), IpKind),
            "number": forms.CharField(label=_("号码")),
            "holder": forms.CharField(label=_("权利人")),
            "status": _choice(_("状态"), RightStatus),
            "until": forms.CharField(
                label=_("有效期至"), widget=forms.DateInput({"type": "date"})
            ),
        },
        help_text=_("还没有申请的，状态选“拟申请”。没有知识产权的，类型选“未涉及知识产权”。"),
    )
    sections = (
        (_("先写必填的：是什么"), ("title", "benefit", "problem", "abstract")),
        (_("先写必填的：到哪一步"), ("trl", "trl_evidence", "limits")),
        (_("先写必填的：归哪一类"), ("industry", "field", "region")),
        (_("先写必填的：权利与合作"), ("rights", "modes")),
        (_("对比与应用"), ("comparison", "economics", "applications", "keywords")),
        (_("保密内容"), ("restricted_details",)),
        (_("中试"), ("pilot", "pilot_note")),
        (_("权属"), ("ownership", "ownership_note")),
        (_("价格"), ("price_kind", "price_fen", "price_from_fen", "price_to_fen")),
        (_("挂牌或拍卖"), ("sale_venue", "sale_notice", "sale_confirmation")),
        (_("团队与编号"), ("team", "registration_number", "provincial_number")),
    )

    class Meta:
        model = Listing
        fields = [name for name in EDITORIAL if name != "attachments"]
        help_texts = {
            "restricted_details": _(
                "还没有申请专利的细节、配方和参数写在这里：公开细节会使发明丧失新颖性。"
            ),
            "benefit": _("写进一个数字，例如：吨纱天然气单耗下降 11.6%。"),
            "trl": _("1～9 级（GB/T 22900）；4 级起写明证据。"),
            "limits": _("不写局限的成果，企业不信。"),
            "sale_venue": _("挂牌和拍卖在有资质的交易机构进行，这里只作记录。"),
            "registration_number": _("在科技成果登记机构登记过的，填写登记号。"),
            "provincial_number": _("在省级技术交易市场发布过的，填写其编号。"),
        }

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["region"].queryset = Region.objects.of_city()  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if isinstance(field, TableField | KeywordsField):
                field.label = LABELS[name]
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 4
        show_audience(self.fields, {name: AUDIENCES.get(name, EVERYBODY) for name in self.fields})

    def _post_clean(self) -> None:
        """The service checks; the row of the page stays as it is."""

    @classmethod
    def typed(cls, draft: Draft) -> dict[str, Any]:
        """What an autosaved draft holds for this form, its tables as rows."""
        return drafts.initial(draft, cls.base_fields)


class ReasonForm(forms.Form):
    """Why it is taken down."""

    reason = forms.CharField(label=_("下架原因"), max_length=300)
