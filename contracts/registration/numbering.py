"""The numbers of a case: its own, the national one as entered, and the code on the paper."""

import re
import secrets
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.chains import SHANGHAI
from core.numbering import next_number

# Without letters and digits that are taken for each other on paper.
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 12


def case_number(now: datetime | None = None) -> str:
    """The next number of ours: ``HT-``, the year in Shanghai, six digits."""
    year = timezone.localtime(now, SHANGHAI).year
    return f"HT-{year}-{next_number(f'contract.{year}'):06d}"


def validate_national_number(number: str) -> None:
    """Check the shape of a national number; only the national system gives it.

    Raises:
        ValidationError: it is not of this province's sixteen digits.

    """
    if not re.fullmatch(settings.NATIONAL_NUMBER_PATTERN, number, re.ASCII):
        raise ValidationError(
            {"national_number": _("合同登记编号应为十六位数字，且年份、省、市代码正确。")}
        )


def verification_code() -> str:
    """A random code that stands on the paper alone and unlocks parties and amounts."""
    return "".join(secrets.choice(_ALPHABET) for _each in range(CODE_LENGTH))
