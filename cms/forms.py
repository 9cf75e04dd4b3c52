"""What editors send: the opinion of a review."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm


class OpinionForm(TaskStateCommentForm):
    """The opinion of a release review; there is no review without one."""

    comment = forms.CharField(
        label=_("审查意见"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("写明是否涉密、是否含个人信息或商业秘密、来源与数字是否核对。"),
    )
