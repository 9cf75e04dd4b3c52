"""Phones, mail addresses and identity numbers, which do not belong into a public text.

A technical text is full of numbers, so each pattern asks for the shape that people give a phone:
true area codes, the usual groups, no letter before and no unit of measure behind.

Source: 个人信息保护法 第二十五条：未经单独同意，不得公开个人信息.
"""

import re
import unicodedata
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from core.errors import ValidationError

# What makes a number a quantity: `13800000000元`, `400-600-1000 目`.
_UNIT = (
    r"(?:万| ?(?:[元亿千百吨斤克升件台套次个户亩目倍度秒天条组只块片株头粒颗%‰℃°Ωμ]|转(?!\d)"
    r"|公[斤里顷]|[平立]方|[毫厘微纳千]?[米瓦伏克升]|小时|分钟"
    r"|(?:[kMGTcmn]?(?:m|g|t|s|L|W|V|A|J|N|Pa|Hz|Wh|eV|bit|B|mol)"
    r"|ppm|rpm|r/min|min|h|bp|kb|CFU|cfu)(?![A-Za-z])))"
)
# Who names a phone before a number means one, whatever follows.
_CALL = (
    r"(?:电话|手机号?码?|座机|传真|热线|致电|拨打|请打|[Tt][Ee][Ll]|[Pp][Hh][Oo][Nn][Ee]"
    r"|[Mm][Oo][Bb][Ii][Ll][Ee]|[Ff][Aa][Xx])[.: ]{0,3}"
)
_ALONE = r"(?<![A-Za-z\d])(?<!\d[.,])"
_END = r"(?!\d|[.,]\d)"
_MOBILE = (
    r"(?:\(?(?:\+|00)?86\)?[ -]?)?1[3-9]\d"
    r"(?:\d{8}|[ -]\d{8}|(?P<gap>[ .-])\d{4}(?P=gap)\d{4}|\d{4} \d{4}| \d{3} \d{5})"
)
_AREA = (  # of those that are given out
    r"(?:10|2\d|(?:3[134579]|4[1-35-8]|5[1-9]|6[369]|7[0-79]|8[1-357-9]|9[013-79])\d)"
)
_LANDLINE = (
    rf"(?:\(0{_AREA}\)|0{_AREA}|\(?\+86\)?[ -]?\(?{_AREA}\)?(?=[ -]))"
    r"[ -]?[2-9](?:\d{2}[ -]?\d{4}|\d{3}[ -]?\d{4})"
)
_SERVICE = (
    r"(?:[48]00-\d{3}-\d{4}|[48]00-\d{4}-\d{3}|[48]00-\d{7}|400[016-9]\d{6}"
    rf"|{_CALL}[48]00(?: \d{{3}} \d{{4}}| \d{{4}} \d{{3}}))"
)
_WECHAT = r"(?:微信|薇信|[VvＶ]信|(?<![A-Za-z])(?:[Ww][Ee][Cc][Hh][Aa][Tt]|[Ww]ei[Xx]in))"
_ID = r"[A-Za-z][\w-]{5,19}"
_TELLING_ID = r"(?=[A-Za-z_-]*\d)[A-Za-z][A-Za-z\d_-]{5,19}"  # with a digit in it: no plain word

