"""What allauth asks of us: phones, where texts go, and writes by services with their audit."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import filter_users_by_email
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.db import transaction
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.contacts import language_for
from accounts.models import User
from accounts.phones import MobileField
from accounts.services import people
from core.notices import ChannelError, count_message, send_code, send_text
from core.redirects import is_own_address

# What allauth does itself and says by a mail of its own, as acts of ours.
FOREIGN = {
    "socialaccount/email/account_connected": "person.connect",
    "socialaccount/email/account_disconnected": "person.disconnect",
}
TO_OLD_ADDRESS = "account/email/email_"


class AccountAdapter(DefaultAccountAdapter):
    """Phones are 11 digits on the user row; every change of a person is a service."""

    def save_user(self, request, user, form, commit=True):  # noqa: FBT002 — allauth's signature
        data = form.cleaned_data
        user.name = data.get("name", "")
        user.email = data.get("email") or None
        user.phone = data.get("phone") or None
        user.language = get_language()
        user.set_unusable_password()
        return people.sign_up(user) if commit else user

    def is_safe_url(self, url):
        """Whether a ``next`` may be followed after a sign-in."""
        return is_own_address(url, self.request)

    def phone_form_field(self, **kwargs):
        return MobileField(required=kwargs.get("required", True))

    def get_phone(self, user):
        return (user.phone, user.phone_verified) if user.phone else None

    def get_user_by_phone(self, phone):
        """Who has proved it; of a closed account too: its number stays with it."""
        return User.objects.filter(phone=phone, phone_verified=True).first()

    def set_phone(self, user, phone, verified):
        people.change_phone(user.pk, phone, verified=verified, actor=user)
        user.refresh_from_db()

    def set_phone_verified(self, user, phone):
        self.set_phone(user, phone, verified=True)

    def set_password(self, user, password):
        people.change_password(user.pk, password, actor=user)
        user.refresh_from_db()

    def confirm_email(self, request, email_address):
        with transaction.atomic():
            done = super().confirm_email(request, email_address)
            if done:
                people.note_email(email_address.user_id, email_address.email)
        return done

    def can_delete_email(self, email_address):
        return not email_address.primary

    def send_verification_code_sms(self, user, phone, code, **kwargs):
        known = user is not None and user.phone_verified and user.phone == phone
        purpose = "signin" if known else "verify_phone"
        try:
            with translation.override(language_for(user)):
                send_code("sms", phone, code, purpose)
        except ChannelError:
            self._say_not_sent()

    def send_mail(self, template_prefix, email, context):
        """In the language of whoever has the address; a code's context does not name them."""
        user = context.get("user") or next(iter(filter_users_by_email(email)), None)
        try:
            count_message("mail")
        except ChannelError:
            messages.error(self.request, _("邮件没有发出。请稍后重新获取，或改用手机号码。"))
            return
        with translation.override(language_for(user)):
            super().send_mail(template_prefix, email, context)

    def send_unknown_account_sms(self, phone, **kwargs):
        self._send_text(phone, _("此号码尚未注册。如非本人操作，请忽略。"), "unknown_account")

    def send_account_already_exists_sms(self, phone):
        text = _("此号码已经注册，请直接登录。如非本人操作，请忽略。")
        self._send_text(phone, text, "account_exists")

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Services tell a person of changes; allauth's own mail is for the address they left."""
        if action := FOREIGN.get(template_prefix):
            provider = context["account"].provider
            people.note_foreign_sign_in(user.pk, action, provider, actor=user)
        elif template_prefix.startswith(TO_OLD_ADDRESS):
            super().send_notification_mail(template_prefix, user, context, email)

    def _send_text(self, phone, text, purpose):
        try:
            send_text("sms", phone, text, purpose)
        except ChannelError:
            self._say_not_sent()

    def _say_not_sent(self):
        """The same for every number, so that it tells nothing of who has an account."""
        messages.error(self.request, _("短信没有发出。请稍后重新获取，或改用邮箱。"))

    def get_login_stages(self):
        ours = "accounts.sign_in.stages.EmailStage"
        theirs = "allauth.account.stages.EmailVerificationStage"
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]


class SecondFactorAdapter(DefaultMFAAdapter):
    """Bureau staff keep at least one second factor."""

    def can_delete_authenticator(self, authenticator):
        factors = authenticator.user.authenticator_set.filter(type__in=("totp", "webauthn"))
        return not authenticator.user.is_bureau_staff() or factors.count() > 1
