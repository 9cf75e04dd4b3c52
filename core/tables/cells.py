"""One cell that people filled in → one value, or the rule that it breaks and what to do."""

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.fields import YuanField
from core.money import AmountError, fen_from_yuan, format_yuan, read_yuan
from core.tables.columns import FORMULA_SIGNS

Cell = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | None
Parser = Callable[[Cell], Any]

EXACT_DIGITS = 15  # more of them Excel does not keep
# NUL and its like, and halves of characters: no database and no file takes them.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_DAY = re.compile(r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d\d)(\d\d))")


class CellError(ValueError):
    """What is wrong with a cell: the rule, and what to do."""

    def __init__(self, rule: str, advice: str):
        super().__init__(rule)
        self.rule, self.advice = rule, advice


def show(cell: Cell) -> str:
    """The cell as it stands in the sheet."""
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    if isinstance(cell, float):
        return format(Decimal(format(cell, f".{EXACT_DIGITS}g")), "f")
    return "" if cell is None else str(cell)


def text(*, max_length: int = 200) -> Parser:
    """A text; a number that was typed in its place is taken if no digit was lost."""

    def parse(cell: Cell) -> str:
        if isinstance(cell, (int, float)) and abs(cell) >= 10**EXACT_DIGITS:
            raise CellError(
                _("数字超过 15 位，末尾几位已被表格软件改写"),
                _("先将该列设为文本格式，再重新填写"),
            )
        # What our own exports guard (`columns.harmless`) comes in as it was.
        value = re.sub(rf"^'(?=[\s']*{FORMULA_SIGNS})", "", show(cell)).strip()
        if _UNSEEN.search(value):
            raise CellError(_("含有看不见的控制字符"), _("请删除后重新输入，不要从别处整段复制"))
        if len(value) > max_length:
            raise CellError(_("最多 %(limit)s 个字") % {"limit": max_length}, _("请缩短后再填"))
        return value

    return parse


def whole(*, minimum: int = 0) -> Parser:
    """A whole number."""

    def parse(cell: Cell) -> int:
        value = _plain(cell).replace(",", "")
        if not re.fullmatch(r"-?\d{1,15}", value):
            raise CellError(_("应为整数"), _("只填数字，不带单位和文字"))
        if int(value) < minimum:
            raise CellError(_("不得小于 %(bound)s") % {"bound": minimum}, _("请核对"))
        return int(value)

    return parse


def yuan(*, min_fen: int = 0) -> Parser:
    """An amount in yuan → fen. What was meant by 万元 is not guessed."""

    def parse(cell: Cell) -> int:
        try:
            fen = fen_from_yuan(Decimal(show(cell))) if _is_number(cell) else read_yuan(show(cell))
        except AmountError as error:
            rule = YuanField.default_error_messages[error.code]
            raise CellError(str(rule), _("以元为单位填写数字，例如 6800000.00")) from error
        if fen < min_fen:
            rule = _("金额不得小于 %(bound)s 元") % {"bound": format_yuan(min_fen)}
            raise CellError(rule, _("请核对"))
        return fen

    return parse


def day() -> Parser:
    """A date cell, or a date as text."""

    def parse(cell: Cell) -> datetime.date:
        if isinstance(cell, datetime.datetime):
            return cell.date()
        if isinstance(cell, datetime.date):
            return cell
        found = _DAY.fullmatch(_plain(cell)) if not isinstance(cell, float) else None
        try:
            return datetime.date(*(int(part) for part in found.groups() if part))  # type: ignore[union-attr]
        except (AttributeError, TypeError, ValueError) as error:
            raise CellError(
                _("应为日期"), _("填写为 2026-03-01 的形式，或将单元格设为日期格式")
            ) from error

    return parse


def choice(values: Mapping[str, Any]) -> Parser:
    """One of the labels in ``values``; gives what stands beside it."""

    def parse(cell: Cell) -> Any:
        label = show(cell).strip()
        if label not in values:
            raise CellError(
                _("不在可选值之内"),
                _("从下列值中选择：%(labels)s") % {"labels": "、".join(values)},
            )
        return values[label]

    return parse


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def _plain(cell: Cell) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", show(cell)))
