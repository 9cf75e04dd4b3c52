"""Signing up: what was typed waits in the session until the code that was sent is given.

Whoever types a stranger's number leaves nothing behind for its owner to find.
"""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import EmailAddress, Login
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language

from accounts.models import User
from accounts.services import joining

KEY = "accounts.joining"
VALID_S = settings.ACCOUNT_PHONE_VERIFICATION_TIMEOUT
MOST_TRIES = 3
MOST_RESENT = 2


def begin(request: HttpRequest, typed: dict[str, Any], *, target: str, enters: bool) -> None:
    """Send a code to the phone or e-mail in ``typed`` and keep the rest in the session.

    Args:
        enters: whether the code also lets in who has an account; else they are told of it there.

    Raises:
        RateLimited: the number or address has been sent too many; nothing is written.

    """
    clear_login(request)
    waiting = {
        "name": typed.get("name", ""),
        "phone": typed.get("phone") or "",
        "email": (typed.get("email") or "").lower(),
        "language": get_language(),
        "target": target,
        "enters": enters,
        "resent": 0,
    }
    send(request, waiting)


def waiting_of(request: HttpRequest) -> dict[str, Any] | None:
    """What waits in this session for its code."""
    return None if request.user.is_authenticated else request.session.get(KEY)


def send(request: HttpRequest, waiting: dict[str, Any]) -> None:
    """Send a new code. Raises as `begin`."""
    phone, email = waiting["phone"], waiting["email"]
    action = "verify_phone" if phone else "confirm_email"
    ratelimit.consume(request, action=action, key=phone or email, raise_exception=True)
    adapter, user = get_adapter(request), holder(waiting)
    # Made for everybody, so that known and new take the same work and the same session.
    code = adapter.generate_phone_verification_code(user=user, phone=phone)
    is_told = user is not None and not waiting["enters"]
    waiting |= {"digest": "" if is_told else _digest(code), "at": time.time(), "failed": 0}
    if is_told and phone:
        adapter.send_account_already_exists_sms(phone)
    elif is_told:
        adapter.send_account_already_exists_mail(email)
    elif phone:
        adapter.send_verification_code_sms(user, phone, code)
    else:
        context = {"code": code, "request": request}
        adapter.send_mail("account/email/email_confirmation_signup", email, context)
    request.session[KEY] = waiting


def holder(waiting: dict[str, Any]) -> User | None:
    """Who has proved the number or address that was typed."""
    if waiting["phone"]:
        found: User | None = get_adapter().get_user_by_phone(waiting["phone"])
        return found
    proved = EmailAddress.objects.filter(email__iexact=waiting["email"], verified=True)
    address = proved.select_related("user").first()
    return address.user if address else None


def is_over(waiting: dict[str, Any]) -> bool:
    """Whether its code has expired or was missed too often."""
    return time.time() - waiting["at"] > VALID_S or waiting["failed"] >= MOST_TRIES


def is_right(waiting: dict[str, Any], code: str) -> bool:
    """Whether ``code`` is the one that was sent."""
    return bool(waiting["digest"]) and constant_time_compare(_digest(code), waiting["digest"])


def finish(request: HttpRequest, waiting: dict[str, Any]) -> HttpResponse:
    """Open the account, or let in who has one, and sign them in.

    Raises:
        ValidationError: somebody has proved the number or address meanwhile.

    """
    known = holder(waiting)
    user = known or joining.open_account(
        name=waiting["name"],
        phone=waiting["phone"] or None,
        email=waiting["email"] or None,
        language=waiting["language"],
        ip_address=request.META.get("REMOTE_ADDR"),
    )
    request.session.pop(KEY, None)
    proved = {name: waiting[name] for name in ("phone", "email") if waiting[name]}
    record_authentication(request, user, method="code", **proved)
    login = Login(user=user, redirect_url=waiting["target"], signup=known is None, **proved)
    answer: HttpResponse = perform_login(request, login)
    return answer


def _digest(code: str) -> str:
    return salted_hmac(KEY, code.strip(), algorithm="sha256").hexdigest()
