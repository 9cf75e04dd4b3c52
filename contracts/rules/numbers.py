"""The shape of the national registration number: six digits of the body, the year, six digits.

Two guides of another city show certificate numbers of that shape; the format after 2026-03-01 is
unconfirmed. A number of another shape is therefore doubted, never refused; but it has sixteen
digits.
Source: 全国技术合同管理与服务系统填报说明：由各登记机构统一填写十六位数字.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from contracts.rules.finding import Standing

DIGITS = re.compile(r"\d{16}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shape:
    """A pattern, what is to be checked where a number has it, and where that is known from."""

    pattern: str
    doubt: Any
    source: str
    standing: Standing


def shapes() -> tuple[Shape, ...]:
    """The shapes by which a number is judged, the expected one first."""
    city, province = settings.CITY_REGION_CODE[:4], settings.CITY_REGION_CODE[:2]
    return (
        Shape(
            settings.NATIONAL_NUMBER_PATTERN or rf"{city}\d{{2}}20\d{{2}}\d{{6}}",
            "",
            "已公布的登记证明编号示例：机构代码 6 位＋年份 4 位＋流水 6 位",
            Standing.UNCONFIRMED,
        ),
        Shape(
            rf"20\d{{2}}{province}\d{{4}}\d{{6}}",
            _("年份在前。通常是机构代码 6 位、年份 4 位、流水 6 位，请对照全国系统核对。"),
            "本系统 2026 年以前的推测",
            Standing.UNCONFIRMED,
        ),
        Shape(
            rf"{province}\d{{4}}20\d{{2}}\d{{6}}",
            _("机构代码不是本市的，请对照全国系统核对。"),
            "同上，本省其他登记机构",
            Standing.UNCONFIRMED,
        ),
    )


def doubt(number: str) -> Any:
    """What is to be checked of sixteen digits; nothing where they have the expected shape."""
    for shape in shapes():
        if re.fullmatch(shape.pattern, number, re.ASCII):
            return shape.doubt
    return _("与通常的编号格式不同（机构代码 6 位＋年份 4 位＋流水 6 位），请对照全国系统核对。")
