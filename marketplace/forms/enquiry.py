"""What the two sides of an enquiry write."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.forms import show_audience

BOTH = _("成果方、咨询人")


class MessageForm(forms.Form):
    """One thing said."""

    text = forms.CharField(label=_("内容"), max_length=2000, widget=forms.Textarea({"rows": 5}))

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        show_audience(self.fields, {"text": BOTH})


class AskForm(MessageForm):
    """A first question, in the name of one of the asker's organisations."""

    organisation = forms.ModelChoiceField(
        label=_("以哪家单位的名义"), queryset=Organisation.objects.none(), empty_label=None
    )
    field_order = ["organisation", "text"]

    def __init__(self, *args: Any, places: list[Organisation], **options: Any):
        super().__init__(*args, **options)
        rows = Organisation.objects.filter(pk__in=[place.pk for place in places])
        self.fields["organisation"].queryset = rows  # type: ignore[attr-defined]
        if len(places) == 1:
            self.fields["organisation"].initial = places[0]
            self.fields["organisation"].widget = forms.HiddenInput()
