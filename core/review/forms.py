"""What a reviewer sends: the opinion."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm


class OpinionForm(TaskStateCommentForm):
    """The opinion of a review; there is no review without one. Rooms say what it must cover."""

    comment = forms.CharField(
        label=_("审查意见"), max_length=1000, widget=forms.Textarea({"rows": 4})
    )
