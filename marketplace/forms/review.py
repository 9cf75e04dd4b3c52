"""What an editor sends: the opinion of a review."""

from django.utils.translation import gettext_lazy as _

from core.review import forms


class OpinionForm(forms.OpinionForm):
    """The opinion of an achievement's review."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["comment"].help_text = _(
            "写明是否涉密、是否属出口管制、内容与数字是否核对；退回时写明怎么改。"
        )
