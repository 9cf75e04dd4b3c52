"""Where a person can be reached: only addresses that they proved to be theirs."""

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings

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
    return Contact(addresses)
