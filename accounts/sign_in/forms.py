"""What a sign-up asks beside phone or e-mail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.services import consents


class PersonForm(forms.Form):
    """Name and agreement; allauth builds its sign-up form upon this."""

    name = forms.CharField(
        label=_("姓名"),
        max_length=40,
        help_text=_("请填写真实姓名，用于单位确认您的身份。"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    agree = forms.BooleanField(
        label=_("我已阅读并同意隐私政策"),
        error_messages={"required": _("须先阅读并同意隐私政策，才能注册。")},
    )

    def signup(self, request, user):
        """Log the agreement; allauth calls this once the person exists."""
        consents.give_consent(user.pk, actor=user, ip_address=request.META.get("REMOTE_ADDR"))
