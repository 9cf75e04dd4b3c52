"""What the two sides of an enquiry write."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import OrganisationField
from accounts.forms import choose_among
from accounts.models import Organisation
from core.forms import show_audience
from marketplace.models import Enquiry
from marketplace.models.parts import ReportOutcome

BOTH = _("成果方、咨询人")
TIMES = ("first_time", "second_time", "third_time")


class _TimesForm(forms.Form):
    """Up to three times, each by the browser's own calendar."""

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        for number, name in enumerate(TIMES, 1):
            self.fields[name] = forms.DateTimeField(
                label=_("时间 %(n)d") % {"n": number},
                required=False,
                input_formats=["%Y-%m-%dT%H:%M"],
                widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M"),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["times"] = [time for name in TIMES if (time := cleaned.pop(name, None))]
        return cleaned


class TimesForm(_TimesForm):
    """Other times."""


class MessageForm(forms.Form):
    """One thing said."""

    text = forms.CharField(label=_("内容"), max_length=2000, widget=forms.Textarea({"rows": 5}))

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        show_audience(self.fields, {"text": BOTH})


class PublicAnswerForm(MessageForm):
    """The owner's answer to a public question that has none yet, unless it is kept private."""

    is_private = forms.BooleanField(
        label=_("仅咨询人可见"),
        required=False,
        help_text=_("选中后这条不公开；以后仍可另作公开答复。"),
    )

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        show_audience(self.fields, {"text": _("所有人，除非选“仅咨询人可见”")})
        self.fields["text"].help_text = _(
            "这是公开提问：问题和这次答复将一同在成果页面公开，任何人都能看到，"
            "页面不显示咨询人及其单位；请不要写联系方式。"
        )


class FurtherForm(_TimesForm, MessageForm):
    """A question, a meeting or a request for what is confidential, said by the asker."""

    def __init__(self, *args: Any, kind: str, **options: Any):
        super().__init__(*args, **options)
        fields: Any = self.fields
        if kind == Enquiry.Kind.MEETING:
            fields["text"].label = _("想谈什么")
            fields["first_time"].required = True
        else:
            for name in TIMES:
                del fields[name]
        if kind == Enquiry.Kind.DISCLOSURE:
            fields["text"].label = _("需要哪些资料，做什么用")


class AskForm(FurtherForm):
    """The first of these, in the name of one of the asker's organisations."""

    organisation = OrganisationField(
        label=_("以哪家单位的名义"), queryset=Organisation.objects.none(), empty_label=None
    )
    is_public = forms.BooleanField(
        label=_("公开提问"),
        required=False,
        help_text=_(
            "成果方公开答复后，问题和这次答复在成果页面公开，不显示您的单位；请不要写联系方式。"
        ),
    )
    field_order = ("organisation", "text", "is_public", *TIMES)

    def __init__(self, *args: Any, places: list[Organisation], kind: str, **options: Any):
        super().__init__(*args, kind=kind, **options)
        fields: Any = self.fields
        choose_among(fields, "organisation", places)
        if kind != Enquiry.Kind.QUESTION:
            del fields["is_public"]
        self.order_fields(self.field_order)


class ReportForm(forms.Form):
    """What the bureau should know."""

    text = forms.CharField(label=_("说明"), max_length=1000, widget=forms.Textarea({"rows": 4}))
    is_blocked = forms.BooleanField(label=_("屏蔽这家单位，不再接受其咨询"), required=False)

    def __init__(self, *args: Any, is_owner: bool, **options: Any):
        super().__init__(*args, **options)
        if not is_owner:
            del self.fields["is_blocked"]
        show_audience(self.fields, {"text": _("您和科室")})


class CloseReportForm(forms.Form):
    """What the bureau found."""

    outcome = forms.ChoiceField(
        label=_("处理结果"), choices=ReportOutcome.choices, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=_("处理说明"), max_length=1000, widget=forms.Textarea({"rows": 4})
    )

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        show_audience(self.fields, dict.fromkeys(self.fields, _("举报人和科室")))


class DeclineForm(forms.Form):
    """Why not."""

    reason = forms.ChoiceField(
        label=_("理由"), choices=Enquiry.Reason.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("说明"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        show_audience(self.fields, dict.fromkeys(self.fields, BOTH))
