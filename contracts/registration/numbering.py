"""The numbers of a case: its own, the national one as entered, and the code on the paper."""

import secrets
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.rules import numbers
from contracts.rules.numbers import DIGITS
from core.chains import SHANGHAI
from core.numbering import next_number

# Without letters and digits that are taken for each other on paper.
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 12


def case_number(now: datetime | None = None) -> str:
    """The next number of ours: ``HT-``, the year in Shanghai, six digits."""
    year = timezone.localtime(now, SHANGHAI).year
    return f"HT-{year}-{next_number(f'contract.{year}'):06d}"


def validate_national_number(number: str, *, is_checked: bool) -> None:
    """Check the shape of a national number; only the national system gives it.

    Args:
        is_checked: that a number of another shape than expected was compared with that system.

    Raises:
        ValidationError: it has not sixteen digits, or another shape and was not checked.

    """
    if not DIGITS.fullmatch(number):
        raise ValidationError({"national_number": _("合同登记编号应为十六位数字。")})
    if not is_checked and (doubt := numbers.doubt(number)):
        raise ValidationError({"national_number": doubt})


def verification_code() -> str:
    """A random code that stands on the paper alone and unlocks parties and amounts."""
    return "".join(secrets.choice(_ALPHABET) for _each in range(CODE_LENGTH))
