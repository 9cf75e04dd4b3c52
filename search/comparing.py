"""Listings side by side: what a firm weighs, a line each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace import saying
from marketplace.models import Listing

# What everybody may read, in the order in which a firm asks; of confidence and files nothing.
TEXTS = (
    "benefit",
    "problem",
    "abstract",
    "comparison",
    "trl",
    "trl_evidence",
    "pilot",
    "limits",
    "economics",
    "applications",
    "rights",
    "ownership",
    "modes",
)
FACTS: tuple[tuple[Any, Callable[[Listing], Any]], ...] = (
    (_("价格"), saying.price),
    (_("转让状态"), lambda one: one.get_availability_display()),
    (_("行业"), lambda one: one.get_industry_display()),
    (_("技术领域"), lambda one: one.get_field_display()),
    (_("成果单位"), lambda one: one.organisation.shown_name),
    (_("所在地区"), lambda one: one.region or ""),
    (_("确认有效日期"), lambda one: f"{one.confirmed_on:%Y-%m-%d}" if one.confirmed_on else ""),
)


@dataclass(frozen=True, slots=True)
class Line:
    """What is compared, what each listing says to it, and whether they say the same."""

    label: Any
    values: Sequence[Any]

    @property
    def is_same(self) -> bool:
        return len(self.values) > 1 and len(set(map(str, self.values))) == 1


def lines(listings: Sequence[Listing]) -> list[Line]:
    """Each line of which some listing says something."""
    texts = [
        Line(
            _label(name),
            [saying.words(name, getattr(one, name)) for one in listings],
        )
        for name in TEXTS
    ]
    facts = [Line(label, [value(one) for one in listings]) for label, value in FACTS]
    return [line for line in texts + facts if any(line.values)]


def _label(name: str) -> Any:
    return getattr(Listing._meta.get_field(name), "verbose_name", name)
