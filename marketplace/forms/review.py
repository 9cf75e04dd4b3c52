"""What the unit and the editors send: what they confirm, their opinion, comments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.review import forms as review
from marketplace.comments import PREFIX
from marketplace.models.listing import Listing
from marketplace.models.parts import EDITORIAL


def comment_fields(widget: forms.Widget) -> dict[str, forms.Field]:
    """One for each part of the text; what is left empty says nothing."""
    return {
        f"{PREFIX}{name}": forms.CharField(
            label=Listing._meta.get_field(name).verbose_name,  # type: ignore[union-attr]
            required=False,
            max_length=1000,
            widget=widget,
        )
        for name in EDITORIAL
    }


class OpinionForm(review.OpinionForm):
    """The opinion of an achievement's review; then, part by part, what there is to mend."""

    folded = PREFIX

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields["comment"].help_text = _(
            "写明是否涉密、是否属出口管制、内容与数字是否核对；退回时写明怎么改。"
        )
        self.fields |= comment_fields(forms.TextInput({"placeholder": _("逐项意见，可不写")}))


class ConsentForm(forms.Form):
    """The unit confirms what only it knows, or says why it does not agree yet."""

    owns = forms.BooleanField(
        label=_("权属清楚"),
        required=False,
        help_text=_("本单位有权许可和转让这项成果，共有人、完成人没有异议。"),
    )
    is_open = forms.BooleanField(
        label=_("不涉密"),
        required=False,
        help_text=_("已经过保密审查，不含国家秘密和不宜公开的商业秘密。"),
    )
    is_exportable = forms.BooleanField(
        label=_("不属限制或禁止出口"),
        required=False,
        help_text=_("对照禁止出口、限制出口技术目录核对过。"),
    )
    agrees_price = forms.BooleanField(
        label=_("同意合作方式与价格"),
        required=False,
        help_text=_("本单位同意所列的合作方式和报价。"),
    )
    opinion = forms.CharField(
        label=_("单位意见"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("同意时可以不写；退回时写明原因和怎么改。"),
    )

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self.fields |= comment_fields(forms.Textarea({"rows": 2}))

    def parts(self) -> list[tuple[str, forms.BoundField]]:
        """Each part of the text by its column, with the field for what is said of it."""
        return [(name, self[f"{PREFIX}{name}"]) for name in EDITORIAL]

    def decision(self) -> list[forms.BoundField]:
        """The fields that are not about a part."""
        return [field for field in self if not field.name.startswith(PREFIX)]


class AnswerForm(forms.Form):
    """What the author says to a comment."""

    answer = forms.CharField(label=_("答复"), max_length=1000)
