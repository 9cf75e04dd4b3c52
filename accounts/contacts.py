"""Where a person can be reached: only addresses that they proved to be theirs."""

from allauth.account.models import EmailAddress

from accounts.models import User
from core.notices import Contact


def verified(user: User) -> Contact:
    """The verified phone, and the verified mail address (the primary one first)."""
    addresses = {}
    if user.phone and user.phone_verified:
        addresses["sms"] = user.phone
    proved = EmailAddress.objects.filter(user=user, verified=True)
    if email := proved.order_by("-primary", "pk").values_list("email", flat=True).first():
        addresses["mail"] = email
    return Contact(addresses)
