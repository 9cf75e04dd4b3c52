"""A deal in pairs of label and value: what each reader may read of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from brokers import gates
from brokers.models import Deal, Kind, LostReason, PriceWay, Stage, Step
from brokers.models.terms import RANK
from brokers.permissions import STEERING
from core.money import NO_FIGURE, format_yuan

CHOICES: dict[str, dict[str, Any]] = {
    "kind": dict(Kind.choices),
    "price_way": dict(PriceWay.choices),
    "reason": dict(LostReason.choices),
}


def facts(deal: Deal, user: Any, *, is_carrier: bool) -> list[tuple[Any, Any]]:
    """The sides and the figures. What is merely expected is the broker's and the staff's own."""
    buyer = _organisation(deal.buyer) if deal.buyer else deal.buyer_name
    rows: list[tuple[Any, Any]] = [
        (_("买方"), buyer),
        (_("卖方"), _organisation(deal.seller) if deal.seller else _("待匹配")),
    ]
    if deal.listing:
        link = '<a href="{}">{}</a>'
        rows.append(
            (_("科技成果"), format_html(link, deal.listing.get_absolute_url(), deal.listing))
        )
    rows += [(_("技术经纪人"), deal.broker), (_("技术转移机构"), _organisation(deal.agency))]
    if deal.signed_on:
        rows += [
            (_("合同金额"), _yuan(deal.amount_fen)),
            (_("合同类型"), deal.get_kind_display()),
            (_("签订日期"), f"{deal.signed_on:%Y-%m-%d}"),
        ]
    elif is_carrier or user.has_role(*STEERING):
        rows += [
            (_("预计金额"), _yuan(deal.amount_fen)),
            (_("合同类型"), deal.get_kind_display() or NO_FIGURE),
            (_("预计签约日期"), f"{deal.expected_on:%Y-%m-%d}" if deal.expected_on else NO_FIGURE),
        ]
    if deal.price_low_fen is not None and deal.price_high_fen is not None:
        span = f"{format_yuan(deal.price_low_fen)}～{_yuan(deal.price_high_fen)}"
        rows += [(_("价格区间"), span), (_("报价方式"), deal.get_price_way_display())]
    if deal.national_number:
        rows.append((_("合同登记编号"), deal.national_number))
    if deal.lost_reason:
        rows.append((_("失败原因"), deal.get_lost_reason_display()))
        if is_carrier and deal.lost_text:
            rows.append((_("失败说明"), deal.lost_text))
    return rows


def _organisation(organisation: Any) -> Any:
    url = organisation.get_absolute_url()
    return format_html('<a href="{}">{}</a>', url, organisation.shown_name)


def _yuan(fen: int | None) -> Any:
    return NO_FIGURE if fen is None else _("%(yuan)s 元") % {"yuan": format_yuan(fen)}


@dataclass(frozen=True, slots=True)
class Move:
    """A step as it is read; the text of one that leads nowhere further is the agency's own."""

    step: Step
    particulars: list[tuple[Any, Any]]
    is_inner: bool


def said(steps: Iterable[Step]) -> list[Move]:
    """The moves of a deal in words, oldest first."""
    return [
        Move(
            step,
            [(_label(step.after, name), _word(name, value)) for name, value in step.facts.items()],
            is_inner=not _is_forward(step),
        )
        for step in steps
    ]


def _is_forward(step: Step) -> bool:
    before, after = RANK.get(Stage(step.before or Stage.LEAD)), RANK.get(Stage(step.after))
    return before is not None and after is not None and after >= before


def _label(stage: str, name: str) -> Any:
    return _("失败原因") if name == "reason" else gates.label(stage, name)


def _word(name: str, value: Any) -> Any:
    if name.endswith("_fen"):
        return format_yuan(value)
    if name in CHOICES:
        return CHOICES[name].get(value, value)
    return value
