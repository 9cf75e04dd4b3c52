"""Whole fen as pages print them: ``{% load money %}{{ amount_fen|wan }} 万元``.

A missing figure prints ``—``. With ``:"signed"`` a difference carries its sign.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import money
from core.capitals import format_capitals

register = template.Library()


def speaks_in_wan() -> bool:
    """Whether the page counts money in 万 and 亿; an English one counts in millions."""
    return get_language() != "en"


@register.filter
def yuan(fen: int | None, how: str = "") -> str:
    """``6,800,000.00``"""
    return _print(money.format_yuan, fen, how)


@register.filter
def wan(fen: int | None, how: str = "") -> str:
    """Whole 万元: ``680``; who reads English gets the same in millions: ``6.80``."""
    write = money.format_wan if speaks_in_wan() else money.format_million
    return _print(write, fen, how)


@register.filter
def yi(fen: int | None, how: str = "") -> str:
    """亿元 with one decimal, below ten with two: ``12.3``"""
    return _print(money.format_yi, fen, how)


@register.filter
def price(fen: int | None) -> str:
    """What something is offered for: ``180 万元`` where it is whole in that, else ``0.50 元``."""
    present = _present(fen)
    if present is None:
        return money.NO_FIGURE
    if present and present % money.FEN_IN_WAN == 0 and speaks_in_wan():
        return _("%(wan)s 万元") % {"wan": money.format_wan(present)}
    return _("%(yuan)s 元") % {"yuan": money.format_yuan(present).removesuffix(".00")}


@register.filter
def capitals(fen: int | None) -> str:
    """``陆佰捌拾万元整``"""
    present = _present(fen)
    return money.NO_FIGURE if present is None else format_capitals(present)


@register.filter
def growth(this_fen: int | None, last_fen: int | None) -> str:
    """Growth of this over last, both in fen: ``+30.00%``"""
    return money.format_growth(money.growth_percent(_present(this_fen), _present(last_fen)))


@register.filter
def percent(value: Decimal | None) -> str:
    """A growth that was reckoned before: ``+30.00%``"""
    return money.format_growth(_present(value))


def _print(write: Callable[..., str], fen: int | None, how: str) -> str:
    present = _present(fen)
    return money.NO_FIGURE if present is None else write(present, signed=how == "signed")


def _present(value: Any) -> Any:
    """A name that is missing in the template arrives as an empty text."""
    return None if value == "" else value
