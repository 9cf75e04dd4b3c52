"""What a reviewer sends: the opinion."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm


class OpinionForm(TaskStateCommentForm):
    """The opinion of a review; there is no review without one. Rooms say what it must cover.

    Fields whose names begin with ``folded`` may stay empty and are shown when they are asked for.
    """

    folded = ""

    comment = forms.CharField(
        label=_("审查意见"), max_length=1000, widget=forms.Textarea({"rows": 4})
    )

    def shown_fields(self) -> list[forms.BoundField]:
        return [field for field in self if not self._is_folded(field)]

    def folded_fields(self) -> list[forms.BoundField]:
        return [field for field in self if self._is_folded(field)]

    def _is_folded(self, field: forms.BoundField) -> bool:
        return bool(self.folded) and field.name.startswith(self.folded)
