"""Agreement to the privacy notice, logged with version, time and address."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Consent, PrivacyNotice, User
from accounts.services import people
from core import audit


def notice_in_force() -> PrivacyNotice | None:
    """The newest privacy notice whose day has come."""
    return PrivacyNotice.objects.filter(effective_on__lte=timezone.localdate()).first()


def has_agreed(user: User, notice: PrivacyNotice) -> bool:
    """Whether the person's last word on ``notice`` is yes."""
    last = Consent.objects.filter(user=user, notice=notice).order_by("-id").first()
    return last is not None and last.given


@transaction.atomic
def give_consent(pk: int, *, actor: Any, ip_address: str | None) -> Consent | None:
    """Log that the person agrees to the notice in force; None where there is none yet."""
    return _log(pk, given=True, actor=actor, ip_address=ip_address)


@transaction.atomic
def withdraw_consent(pk: int, *, actor: Any, ip_address: str | None) -> None:
    """Log the withdrawal and close the account: without consent we may not keep serving it."""
    _log(pk, given=False, actor=actor, ip_address=ip_address)
    people.close_account(pk, actor=actor)


def _log(pk: int, *, given: bool, actor: Any, ip_address: str | None) -> Consent | None:
    notice = notice_in_force()
    if notice is None:
        return None
    user = User.objects.select_for_update(of=("self",)).get(pk=pk)
    consent = Consent.objects.create(user=user, notice=notice, given=given, ip_address=ip_address)
    action = "consent.give" if given else "consent.withdraw"
    audit.record(consent, action, actor=actor, changes={"version": notice.version})
    return consent
