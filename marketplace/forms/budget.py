"""What a firm would spend, as people say it: ``30万``, ``30-50万``, ``300000``, ``面议``."""

import re
import unicodedata
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.fields import YuanField
from core.money import FEN_IN_YUAN, LARGEST_FEN, AmountError, format_yuan, read_amount_range

# Without a unit, less than this is far more often 万元 than 元; what was meant is asked.
DOUBTFUL_FEN = 1_000 * FEN_IN_YUAN
WAN, YUAN, OPEN = "万元", "元", "面议"
_NONE = frozenset(
    {"面议", "可面议", "预算面议", "价格面议", "面谈", "待定", "没有", "无", "暂无"}
    | {"negotiable", "to be discussed", "none"}
)
_ABOUT = re.compile(r"^(?:大约|大概|约|不超过|最多)|(?:左右|上下|以内|以下|之内|内)$")
_HAS_UNIT = re.compile(r"[万亿元圆w¥]", re.IGNORECASE)
_TYPED = re.compile(r"(?P<first>[\d.,]*)(?:-(?P<last>[\d.,]+))?(?P<unit>万元|元)")


class Budget(NamedTuple):
    """Least, where it was said, and most, in whole fen."""

    least_fen: int | None
    most_fen: int


class BudgetInput(forms.TextInput):
    """Two numbers by the phone's number pad, and their unit; one text goes to the field.

    A text that carries a unit, or says that the price is open, is taken as it was typed.
    """

    template_name = "marketplace/budget_input.html"
    # English pages count in millions, but what is typed here is what the box says.
    units = (
        (WAN, pgettext_lazy("typed", "万元")),
        (YUAN, pgettext_lazy("typed", "元")),
        (OPEN, _("面议")),
    )

    def __init__(self) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off"})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        first = str(data.get(name) or "").strip()
        last = str(data.get(f"{name}_to") or "").strip()
        unit = str(data.get(f"{name}_unit") or "")
        if unit == OPEN and not (first or last):
            return OPEN
        text = f"{first}-{last}" if first and last else first or last
        plain = unicodedata.normalize("NFKC", text)
        if unit in {WAN, YUAN} and text and re.fullmatch(r"[\d.,\s~～—–至到-]+", plain):
            return f"{text}{unit}"
        return text

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        typed = _TYPED.fullmatch(str(value or ""))
        shown = context["widget"]
        shown["value"] = typed["first"] if typed else shown["value"]
        shown["last"] = typed["last"] if typed else None
        shown["unit"] = typed["unit"] if typed else OPEN if value == OPEN else WAN
        shown["units"] = self.units
        return context


class BudgetField(forms.Field):
    """A `Budget`; None where there is none yet."""

    widget = BudgetInput
    default_error_messages = {
        **YuanField.default_error_messages,
        "invalid": _("请写金额，例如 30万、30-50万 或 300000；没有就不填。"),
        "doubtful": _("是 %(yuan)s 元，还是 %(yuan)s 万元？请写明单位。"),
        "order": _("前一个金额大于后一个，请核对。"),
    }

    def to_python(self, value: Any) -> Budget | None:
        said = unicodedata.normalize("NFKC", str(value or "")).strip(" 。.()").lower()
        if not said or said in _NONE:
            return None
        try:
            budget = Budget(*read_amount_range(_ABOUT.sub("", said)))
        except AmountError as error:
            raise ValidationError(self.error_messages[error.code], error.code) from error
        if min(budget.least_fen or 0, budget.most_fen) < 0:
            self._refuse("min_fen", bound=format_yuan(0))
        if budget.most_fen > LARGEST_FEN:
            self._refuse("large")
        if not _HAS_UNIT.search(said) and budget.most_fen < DOUBTFUL_FEN:
            self._refuse("doubtful", yuan=format_yuan(budget.most_fen).removesuffix(".00"))
        return budget

    def _refuse(self, code: str, **values: Any) -> None:
        raise ValidationError(self.error_messages[code], code, values)
