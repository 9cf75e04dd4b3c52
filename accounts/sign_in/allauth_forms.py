"""allauth's forms with what we need different; apart, as allauth imports `forms` from within."""

from allauth.account.forms import LoginForm, SignupForm
from django import forms
from django.utils.translation import gettext_lazy as _


class PasswordLoginForm(LoginForm):
    """Sign-in by password, the third way; allauth drops the field as sign-up asks for none."""

    def _setup_password_field(self):
        self.fields["login"].label = _("手机号码或邮箱")
        self.fields["login"].widget.attrs = {"autocomplete": "username"}
        self.fields["password"].label = _("密码")
        self.fields["password"].help_text = ""


class SignUpForm(SignupForm):
    """Sign-up by phone or by e-mail, one of the two: each is then proved by its code."""

    field_order = ("name", "phone", "email", "agree")

    def __init__(self, *args, **kwargs):  # allauth's own signature
        super().__init__(*args, **kwargs)
        for name in ("phone", "email"):
            self.fields[name].required = False
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields["email"].label = _("邮箱")
        self.fields["phone"].help_text = _("手机号码与邮箱填一项即可，验证码发到所填的一项。")

    def clean(self):
        cleaned = super().clean()
        given = [name for name in ("phone", "email") if cleaned.get(name)]
        if len(given) != 1 and not {"phone", "email"} & set(self.errors):
            raise forms.ValidationError(_("请填写手机号码或邮箱，二者填一项。"))
        return cleaned
