"""What each stage asks before a deal may enter it: one table for guards, forms and pages.

A gate reads ``deal.evidence``, which the service sets from what the broker brings.
Source: 促进科技成果转化法 第三十条、第四十八条 (a broker reports truthfully).
"""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brokers.models.terms import Stage
from core.errors import ValidationError

LABELS = {
    "buyer_on": _("与买方联系日期"),
    "seller_on": _("与卖方联系日期"),
    "happened_on": _("日期"),
    "text": _("说明"),
    "price_low_fen": _("价格下限（元）"),
    "price_high_fen": _("价格上限（元）"),
    "price_way": _("报价方式"),
    "amount_fen": _("合同金额（元）"),
    "kind": _("合同类型"),
    "file": _("文件"),
}
# A stage's own words for what it asks, where they say more than the label above.
WORDS = {
    Stage.NEGOTIATION: {"happened_on": _("会谈日期"), "text": _("会谈纪要")},
    Stage.INTENT: {"happened_on": _("意向书签署日期"), "file": _("意向书")},
    Stage.SIGNED: {"happened_on": _("合同签订日期"), "file": _("已签署的合同文本")},
}
ASKS: dict[str, tuple[str, ...]] = {
    Stage.CONTACT: ("buyer_on", "seller_on"),
    Stage.NEGOTIATION: ("happened_on", "text"),
    Stage.INTENT: ("happened_on", "price_low_fen", "price_high_fen", "price_way"),
    Stage.SIGNED: ("happened_on", "amount_fen", "kind", "file"),
}
MAY_ADD: dict[str, tuple[str, ...]] = {
    Stage.CONTACT: ("text",),
    Stage.NEGOTIATION: ("file",),
    Stage.INTENT: ("text", "file"),
    Stage.SIGNED: ("text",),
}
# What must stand on the deal itself before a stage, besides what the move brings.
NEEDS: dict[str, tuple[str, ...]] = {
    Stage.CONTACT: ("seller",),
    Stage.NEGOTIATION: ("seller",),
    Stage.INTENT: ("seller",),
    Stage.SIGNED: ("seller",),
}


def label(stage: str, name: str) -> Any:
    """How ``stage`` calls what it asks."""
    return WORDS.get(Stage(stage), {}).get(name, LABELS[name])


def lacking(deal: Any, stage: str) -> list[str]:
    """Fields of the deal itself that ``stage`` needs and that are empty."""
    return [name for name in NEEDS.get(stage, ()) if not getattr(deal, f"{name}_id")]


def opens(stage: str) -> Callable[[Any], None]:
    """The guard of ``stage``: everything asked is there, and no day lies ahead."""

    def guard(deal: Any) -> None:
        if lacking(deal, stage):
            raise ValidationError(_("还没有卖方：请先在“修改资料”中选定卖方单位。"))
        faults: dict[str, Any] = {
            name: [_("请填写%(what)s。") % {"what": label(stage, name)}]
            for name in ASKS[stage]
            if deal.evidence.get(name) in (None, "")
        }
        today = timezone.localdate()
        for name in ("buyer_on", "seller_on", "happened_on"):
            day = deal.evidence.get(name)
            if day and day > today:
                faults[name] = [_("日期不得晚于今天。")]
        if faults:
            raise ValidationError(faults)

    return guard


def is_priced(deal: Any) -> None:
    """The range runs upwards."""
    low, high = deal.evidence["price_low_fen"], deal.evidence["price_high_fen"]
    if high < low:
        raise ValidationError({"price_high_fen": [_("价格上限不得低于下限。")]})


def is_paid_for(deal: Any) -> None:
    """A contract without an amount is none that turnover could count."""
    if deal.evidence["amount_fen"] <= 0:
        raise ValidationError({"amount_fen": [_("合同金额须大于零。")]})


def is_explained(deal: Any) -> None:
    """A move that is no step forward says why."""
    if not str(deal.evidence.get("text", "")).strip():
        raise ValidationError({"text": [_("请写明原因。")]})


def has_lost_reason(deal: Any) -> None:
    """One of the list; the last of them in own words."""
    if not deal.evidence.get("reason"):
        raise ValidationError({"reason": [_("请选择失败原因。")]})
    if deal.evidence["reason"] == "other":
        is_explained(deal)


def left_from(stage: str) -> Callable[[Any], None]:
    """The guard of a return: a shelved deal goes back where it was."""

    def guard(deal: Any) -> None:
        if deal.shelved_from != stage:
            raise ValidationError(_("只能恢复到搁置前的阶段。"))

    return guard
