"""What editors send: the opinion of a review."""

from django.utils.translation import gettext_lazy as _

from core.review import forms


class OpinionForm(forms.OpinionForm):
    """The opinion of a page's release review."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["comment"].help_text = _(
            "写明是否涉密、是否含个人信息或商业秘密、来源与数字是否核对。"
        )
