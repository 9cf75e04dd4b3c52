"""Acts on a person's own account: sign-up, phone, e-mail, password, second factor, closing."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.db import transaction

from accounts.models import User
from core import audit, records
from core.errors import PermissionDenied


def _locked(pk: int) -> User:
    return User.objects.select_for_update(of=("self",)).get(pk=pk)


@transaction.atomic
def sign_up(user: User) -> User:
    """Insert a person who has just filled in the sign-up form."""
    user.full_clean(exclude=["password"])
    user.save(force_insert=True)
    audit.record(user, "person.sign_up", actor=user)
    return user


@transaction.atomic
def change_phone(pk: int, phone: str, *, verified: bool, actor: Any) -> None:
    """Set a person's phone; ``verified`` where the code sent to it was given."""
    user = _locked(pk)
    records.change(
        user,
        "person.change_phone",
        actor=actor,
        changes={"phone": phone, "phone_verified": verified},
    )


@transaction.atomic
def note_email(pk: int, email: str) -> None:
    """Record that the person proved ``email`` to be theirs."""
    user = _locked(pk)
    audit.record(user, "person.verify_email", actor=user, changes={"email": email})


@transaction.atomic
def change_password(pk: int, password: str, *, actor: Any) -> None:
    """Set a person's password; the audit says that, never which."""
    user = _locked(pk)
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record(user, "person.change_password", actor=actor)


@transaction.atomic
def note_second_factor(pk: int, action: str, kind: str, *, actor: Any) -> None:
    """Record that a second factor of ``kind`` (totp, webauthn, recovery_codes) changed."""
    audit.record(_locked(pk), action, actor=actor, changes={"kind": kind})


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
