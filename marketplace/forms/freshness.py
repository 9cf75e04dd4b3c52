"""What an owner says of an offer without a new text."""

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.models import Availability


class AvailabilityForm(forms.Form):
    """Whether it can still be had."""

    availability = forms.ChoiceField(
        label=_("转让状态"), choices=Availability.choices, widget=forms.RadioSelect
    )
