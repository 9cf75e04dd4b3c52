"""allauth's forms with what we need different; apart, as allauth imports `forms` from within."""

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.webauthn import forms as passkey
from django import forms
from django.utils.translation import gettext_lazy as _


class PasswordLoginForm(account.LoginForm):
    """Sign-in by password, the third way; allauth drops the field as sign-up asks for none."""

    def _setup_password_field(self):
        self.fields["login"].label = _("手机号码或邮箱")
        self.fields["login"].widget.attrs = {"autocomplete": "username"}
        self.fields["password"].label = _("密码")
        self.fields["password"].help_text = ""


class SignUpForm(account.SignupForm):
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


class _CodeForm(forms.Form):
    """A form that asks for six digits, or for a recovery code, which is longer."""

    def __init__(self, *args, **kwargs):  # allauth's own signature
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("验证码")
        self.fields["code"].widget.attrs |= {"placeholder": "", "inputmode": "numeric"}


class SignInCodeForm(_CodeForm, account.ConfirmLoginCodeForm):
    pass


class PhoneCodeForm(_CodeForm, account.VerifyPhoneForm):
    pass


class EmailCodeForm(_CodeForm, account.ConfirmEmailVerificationCodeForm):
    pass


class SecondFactorForm(_CodeForm, factor.AuthenticateForm):
    pass


class SecondFactorAgainForm(_CodeForm, factor.ReauthenticateForm):
    pass


class ChangeEmailForm(account.ChangeEmailForm):
    def __init__(self, *args, **kwargs):  # allauth's own signature
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("新邮箱")
        self.fields["email"].widget.attrs.pop("placeholder", None)


class ChangePhoneForm(account.ChangePhoneForm):
    def __init__(self, *args, **kwargs):  # allauth's own signature
        super().__init__(*args, **kwargs)
        self.fields["phone"].label = _("新手机号码")


class AddPasskeyForm(passkey.AddWebAuthnForm):
    """Names the key, so that its person knows it among others."""

    def __init__(self, *args, **kwargs):  # allauth's own signature
        super().__init__(*args, **kwargs)
        _name_the_key(self.fields["name"])


class EditPasskeyForm(passkey.EditWebAuthnForm):
    def __init__(self, *args, **kwargs):  # allauth's own signature
        super().__init__(*args, **kwargs)
        _name_the_key(self.fields["name"])


def _name_the_key(field):
    field.label = _("名称")
    field.help_text = _("例如“办公电脑”“我的手机”，便于以后辨认。")
    field.max_length = 40
    field.widget.attrs["maxlength"] = "40"
