"""Phones, mail addresses and identity numbers, which do not belong into a public text.

Source: 个人信息保护法 第二十五条：未经单独同意，不得公开个人信息.
"""

import re
import unicodedata
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from core.errors import ValidationError

KINDS = (
    (
        _("身份证号码"),
        r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)",
    ),
    (_("邮箱"), r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    (_("手机号码"), r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)"),
    (_("固定电话"), r"(?<!\d)0\d{2,3}[ -]?[2-9]\d{6,7}(?!\d)"),
    (_("微信或 QQ 号"), r"(?:微信号?|[Ww]e[Cc]hat|QQ号?|qq号?)[ :]*[A-Za-z0-9_-]{5,20}"),
)
_PATTERNS = tuple((label, re.compile(pattern)) for label, pattern in KINDS)


def found(text: str) -> list[str]:
    """The kinds of contact data that stand in ``text``, however wide its characters are."""
    plain = unicodedata.normalize("NFKC", text)
    return [str(label) for label, pattern in _PATTERNS if pattern.search(plain)]


def refuse_contact_data(texts: Mapping[str, str]) -> None:
    """Raise `ValidationError`, by field, where a text that will be public bears such data."""
    wrong = {name: kinds for name, text in texts.items() if (kinds := found(text))}
    if wrong:
        raise ValidationError(
            {
                name: [_("公开内容里不能有%(kinds)s，请删去。") % {"kinds": "、".join(kinds)}]
                for name, kinds in wrong.items()
            }
        )
