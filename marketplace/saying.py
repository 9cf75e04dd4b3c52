"""How each part of an achievement is said in words: on its page, in its history, at the desk."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Region
from core.templatetags.money import price as amount
from marketplace.models import FileKind, IpKind, Listing, Mode, Need, PriceKind, RightStatus, Tier

# Columns that hold rows: the heads of their tables.
HEADS: dict[str, tuple[Any, ...]] = {
    "comparison": (
        _("指标"),
        _("本成果"),
        _("现有最好"),
        _("来源"),
    ),
    "rights": (
        _("类型"),
        _("号码"),
        _("权利人"),
        _("状态"),
        _("有效期至"),
    ),
    "attachments": (_("名称"), _("类型"), _("谁能看到")),
}


def table(name: str, value: Sequence[Any]) -> list[list[str]]:
    """The rows of a column that holds rows, each cell in words."""
    if name == "rights":
        return [
            [
                _label(IpKind, right["kind"]),
                right["number"],
                right["holder"],
                _label(RightStatus, right["status"]),
                right["until"],
            ]
            for right in value
        ]
    if name == "attachments":
        return [
            [one["title"], _label(FileKind, one["kind"]), _label(Tier, one["tier"])]
            for one in value
        ]
    return [[*row] for row in value]


def words(name: str, value: Any) -> str:
    """The value of an editorial column as plain text; nothing where it says nothing."""
    if value in (None, "", []):
        return ""
    if name in HEADS:
        between = str(_("；"))
        return "\n".join(between.join(filter(None, row)) for row in table(name, value))
    if name in _SAID:
        return _SAID[name](value)
    return _of_field(name, value)


def _of_field(name: str, value: Any) -> str:
    field = Listing._meta.get_field(name)
    if isinstance(field, models.ForeignKey):
        return str(value if isinstance(value, Region) else Region.objects.get(pk=value))
    choices: Mapping[Any, Any] = dict(getattr(field, "choices", None) or {})
    return str(choices.get(value, value))


def modes(value: Sequence[str]) -> str:
    """The ways of working together, in their order."""
    return listed(_label(Mode, mode) for mode in value)


def listed(texts: Iterable[str]) -> str:
    """Texts one after the other, as a sentence lists them."""
    return str(_("、")).join(texts)


_SAID: dict[str, Callable[[Any], str]] = {
    "modes": modes,
    "keywords": listed,
    "price_fen": amount,
    "price_from_fen": amount,
    "price_to_fen": amount,
}


def price(listing: Listing) -> str:
    """The price as it is offered, bounds included."""
    kind, fixed = listing.get_price_kind_display(), listing.price_fen
    if fixed is not None and listing.price_kind == PriceKind.FIXED:
        return amount(fixed)
    if fixed is not None:
        return str(_("%(kind)s，底价 %(amount)s") % {"kind": kind, "amount": amount(fixed)})
    if bounds := _bounds(listing.price_from_fen, listing.price_to_fen):
        return str(_("%(kind)s，%(bounds)s") % {"kind": kind, "bounds": bounds})
    if listing.is_unverified and listing.price_kind == PriceKind.NEGOTIABLE:
        return str(_("未标价"))  # an import that says nothing; nobody has said 面议
    return str(kind)


def budget(need: Need) -> str:
    """What a firm would spend on its need."""
    if need.budget_fen is None:
        return str(_("面议"))
    if need.budget_from_fen is None:
        return amount(need.budget_fen)
    return _bounds(need.budget_from_fen, need.budget_fen)


def _bounds(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return str(_("%(low)s～%(high)s") % {"low": amount(low), "high": amount(high)})
    if low is not None:
        return str(_("%(amount)s起") % {"amount": amount(low)})
    return "" if high is None else str(_("不超过 %(amount)s") % {"amount": amount(high)})


def _label(choices: Any, value: str) -> str:
    """The choice in words; what is no choice, as the form refuses and a preview shows, stays."""
    return str(dict(choices.choices).get(value, value))
