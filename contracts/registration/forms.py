"""The shape of what sellers and the desk enter."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from accounts import authority
from accounts.fields import OrganisationField
from accounts.models import Organisation, User
from accounts.validators import normalise_credit_code, validate_credit_code
from contracts.codes import Cost, Kind, PartyKind, Refusal, Subkind
from contracts.models import Contract, ContractFile, ContractPerson, Party
from contracts.registration import regions
from contracts.rules import numbers, refusals
from contracts.rules.numbers import DIGITS
from core.fields import UploadField, YuanField
from core.forms import show_audience
from core.models import Region

ONLY_DESK = _("本单位、对方当事人和登记机构")
_DAY = {"type": "date"}
_CHOOSE = _("请选择")


def _subkinds() -> list[tuple[Any, Any]]:
    """Every sub-type, under its type."""
    groups: list[tuple[Any, Any]] = [("", _CHOOSE)]
    for kind in Kind:
        own = [(each.value, each.label) for each in Subkind if each.kind == kind]
        groups.append((kind.label, own))
    return groups


class PersonForm(forms.Form):
    """A colleague, and what they are to the contract."""

    user = forms.ModelChoiceField(
        label=_("同事"), queryset=User.objects.none(), empty_label=_CHOOSE
    )
    part = forms.ChoiceField(label=_("身份"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, colleagues: Any, parts: list[str], **options: Any):
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["user"].queryset = colleagues
        fields["part"].choices = [(part, ContractPerson.Part(part).label) for part in parts]
        fields["part"].initial = parts[0] if parts else None


class ContractForm(forms.ModelForm):
    """What was agreed, as the national form asks for it; the type follows from the sub-type."""

    filing = OrganisationField(
        label=_("申请登记方"),
        queryset=Organisation.objects.none(),
        empty_label=_CHOOSE,
        help_text=_("您所在的单位。"),
    )
    side = forms.ChoiceField(
        label=_("申请登记方是"),
        choices=[("seller", _("卖方")), ("buyer", _("买方"))],
        initial="seller",
        help_text=_("由卖方登记；只有技术进口合同由境内买方登记。"),
    )
    subkind = forms.ChoiceField(
        label=_("合同类别"), choices=_subkinds, help_text=_("由权利义务的内容决定，不看名称。")
    )
    amount = YuanField(
        label=_("合同成交额（元）"), required=False, help_text=_("合同约定的全部价款。")
    )
    technology_amount = YuanField(
        label=_("技术交易额（元）"),
        required=False,
        help_text=_("可以不填，由成交额减去下列费用算出；填了就会核对。"),
    )

    sections = (
        (_("双方"), ("filing", "side", "is_related_party", "is_import")),
        (
            _("合同要点"),
            ("title", "subkind", "only_funds", "summary", "signed_on", "valid_from", "valid_to"),
        ),
        (_("金额与付款"), ("amount", "technology_amount", "payment_mode")),
        (_("分类码"), ("field", "objective", "buyer_section", "plan")),
        (
            _("知识产权"),
            (
                "ip_kind",
                "patent_number",
                "patent_holder",
                "patent_filed_on",
                "patent_expires_on",
                "patent_status",
            ),
        ),
    )

    class Meta:
        model = Contract
        fields = (
            "title",
            "summary",
            "signed_on",
            "valid_from",
            "valid_to",
            "payment_mode",
            "is_related_party",
            "is_import",
            "only_funds",
            "field",
            "plan",
            "objective",
            "buyer_section",
            "ip_kind",
            "patent_number",
            "patent_holder",
            "patent_filed_on",
            "patent_expires_on",
            "patent_status",
        )
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 4}),
            **{
                name: forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
                for name in (
                    "signed_on",
                    "valid_from",
                    "valid_to",
                    "patent_filed_on",
                    "patent_expires_on",
                )
            },
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        places = [place.pk for place in authority.civil_places(user)]
        mine = Organisation.objects.filter(pk__in=places)
        self.fields["filing"].queryset = mine  # type: ignore[attr-defined]
        self.fields["filing"].initial = mine.first()
        for field in self.fields.values():
            if isinstance(field, forms.TypedChoiceField):
                choices: Any = field.choices
                field.choices = [(key, label if key else _CHOOSE) for key, label in choices]
        self.fields["summary"].help_text = _("标的、要达到的指标和验收方式。不得写入涉密内容。")
        if self.instance.pk:
            del self.fields["filing"], self.fields["side"]
        show_audience(self.fields, {"summary": ONLY_DESK})

    def facts(self) -> dict[str, Any]:
        """What the services take."""
        facts = {name: self.cleaned_data[name] for name in self.Meta.fields}
        subkind = Subkind(self.cleaned_data["subkind"])
        return {
            **facts,
            "subkind": subkind,
            "kind": subkind.kind,
            "amount_fen": self.cleaned_data["amount"] or 0,
        }


class PartyForm(forms.Form):
    """Another party: the code alone where the organisation is in the register."""

    side = forms.ChoiceField(label=_("身份"), choices=Party.Side.choices, initial="buyer")
    credit_code = forms.CharField(
        label=_("统一社会信用代码"),
        required=False,
        max_length=40,
        help_text=_("在册单位只填代码，其余自动带入。"),
    )
    name = forms.CharField(label=_("名称"), required=False, max_length=100)
    kind_code = forms.ChoiceField(
        label=_("性质"), required=False, choices=[("", _CHOOSE), *PartyKind.choices]
    )
    region = forms.ChoiceField(label=_("所在地区"), required=False, choices=regions.choices)

    def clean_credit_code(self) -> str:
        code = normalise_credit_code(self.cleaned_data["credit_code"])
        if code:
            validate_credit_code(code)
        return code

    def clean_region(self) -> Region | None:
        return Region.objects.filter(pk=self.cleaned_data["region"]).first()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        code = data["credit_code"]
        data["organisation"] = (
            Organisation.objects.confirmed().filter(code=code).first() if code else None
        )
        if data["organisation"] is None:
            for name in ("name", "kind_code", "region"):
                if not data.get(name):
                    self.add_error(name, _("这家单位不在册，请填写。"))
        return data

    def facts(self) -> dict[str, Any]:
        """What `Party` takes; a registered organisation brings the rest itself."""
        names = ("side", "credit_code", "name", "kind_code", "region", "organisation")
        return {name: self.cleaned_data[name] for name in names}


class CostForm(forms.Form):
    """An item of the price that is not for technology."""

    # The empty choice: a browser sends the first one, and a row left alone would look begun.
    kind = forms.ChoiceField(label=_("类别"), choices=[("", _CHOOSE), *Cost.choices])
    label = forms.CharField(label=_("名称"), max_length=100)
    amount = YuanField(label=_("金额（元）"), min_fen=1)

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"kind": data["kind"], "label": data["label"], "amount_fen": data["amount"]}


PartyFormSet = forms.formset_factory(PartyForm, extra=1, max_num=8, can_delete=True)
CostFormSet = forms.formset_factory(CostForm, extra=2, max_num=20, can_delete=True)


def given(formset: Any) -> list[dict[str, Any]]:
    """The rows that were filled in and not struck out.

    The formset was bound without what stands already: a row that was only left as it is must
    not look untouched, or it would be lost.
    """
    return [
        form.facts()
        for form in formset
        if form.has_changed() and not form.cleaned_data.get("DELETE")
    ]


class FileForm(forms.Form):
    """A paper of the contract."""

    kind = forms.ChoiceField(label=_("材料"), choices=ContractFile.Kind.choices)
    file = UploadField(
        label=_("文件"),
        help_text=_("PDF、JPG、PNG 或 Word（docx），不超过 20 MB。合同文本须双方签章。"),
    )
    no_secret = forms.BooleanField(
        label=_("该材料不涉及国家秘密"),
        help_text=_("涉密合同不得上传，请携纸质材料到登记机构办理。"),
    )


class ReturnForm(forms.Form):
    """What has to be put right."""

    items = forms.CharField(
        label=_("需补正的内容"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("一次告知全部内容，逐项写明。"),
    )


class OpinionForm(forms.Form):
    """An opinion that may be empty."""

    text = forms.CharField(
        label=_("意见"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class BackForm(forms.Form):
    """Why a reviewer does not follow."""

    text = forms.CharField(
        label=_("退回认定的理由"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class RefusalForm(forms.Form):
    """不予登记: the ground, its article, and the words the seller reads."""

    code = forms.ChoiceField(label=_("不予登记理由"), choices=Refusal.choices)
    article = forms.CharField(
        label=_("依据条款"),
        max_length=200,
        required=False,
        help_text=_("理由后面已列依据的可以不填；没有列的，请从现行办法原文填写条款。"),
    )
    text = forms.CharField(
        label=_("理由说明"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, version: str, **options: Any):
        super().__init__(*args, **options)
        self.fields["code"].choices = [  # type: ignore[attr-defined]
            (each.value, _with_article(each, version)) for each in Refusal
        ]


def _with_article(ground: Refusal, version: str) -> str:
    article = refusals.article(version, ground)
    name = f"{ground.value} {ground.label}"
    return f"{name}（{article}）" if article else name


class NumberForm(forms.Form):
    """What the national system gave; a number of an unexpected shape has to be checked."""

    national_number = forms.CharField(
        label=_("合同登记编号"),
        max_length=16,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    registered_on = forms.DateField(
        label=_("国家系统登记日期"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )
    is_number_checked = forms.BooleanField(label=_("编号已与全国系统核对无误"), required=False)

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        typed = str(self.data.get(self.add_prefix("national_number"), ""))
        if not (DIGITS.fullmatch(typed) and numbers.doubt(typed)):
            del self.fields["is_number_checked"]


class VerifyForm(forms.Form):
    """What stands on a paper."""

    number = forms.CharField(
        label=_("合同登记编号"),
        max_length=16,
        validators=[
            RegexValidator(r"\A[A-Za-z0-9-]+\Z", _("编号只有数字、字母和连字符，请照证书填写。"))
        ],
    )


class CodeForm(forms.Form):
    """The code that stands on the paper alone."""

    code = forms.CharField(
        label=_("核验码"),
        max_length=16,
        error_messages={"wrong": _("核验码不符，请对照核验单。")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
