"""What brokers enter; a move's form asks just what the target stage asks."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.fields import OrganisationField
from accounts.forms import choose_among
from accounts.models import Organisation, User
from brokers import gates
from brokers.models import Deal, Kind, LostReason, PriceWay
from core.fields import UploadField, YuanField
from core.forms import show_audience
from marketplace.models import Listing

OWN = _("本机构经办人和负责人")
SIDES = _("双方、本机构；达成意向后还有科室和县区")


def date_input() -> forms.DateInput:
    """The browser's own calendar, which takes what stands there in one form alone."""
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


def day(label: Any, **options: Any) -> forms.DateField:
    """A day that somebody enters."""
    return forms.DateField(label=label, widget=date_input(), **options)


PAPER_HINT = _("PDF、JPG、PNG 或 Word（docx），不超过 20 MB；涉密文件请勿上传。")
FIELDS: dict[str, Any] = {
    "buyer_on": day,
    "seller_on": day,
    "happened_on": day,
    "text": lambda label, **options: forms.CharField(
        label=label, max_length=4000, widget=forms.Textarea({"rows": 4}), **options
    ),
    "price_low_fen": lambda label, **options: YuanField(label=label, **options),
    "price_high_fen": lambda label, **options: YuanField(label=label, **options),
    "amount_fen": lambda label, **options: YuanField(label=label, **options),
    "price_way": lambda label, **options: forms.ChoiceField(
        label=label, choices=[("", "—"), *PriceWay.choices], **options
    ),
    "kind": lambda label, **options: forms.ChoiceField(
        label=label, choices=[("", "—"), *Kind.choices], **options
    ),
    "file": lambda label, **options: UploadField(label=label, help_text=PAPER_HINT, **options),
}


class EvidenceForm(forms.Form):
    """Just the fields that a stage asks, with what the deal knows already filled in."""

    def __init__(self, *args: Any, deal: Deal, stage: str, **options: Any):
        super().__init__(*args, **options)
        for names, required in ((gates.ASKS[stage], True), (gates.MAY_ADD[stage], False)):
            for name in names:
                field = FIELDS[name](gates.label(stage, name), required=required)
                if hasattr(deal, name):
                    field.initial = getattr(deal, name)
                self.fields[name] = field
        show_audience(self.fields, dict.fromkeys({"text", "file"} & self.fields.keys(), SIDES))


class ReasonForm(forms.Form):
    """Why a deal goes back or is put aside."""

    text = forms.CharField(label=_("原因"), max_length=500, widget=forms.Textarea({"rows": 3}))


class LoseForm(forms.Form):
    """Why nothing came of it."""

    reason = forms.ChoiceField(
        label=_("失败原因"), choices=LostReason, widget=forms.RadioSelect, required=True
    )
    text = forms.CharField(
        label=_("说明"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("选“其他”时必填。"),
    )

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        show_audience(self.fields, {"reason": _("双方、本机构"), "text": OWN})


class NoteForm(forms.Form):
    """One line, and what comes next."""

    text = forms.CharField(
        label=_("进展"),
        max_length=500,
        widget=forms.Textarea({"rows": 2, "placeholder": _("今天电话沟通…")}),
    )
    next_step = forms.CharField(label=_("下一步"), max_length=100, required=False)
    next_step_on = day(_("下一步日期"), required=False)

    def __init__(self, *args: Any, **options: Any):
        # A move's form stands on the same page and has a text too.
        options["auto_id"] = "note_%s"
        super().__init__(*args, **options)
        show_audience(self.fields, {"text": OWN})


class HandOverForm(forms.Form):
    """Who carries the deal from now on."""

    broker = forms.ModelChoiceField(label=_("移交给"), queryset=User.objects.none())

    def __init__(self, *args: Any, brokers: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["broker"].queryset = brokers  # type: ignore[attr-defined]


class AgencyForm(forms.Form):
    """For which of the broker's agencies; asked only of who has several."""

    agency = OrganisationField(
        label=_("所属机构"), queryset=Organisation.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, agencies: list[Organisation], **options: Any):
        super().__init__(*args, **options)
        choose_among(self.fields, "agency", agencies)


class DealForm(forms.ModelForm):
    """What is known of a deal."""

    amount_fen = YuanField(label=_("预计金额（元）"), required=False)

    class Meta:
        model = Deal
        fields = (
            "title",
            "buyer",
            "buyer_name",
            "listing",
            "seller",
            "amount_fen",
            "kind",
            "expected_on",
        )
        widgets = {"expected_on": date_input()}

    def __init__(self, *args: Any, user: Any, **options: Any):
        super().__init__(*args, **options)
        standing = Organisation.objects.confirmed().order_by("name")
        for name in ("buyer", "seller"):
            self.fields[name].queryset = standing  # type: ignore[attr-defined]
        public = Listing.objects.visible_to(user).public()
        self.fields["listing"].queryset = public.order_by("title")  # type: ignore[attr-defined]
        self.fields["buyer_name"].required = False
        if self.instance.enquiry_id:
            for name in ("buyer", "buyer_name", "listing", "seller"):
                del self.fields[name]
        show_audience(self.fields, {"title": OWN, "amount_fen": OWN})

    def clean(self) -> dict[str, Any]:
        """A buyer by its entry or by name; the seller of a listing is whose it is."""
        facts = super().clean() or {}
        if "buyer" not in self.fields:
            return facts
        if not facts.get("buyer") and not facts.get("buyer_name"):
            self.add_error("buyer_name", ValidationError(_("请选定买方，或写下它的名称。")))
        listing = facts.get("listing")
        if listing and not facts.get("seller"):
            facts["seller"] = listing.organisation
        if listing and facts.get("seller") != listing.organisation:
            self.add_error("seller", ValidationError(_("卖方须是成果所属的单位。")))
        return facts

    def _post_clean(self) -> None:
        """The service checks the row; here it must stay as it is in the database."""
