"""What is entered to conclude or end a confidentiality agreement."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import show_audience

BOTH = _("成果方、咨询人")


class SignForm(forms.Form):
    """Who signs, and that they may."""

    signatory = forms.CharField(label=_("签署人姓名"), max_length=40)
    signatory_post = forms.CharField(label=_("签署人职务"), max_length=40)
    is_authorised = forms.BooleanField(
        label=_("我是本单位的法定代表人，或已获授权签署，已阅读并同意协议全文")
    )

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        show_audience(self.fields, dict.fromkeys(("signatory", "signatory_post"), BOTH))


class CopyForm(SignForm):
    """A copy under the firm's seal."""

    copy = forms.FileField(
        label=_("盖章件"), help_text=_("打印协议全文，盖章后扫描；PDF、JPG 或 PNG，不超过 20 MB。")
    )
    field_order = ("copy", "signatory", "signatory_post", "is_authorised")


class WhyForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("原因"), max_length=300, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        show_audience(self.fields, {"reason": BOTH})
