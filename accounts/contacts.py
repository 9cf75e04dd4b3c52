"""Where a person can be reached, by addresses that they proved to be theirs, and how to speak."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.utils.translation import get_language

from accounts.models import User
from core.notices import Contact, robots


def verified(user: User) -> Contact:
    """The verified phone, and the verified mail address (the primary one first).

    WeChat's openid is proved by signing in with it; a group's robot by having its key.
    """
    addresses = {}
    if user.phone and user.phone_verified:
        addresses["sms"] = user.phone
    proved = EmailAddress.objects.filter(user=user, verified=True)
    if email := proved.order_by("-primary", "pk").values_list("email", flat=True).first():
        addresses["mail"] = email
    if settings.WECHAT_PROVIDER:
        wechat = SocialAccount.objects.filter(user=user, provider="weixin")
        if openid := wechat.order_by("pk").values_list("uid", flat=True).first():
            addresses["wechat"] = openid
    if settings.WECOM_PROVIDER and (key := robots.key(user)):
        addresses["wecom"] = key
    return Contact(addresses, user.language)


def has_proved_email(user: User, email: str) -> bool:
    """Whether ``user`` gave the code sent to ``email``."""
    return EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists()


def language_for(user: Any) -> str:
    """What ``user`` chose; for whom nothing is known, the language of the page."""
    return getattr(user, "language", "") or get_language() or settings.LANGUAGE_CODE
