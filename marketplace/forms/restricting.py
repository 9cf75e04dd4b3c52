"""Which sentences go where only a few read them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace import passages


class RestrictForm(forms.Form):
    """Sentences of an abstract; ``base`` is the text that they were counted in."""

    chosen = forms.TypedMultipleChoiceField(
        label=_("移到“保密内容”的句子"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "is-stacked"}),
        help_text=_("配方、工艺参数和结构细节应移走；效果和用途可以留在简介里。"),
    )
    base = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, abstract: str, **options: Any):
        super().__init__(*args, **options)
        said = passages.sentences(abstract)
        self.fields["chosen"].choices = [*enumerate(said)]  # type: ignore[attr-defined]
