"""Mobile numbers as people type them."""

import re
import unicodedata

from allauth.account.fields import PhoneField
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

_SEPARATORS = re.compile(r"[\s\-().·]+")
LABEL = _("手机号码")


def normalise_phone(typed: str) -> str:
    """Half-width digits without spaces, hyphens and the country code of mainland China."""
    digits = _SEPARATORS.sub("", unicodedata.normalize("NFKC", typed))
    return re.sub(r"^(\+86|0086|86(?=1\d{10}$))", "", digits)


class MobileField(PhoneField):
    """A mainland mobile number: 11 digits, however they were typed."""

    def __init__(self, *, required=True, label=LABEL):
        super().__init__(
            required=required,
            label=label,
            validators=[RegexValidator(r"^1[3-9]\d{9}$", _("请填写 11 位大陆手机号码。"))],
        )
        self.widget.attrs.update({"autocomplete": "tel-national", "inputmode": "tel"})
        self.widget.attrs.pop("placeholder", None)

    def to_python(self, value):
        return normalise_phone(super().to_python(value))
