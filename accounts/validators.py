"""The shape of what people and organisations are known by."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum.cn import uscc

_LENGTH = 18
_CHARACTERS = re.compile(r"[0-9A-HJ-NPQRTUWXY]+")
_REGION = re.compile(r"[0-9]{6}")
_FILLING = re.compile(r"[\s\-‐-―·.]")


def normalise_credit_code(code: str) -> str:
    """A code as the register writes it: capitals, half-width, nothing between the characters."""
    return _FILLING.sub("", unicodedata.normalize("NFKC", code)).upper()


def validate_credit_code(code: str) -> None:
    """Check a 统一社会信用代码 to its check digit, and say which part is wrong.

    The check digit is python-stdnum's. Its format check is not used: it refuses the letters that
    stand for the registering authority, such as N for 农业农村部门.

    Raises:
        ValidationError: wrong length, wrong characters, or a check digit that does not fit.
    Source: GB 32100-2015.

    """
    length = len(code)
    if length != _LENGTH:
        raise ValidationError(
            _("统一社会信用代码应为 18 位，现为 %(length)s 位。") % {"length": length}
        )
    if not _CHARACTERS.fullmatch(code):
        raise ValidationError(
            _("统一社会信用代码只含数字和大写字母（不含 I、O、S、V、Z），请对照营业执照核对。")
        )
    if not _REGION.fullmatch(code[2:8]):
        raise ValidationError(
            _("统一社会信用代码第 3 至 8 位是行政区划码，应为数字，请对照营业执照核对。")
        )
    if uscc.calc_check_digit(code[:-1]) != code[-1]:
        raise ValidationError(_("统一社会信用代码的校验位不符，请对照营业执照逐位核对。"))
