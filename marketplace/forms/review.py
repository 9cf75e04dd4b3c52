"""What an editor sends: the opinion of a review."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm


class OpinionForm(TaskStateCommentForm):
    """The opinion of a review; there is no review without one."""

    comment = forms.CharField(
        label=_("审查意见"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("写明是否涉密、是否属出口管制、内容与数字是否核对；退回时写明怎么改。"),
    )
