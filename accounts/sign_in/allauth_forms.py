"""allauth's forms with what we need different; apart, as allauth imports `forms` from within."""

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.mfa.base import forms as factor
from allauth.mfa.webauthn import forms as passkey
from allauth.socialaccount import forms as linked
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import contacts


class PasswordLoginForm(account.LoginForm):
    """Sign-in by password, the third way; allauth drops the field as sign-up asks for none."""

    def _setup_password_field(self):
        self.fields["login"].label = _("手机号码或邮箱")
        self.fields["login"].widget.attrs = {"autocomplete": "username"}
        self.fields["password"].label = _("密码")
        self.fields["password"].help_text = ""


class _PhoneOrEmail(forms.Form):
    """Asks for one of the two; each is then proved by its code."""

    field_order = ("name", "phone", "email", "agree")

    def __init__(self, *args, **kwargs):  # allauth's own signature
        super().__init__(*args, **kwargs)
        for name in ("phone", "email"):
            self.fields[name].required = False
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields["email"].label = _("邮箱")
        self.fields["phone"].help_text = _("手机号码与邮箱填一项即可，验证码发到所填的一项。")

    def clean(self):
        cleaned = super().clean() or {}
        given = [name for name in ("phone", "email") if cleaned.get(name)]
        if len(given) != 1 and not {"phone", "email"} & set(self.errors):
            raise forms.ValidationError(_("请填写手机号码或邮箱，二者填一项。"))
        return cleaned


class RequestCodeForm(account.RequestLoginCodeForm):
    def __init__(self, *args, **kwargs):  # allauth's own signature
        super().__init__(*args, **kwargs)
        self.order_fields(["phone", "email"])
        self.fields["email"].widget.attrs.pop("placeholder", None)

    def clean_email(self):
        """Who never proved the address has no account by it."""
        email = super().clean_email()
        user = getattr(self, "_user", None)
        if email and user and not contacts.has_proved_email(user, email):
            self._user = None
        return email

    def clean(self):
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned.get("phone") or cleaned.get("email")):
            raise forms.ValidationError(_("请填写手机号码或邮箱，二者填一项。"))
        return cleaned


class SignUpForm(_PhoneOrEmail, account.SignupForm):
    pass


class EnterForm(account.SignupForm):
    """A phone and the agreement: all that is asked of somebody who may be new or known."""

    field_order = ("phone", "agree")

    def __init__(self, *args, **kwargs):  # allauth's own signature
        super().__init__(*args, **kwargs)
        for name in ("name", "email"):
            del self.fields[name]
        self.fields["phone"].required = True

    def clean(self):
        cleaned = super().clean() or {}
        phone = cleaned.get("phone")
        if phone and not ratelimit.consume(
            context.request, action="request_login_code", key=phone
        ):
            raise get_adapter().validation_error("too_many_login_attempts")
        return cleaned


class LinkedSignUpForm(_PhoneOrEmail, linked.SignupForm):
    """What another platform did not say of somebody who comes from there for the first time."""


class UnlinkForm(linked.DisconnectForm):
    """Anything may go as long as another way in is left; codes are one, which allauth ignores."""

    def clean(self):
        cleaned = forms.Form.clean(self) or {}
        gone, user = cleaned.get("account"), self.request.user
        left = user.has_usable_password() or contacts.verified(user).addresses
        if gone and not left and not self.accounts.exclude(pk=gone.pk).exists():
            raise forms.ValidationError(
                _("解除后您将无法登录。请先验证手机号码或邮箱，或者设置密码。")
            )
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


class JoinCodeForm(_CodeForm, account.BaseConfirmCodeForm):
    """Of somebody who signs up: there is no account yet that the code could be compared with."""

    def __init__(self, *args, is_right, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_right = is_right

    def clean_code(self):
        code = self.cleaned_data["code"]
        if not self.is_right(code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondFactorForm(_CodeForm, factor.AuthenticateForm):
    pass


class SecondFactorAgainForm(_CodeForm, factor.ReauthenticateForm):
    pass


class _NewEmail(forms.Form):
    def __init__(self, *args, **kwargs):  # allauth's own signature
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("新邮箱")
        self.fields["email"].widget.attrs.pop("placeholder", None)


class AddEmailForm(_NewEmail, account.AddEmailForm):
    """On one's own page; one address is kept, so that adding is changing."""


class ChangeEmailForm(_NewEmail, account.ChangeEmailForm):
    """On the page of a code, where the address was mistyped."""


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
