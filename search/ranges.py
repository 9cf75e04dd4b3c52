"""Bounds that an address may set: of the readiness level, and of the price in yuan."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import FEN_IN_YUAN
from core.templatetags.money import price

Bounds = tuple[int | None, int | None]  # both included; None where a side is open
NO_BOUNDS: Bounds = (None, None)
DEAREST_YUAN = 10**12


@dataclass(frozen=True, slots=True)
class Range:
    """A number that people set bounds to, and what it can be."""

    name: str
    label: Any
    least: int
    most: int
    say: Callable[[int], str]

    @property
    def low_name(self) -> str:
        return f"{self.name}_min"

    @property
    def high_name(self) -> str:
        return f"{self.name}_max"

    @property
    def ends(self) -> tuple[str, str]:
        """The numbers of a document that is itself somewhere from the one to the other."""
        return f"{self.name}_low", f"{self.name}_high"

    def overlapping(self, bounds: Bounds) -> dict[str, Bounds]:
        """The bounds of `ends` that leave what can be within ``bounds``."""
        low, high = bounds
        begins, ends = self.ends
        said = {begins: (None, high), ends: (low, None)}
        return {name: one for name, one in said.items() if one != NO_BOUNDS}

    def read(self, params: Mapping[str, str]) -> Bounds:
        """The bounds in ``params``; what is no bound is passed over, turned ones are set right."""
        low, high = self._number(params, self.low_name), self._number(params, self.high_name)
        return (high, low) if low is not None and high is not None and low > high else (low, high)

    def _number(self, params: Mapping[str, str], name: str) -> int | None:
        said = params.get(name, "")
        if not (said.isascii() and said.isdigit() and len(said) <= len(str(self.most))):
            return None
        return int(said) if self.least <= int(said) <= self.most else None

    def pairs(self, bounds: Bounds) -> list[tuple[str, str]]:
        """The bounds as they stand in an address."""
        named = zip((self.low_name, self.high_name), bounds, strict=True)
        return [(name, str(bound)) for name, bound in named if bound is not None]

    def words(self, bounds: Bounds) -> str:
        """The bounds as a condition says them."""
        low, high = bounds
        if low is None and high is None:
            return ""
        if high is None:
            return _("%(value)s及以上") % {"value": self.say(low or 0)}
        if low is None:
            return _("%(value)s及以下") % {"value": self.say(high)}
        if low == high:
            return self.say(low)
        return _("%(low)s～%(high)s") % {"low": self.say(low), "high": self.say(high)}


TRL = Range("trl", gettext_lazy("技术就绪度"), 1, 9, lambda level: _("%(n)s 级") % {"n": level})
PRICE = Range(
    "price", gettext_lazy("价格"), 0, DEAREST_YUAN, lambda yuan: price(yuan * FEN_IN_YUAN)
)
RANGES = (TRL, PRICE)


def levels(bounds: Bounds) -> tuple[str, ...]:
    """The readiness levels within ``bounds`` as values of a facet; none where both are open."""
    if bounds == NO_BOUNDS:
        return ()
    low, high = bounds
    return tuple(str(level) for level in range(low or TRL.least, (high or TRL.most) + 1))


def in_fen(bounds: Bounds) -> Bounds:
    """Bounds in yuan as whole fen."""
    low, high = bounds
    return (
        None if low is None else low * FEN_IN_YUAN,
        None if high is None else high * FEN_IN_YUAN,
    )