_PERSON = (  # province, place, day of birth, number, check
    r"(?<![A-Za-z\d])(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[123])\d{4}"
    r"(?P<gap>[ -]?)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?P=gap)"
    r"\d{3}[\dXx](?![A-Za-z\d])"
)
# A core@shell particle is no address: the last part is a word, all small or all capital.
_MAIL = (
    r"(?<![A-Za-z\d])[A-Za-z\d][A-Za-z\d._%+-]*(?:@| ?[(\[](?:at|AT)[)\]] ?)"
    r"(?:[A-Za-z\d-]+\.)+(?:[a-z]{2,}|[A-Z]{2,})(?![A-Za-z\d])"
    r"|(?<![A-Za-z\d])[A-Za-z\d][A-Za-z\d._-]+#(?:[A-Za-z\d-]+\.)+(?:com|cn|net|org)(?![A-Za-z\d])"
)
_NUMERAL = "[〇零一二三四五六七八九幺]"
_MOBILES = (
    rf"{_CALL}{_MOBILE}(?!\d)"
    rf"|(?:{_ALONE}|(?<=[VvWw][Xx])){_MOBILE.replace('gap', 'gap_alone')}{_END}(?!{_UNIT})"
    rf"|(?<!{_NUMERAL})[一幺][三四五六七八九]{_NUMERAL}{{9}}(?!{_NUMERAL})"
)
_LANDLINES = (
    rf"(?:{_CALL}[2-9]\d{{2,3}}[ -]?\d{{4}}|{_ALONE}(?:{_LANDLINE}|{_SERVICE})){_END}(?!{_UNIT})"
    rf"|{_ALONE}[2-9]\d{{6,7}} ?转 ?\d{{3,4}}{_END}(?!{_UNIT})"
)
_CHATS = (
    rf"{_WECHAT} ?(?:号码?|同号|ID|id)?[ :=是为]*(?:(?<=[号:=是为Dd]) ?{_ID}|{_TELLING_ID})"
    rf"|{_WECHAT}(?:号码?|同号)?[ :=是为]*\d{{6,12}}{_END}"
    rf"|(?:(?<![A-Za-z])[VvWw][Xx]|加[Vv微])(?:号|ID|id)?[: ]{{1,3}}"
    rf"(?:{_TELLING_ID}|\d{{6,12}}{_END})"
    r"|(?:(?<![A-Za-z])[Qq]{2}|扣扣|[Qq](?=群))(?:交流)?群?号?码?[ :=是为]*[1-9]\d{4,11}"
    rf"{_END}(?!{_UNIT})"
)
# Each kind with what a text that bears it surely has: most have not, and are read quickly.
_DIGITS = r"\d(?:[ .()-]{0,2}\d){6}"
_CHAT = r"信|扣|加[Vv微]|[Qq]群|[Qq]{2}|[VvWw][Xx]|(?i:wechat|weixin)"
KINDS = (
    (_("身份证号码"), _DIGITS, _PERSON),
    (_("邮箱"), r"[@#)\]]", _MAIL),
    (_("手机号码"), rf"{_DIGITS}|{_NUMERAL}{{11}}", _MOBILES),
    (_("固定电话"), _DIGITS, _LANDLINES),
    (_("微信或 QQ 号"), _CHAT, _CHATS),
)
_PATTERNS = tuple((label, re.compile(sign), re.compile(said)) for label, sign, said in KINDS)
# Dashes and dots of every kind, and what cannot be seen, as people paste them.
_PLAIN = str.maketrans(
    dict.fromkeys("‐‑‒–—―−－", "-")
    | dict.fromkeys("·•・∙", ".")
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff", None)
)


def found(text: str) -> list[str]:
    """The contact data in ``text``, each with its kind, however wide its characters are."""
    plain = unicodedata.normalize("NFKC", text).translate(_PLAIN)
    matches = (
        (label, sign.search(plain) and pattern.search(plain)) for label, sign, pattern in _PATTERNS
    )
    return [f"{label}“{match.group().strip()}”" for label, match in matches if match]


def refusal(kinds: list[str]) -> str:
    """What is wrong with a text in which ``kinds`` were found, and what to do."""
    return _("公开内容里不能有%(kinds)s，请删去；有意者通过本站联系您。") % {
        "kinds": "、".join(kinds)
    }


def refuse_contact_data(texts: Mapping[str, str]) -> None:
    """Raise `ValidationError`, by field, where a text that will be public bears such data."""
    wrong = {name: kinds for name, text in texts.items() if (kinds := found(text))}
    if wrong:
        raise ValidationError({name: [refusal(kinds)] for name, kinds in wrong.items()})
