"""What the two sides of an answer to a need write."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import OrganisationField
from accounts.forms import choose_among
from accounts.models import Organisation
from core.forms import show_audience
from marketplace.models import Listing, Offer

READERS = _("企业、所在县区和科室")
BOTH = _("企业、应答人、所在县区和科室")


class OfferForm(forms.Form):
    """How the need could be solved, perhaps by an achievement of one's own."""

    organisation = OrganisationField(
        label=_("以哪家单位的名义"), queryset=Organisation.objects.none(), empty_label=None
    )
    text = forms.CharField(
        label=_("解决思路"),
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("用什么办法、做到过什么指标、还需要知道什么。不要写技术秘密。"),
    )
    listing = forms.ModelChoiceField(
        label=_("对应的成果"),
        queryset=Listing.objects.none(),
        required=False,
        empty_label=_("没有发布的成果"),
    )

    def __init__(self, *args: Any, places: list[Organisation], **options: Any):
        super().__init__(*args, **options)
        fields: Any = self.fields
        choose_among(fields, "organisation", places)
        own = Listing.objects.public().filter(organisation__in=places)
        if own.exists():
            fields["listing"].queryset = own.order_by("title")
        else:
            del fields["listing"]
        show_audience(fields, {"text": READERS})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        listing, place = cleaned.get("listing"), cleaned.get("organisation")
        if listing and place and listing.organisation_id != place.pk:
            self.add_error("listing", _("请选这家单位自己的成果。"))
        return cleaned


class AcceptForm(forms.Form):
    """A word with the firm's yes."""

    answer = forms.CharField(
        label=_("想先谈什么"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        show_audience(self.fields, {"answer": BOTH})


class DeclineOfferForm(forms.Form):
    """Why not."""

    reason = forms.ChoiceField(
        label=_("理由"), choices=Offer.Reason.choices, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=_("说明"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        show_audience(self.fields, dict.fromkeys(self.fields, BOTH))
