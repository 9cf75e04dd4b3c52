"""The shape of what people and organisations are known by."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidLength
from stdnum.exceptions import ValidationError as NumberError


def validate_credit_code(code: str) -> None:
    """Check a 统一社会信用代码 to its check digit, and say which part is wrong.

    Raises:
        ValidationError: wrong length, wrong characters, or a check digit that does not fit.
    Source: GB 32100-2015.

    """
    try:
        uscc.validate(code)
    except InvalidLength as error:
        length = len(code)
        raise ValidationError(
            _("统一社会信用代码应为 18 位,现为 %(length)s 位。") % {"length": length}
        ) from error
    except InvalidChecksum as error:
        raise ValidationError(
            _("统一社会信用代码的校验位不符,请对照营业执照逐位核对。")
        ) from error
    except NumberError as error:
        raise ValidationError(
            _("统一社会信用代码只含数字和大写字母(不含 I、O、S、V、Z),请对照营业执照核对。")
        ) from error
