"""What a firm and the desk write of a need."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.fields import OrganisationField
from accounts.models import Organisation
from core.classifications import Industry
from core.forms import show_audience
from core.models import Region
from marketplace import permissions
from marketplace.forms.budget import BudgetField

DESK = _("只有您和所在县区、科室的工作人员")
PUBLIC = _("默认不公开；您确认后才公开")
FIRM = _("您、所在县区和科室")
EVERYBODY = _("企业确认后所有人")


def _long(label: Any, *, required: bool = True, rows: int = 4, most: int = 2000, hint: Any = ""):
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        help_text=hint,
        widget=forms.Textarea({"rows": rows}),
    )


class NeedForm(forms.Form):
    """A problem, from a phone, in three minutes."""

    problem = _long(
        _("现在遇到什么问题"),
        rows=5,
        hint=_("用自己的话说，例如：拉丝断头多，一台炉子一天断 40 次。"),
    )
    tried = _long(_("试过什么办法"), required=False, rows=3)
    wanted_by = forms.DateField(
        label=_("希望什么时候解决"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    budget_fen = BudgetField(
        label=_("预算"),
        required=False,
        help_text=_("例如 30 万元，或 30～50 万元；没有可不填，或选面议。"),
    )
    photo = forms.FileField(
        label=_("照片"),
        required=False,
        help_text=_("现场或样品，JPG、PNG，不超过 10 MB；拍摄地点等信息会自动去掉。"),
        widget=forms.ClearableFileInput({"accept": "image/jpeg,image/png,image/webp"}),
    )
    contact = forms.CharField(
        label=_("怎么称呼您"), max_length=40, widget=forms.TextInput({"autocomplete": "name"})
    )
    organisation = OrganisationField(
        label=_("单位"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("不以单位名义"),
    )
    company = forms.CharField(
        label=_("企业名称"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    region = forms.ModelChoiceField(
        label=_("企业所在地区"), queryset=Region.objects.none(), empty_label=_("请选择")
    )
    is_name_hidden = forms.BooleanField(label=_("不公开企业名称"), required=False, initial=True)
    is_declared_open = forms.BooleanField(
        label=_("以上内容不涉及国家秘密"), help_text=_("涉密的问题请线下联系主管部门。")
    )
    sections = (
        (_("难题"), ("problem", "tried", "photo")),
        (_("时间与预算"), ("wanted_by", "budget_fen")),
        (_("怎么联系您"), ("contact", "organisation", "company", "region", "is_name_hidden")),
        ("", ("is_declared_open",)),
    )

    def __init__(self, *args: Any, user: Any, **options: Any):
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["region"].queryset = Region.objects.of_city()
        places = [place.pk for place in permissions.places_to_ask(user)]
        if places:
            fields["organisation"].queryset = Organisation.objects.filter(pk__in=places)
            fields["organisation"].initial = places[0]
            del fields["company"]
        else:
            del fields["organisation"]
        private = dict.fromkeys(("problem", "tried", "photo", "contact", "region"), DESK)
        private |= dict.fromkeys(("wanted_by", "budget_fen"), DESK)
        private |= dict.fromkeys({"organisation", "company"} & {*fields}, PUBLIC)
        show_audience(fields, private)

    def clean_budget_fen(self) -> int | None:
        budget = self.cleaned_data["budget_fen"]
        self.cleaned_data["budget_from_fen"] = budget.least_fen if budget else None
        return budget.most_fen if budget else None

    def clean_wanted_by(self) -> Any:
        day = self.cleaned_data["wanted_by"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("请填写今天以后的日期。"))
        return day


class CallForm(forms.Form):
    """A call to the firm."""

    is_reached = forms.TypedChoiceField(
        label=_("结果"),
        choices=[("1", _("联系上了")), ("0", _("没有联系上"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    note = _long(_("通话记录"), rows=3, most=1000)

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        show_audience(self.fields, {"note": _("所在县区和科室")})


class RefineForm(forms.Form):
    """The desk's two texts."""

    title = forms.CharField(label=_("需求名称"), max_length=60)
    industry = forms.ChoiceField(label=_("行业"), choices=[("", "—"), *Industry.choices])
    refined = _long(
        _("提炼稿"),
        rows=7,
        most=4000,
        hint=_("现状、目标、约束、试过什么；给企业和拟推荐的专家看。"),
    )
    target = forms.CharField(
        label=_("指标"),
        max_length=200,
        required=False,
        help_text=_("例如：断头率由每天 40 次降到 10 次以下。"),
    )
    public_text = _long(
        _("公开稿"),
        rows=6,
        most=3000,
        hint=_("不写企业名称、电话、配方和工艺参数；名称和指标也一并公开。"),
    )
    english_summary = forms.CharField(
        label=_("英文一句话"),
        max_length=200,
        required=False,
        help_text=_("给英文页面的读者看，例如：Cut fibre breaks when drawing glass yarn."),
    )
    is_cleared = forms.BooleanField(
        label=_("我已审查：公开稿不涉密，不含个人信息和商业秘密"), required=False
    )

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        audience = dict.fromkeys(
            ("title", "industry", "target", "public_text", "english_summary"), EVERYBODY
        )
        show_audience(self.fields, audience | {"refined": FIRM})


class ConfirmForm(forms.Form):
    """The firm's word on both texts."""

    may_publish = forms.TypedChoiceField(
        label=_("公开稿"),
        choices=[("1", _("同意公开")), ("0", _("不公开，只定向对接"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class RemarkForm(forms.Form):
    """What is wrong with the text."""

    remark = _long(_("哪里不对"), rows=4, most=1000)

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        show_audience(self.fields, {"remark": FIRM})


class OutcomeForm(forms.Form):
    """How it ended."""

    outcome = _long(_("结果"), rows=4, most=1000)

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        show_audience(self.fields, {"outcome": FIRM})


class TakeDownForm(forms.Form):
    """Why a public text leaves the site."""

    reason = _long(
        _("撤下原因"),
        rows=4,
        most=1000,
        hint=_("写给企业看：哪里不宜公开、要怎么改。请不要重复涉密或个人信息的内容。"),
    )

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        show_audience(self.fields, {"reason": FIRM})
