"""What the accounts room holds about one person, for the person.

Source: 个人信息保护法 第四十五条.
"""

from typing import Any

from allauth.socialaccount.models import SocialAccount

from accounts.models import Consent, User


def collect(user: User) -> dict[str, Any]:
    """Everything as plain values, dates in ISO 8601."""
    return {
        "account": user.username,
        "name": user.name,
        "phone": user.phone,
        "email": user.email,
        "language": user.language,
        "joined": user.date_joined.isoformat(),
        "last_login": user.last_login.isoformat() if user.last_login else None,
        "linked_accounts": [
            {"platform": one.provider, "id": one.uid, "since": one.date_joined.isoformat()}
            for one in SocialAccount.objects.filter(user=user)
        ],
        "memberships": [
            {
                "organisation": held.organisation.name,
                "role": held.role,
                "status": held.status,
                "since": held.created_at.isoformat(),
            }
            for held in user.memberships.select_related("organisation")
        ],
        "consents": [
            {"version": one.notice.version, "given": one.given, "at": one.at.isoformat()}
            for one in Consent.objects.filter(user=user).select_related("notice")
        ],
    }
