"""The words in which an achievement is offered. Codes are stored and never change."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    """合作方式; a listing offers several.

    Source: 促进科技成果转化法 第十六条；民法典 第三编第二十章.
    """

    TRANSFER = "transfer", _("技术转让")
    LICENCE = "licence", _("技术许可")
    EQUITY = "equity", _("作价投资")
    COMMISSIONED = "commissioned", _("委托开发")
    JOINT = "joint", _("合作开发")
    CONSULTING = "consulting", _("技术咨询")
    SERVICE = "service", _("技术服务")
    USE_FIRST = "use_first", _("先使用后付费")


class PriceKind(models.TextChoices):
    """How the price is said."""

    NEGOTIABLE = "negotiable", _("面议")
    FIXED = "fixed", _("定价")


class IpKind(models.TextChoices):
    """知识产权类型, as the national registration form names them."""

    INVENTION = "invention", _("发明专利")
    UTILITY = "utility", _("实用新型专利")
    DESIGN = "design", _("外观设计专利")
    SOFTWARE = "software", _("计算机软件著作权")
    LAYOUT = "layout", _("集成电路布图设计专有权")
    PLANT = "plant", _("植物新品种")
    DRUG = "drug", _("生物、医药新品种")
    SECRET = "secret", _("技术秘密")
    NONE = "none", _("未涉及知识产权")


# What is registered nowhere has no number.
WITHOUT_NUMBER = frozenset({IpKind.SECRET, IpKind.NONE})


class Availability(models.TextChoices):
    """What a reader may still hope for; its owner says so, and it stays out of the text."""

    AVAILABLE = "available", _("可转让")
    NEGOTIATING = "negotiating", _("洽谈中")
    TRANSFERRED = "transferred", _("已转让")


def validate_modes(value):
    """A list of modes, each once."""
    if not isinstance(value, list) or len(set(value)) != len(value):
        raise ValidationError(_("请选择合作方式。"))
    if unknown := set(value) - set(Mode.values):
        raise ValidationError(
            _("没有这种合作方式：%(modes)s。"), params={"modes": "、".join(sorted(unknown))}
        )


def validate_comparison(value):
    """Rows of four texts: indicator, this achievement, the best there is, where that is from."""
    width = 4
    is_right = isinstance(value, list) and all(
        isinstance(row, list) and len(row) == width and all(isinstance(cell, str) for cell in row)
        for row in value
    )
    if not is_right:
        raise ValidationError(_("对比表每行四项：指标、本成果、现有最好、来源。"))
