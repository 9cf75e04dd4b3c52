"""Acts on a person's own account: sign-up, phone, e-mail, password, second factor, closing."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.contacts import language_for
from accounts.models import User
from accounts.services import telling
from core import audit, notices, records
from core.errors import PermissionDenied


def _locked(pk: int) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=pk)


@transaction.atomic
def sign_up(user: User) -> User:
    """Insert a person; who never proved the same phone or e-mail loses it."""
    release_unproved(phone=user.phone, email=user.email)
    user.full_clean(exclude=["password"])
    user.save(force_insert=True)
    audit.record(user, "person.sign_up", actor=user)
    return user


@transaction.atomic
def change_phone(pk: int, phone: str, *, verified: bool, actor: Any) -> None:
    """Set a person's phone; ``verified`` where the code sent to it was given.

    The number that was theirs hears of it too: it may have been taken from them.
    """
    release_unproved(phone=phone, beside=pk)
    user = _locked(pk)
    old = user.phone if user.phone_verified else None
    is_new = verified and phone != user.phone
    records.change(
        user,
        "person.change_phone",
        actor=actor,
        changes={"phone": phone, "phone_verified": verified},
    )
    if is_new:
        telling.of_account(user, "person.change_phone")
    if is_new and old:
        with translation.override(language_for(user)):
            text = _("您的账号已改用另一手机号码登录。如非本人操作，请立即联系平台。")
            notices.send_text("sms", old, text, "phone_changed")


@transaction.atomic
def release_unproved(
    *, phone: str | None = None, email: str | None = None, beside: int = 0
) -> None:
    """Take a number or address from whoever typed it and never proved it.

    Else somebody could wait with it for its owner, and share the account that they come into.
    """
    others = User.objects.select_for_update(of=("self",)).exclude(pk=beside)
    if phone:
        for user in others.filter(phone=phone, phone_verified=False):
            records.change(user, "person.release_phone", actor=None, changes={"phone": None})
    if email:
        proved = EmailAddress.objects.filter(email__iexact=email, verified=True)
        unproved = others.filter(email__iexact=email).exclude(pk__in=proved.values("user"))
        for user in unproved:
            records.change(user, "person.release_email", actor=None, changes={"email": None})
            EmailAddress.objects.filter(user=user, email__iexact=email).delete()


@transaction.atomic
def rename(pk: int, name: str, *, actor: Any) -> None:
    """Set the name under which a person writes and signs."""
    records.change(_locked(pk), "person.rename", actor=actor, changes={"name": name.strip()})


@transaction.atomic
def choose_language(pk: int, language: str, *, actor: Any) -> None:
    """Set the language in which the site opens for a person and writes to them."""
    records.change(
        _locked(pk), "person.choose_language", actor=actor, changes={"language": language}
    )


@transaction.atomic
def note_email(pk: int, email: str) -> None:
    """Record that the person proved ``email`` to be theirs; the first proof tells nobody."""
    user = _locked(pk)
    others = EmailAddress.objects.filter(user=user, verified=True).exclude(email=email)
    if user.phone_verified or others.exists():
        telling.of_account(user, "person.verify_email")
    audit.record(user, "person.verify_email", actor=user, changes={"email": email})


@transaction.atomic
def change_password(pk: int, password: str, *, actor: Any) -> None:
    """Set a person's password; the audit says that, never which."""
    user = _locked(pk)
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record(user, "person.change_password", actor=actor)
    telling.of_account(user, "person.change_password")


@transaction.atomic
def note_second_factor(pk: int, action: str, kind: str, *, actor: Any) -> None:
    """Record that a second factor of ``kind`` (totp, webauthn, recovery_codes) changed."""
    user = _locked(pk)
    audit.record(user, action, actor=actor, changes={"kind": kind})
    telling.of_account(user, action)


@transaction.atomic
def note_foreign_sign_in(pk: int, action: str, provider: str, *, actor: Any) -> None:
    """Record that an account elsewhere (WeChat, DingTalk …) may sign the person in, or no more."""
    user = _locked(pk)
    audit.record(user, action, actor=actor, changes={"provider": provider})
    telling.of_account(user, action)


@transaction.atomic
def enrol_demo_second_factor(user: User, secret: str) -> None:
    """Give a demo person the TOTP ``secret`` (base 32) that everyone knows.

    Raises:
        PermissionDenied: without DEMO=1, or where the person is not a demo one.

    """
    if not (settings.DEMO and user.is_demo):
        raise PermissionDenied("only demo people have known second factors")
    Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
    TOTP.activate(user, secret)
    audit.record(user, "person.add_second_factor", actor=None, changes={"kind": "totp"})


@transaction.atomic
def close_account(pk: int, *, actor: Any) -> None:
    """Close an account at its person's request; what was signed with it stays on record."""
    user = _locked(pk)
    if user.pk != actor.pk:
        raise PermissionDenied("person.close")
    records.change(user, "person.close", actor=actor, changes={"is_active": False})
