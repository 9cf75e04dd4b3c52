"""Publishing the versions of the privacy notice."""

from datetime import date

from django.db import transaction

from accounts.models import PrivacyNotice
from core import records


@transaction.atomic
def publish_notice(version: str, *, effective_on: date, text: str, text_en: str) -> bool:
    """Keep a version unless it is here already: people agreed to it as it stood, so it stays.

    Returns:
        Whether the version is new.

    """
    if PrivacyNotice.objects.filter(version=version).exists():
        return False
    notice = PrivacyNotice(version=version, effective_on=effective_on, text=text, text_en=text_en)
    records.create(notice, "privacy.publish", actor=None)
    return True
