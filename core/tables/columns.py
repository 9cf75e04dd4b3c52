"""What a table that goes out consists of; declared once for xlsx and csv."""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils import timezone

from core.money import yuan_from_fen

# A spreadsheet runs a text that begins like a formula, whoever typed it into our form.
# One that was guarded already gets a second mark, so that reading it takes off just ours.
# Full-width signs too, which Excel takes for the others; ``|`` begins a command of old sheets.
FORMULA_SIGNS = r"[=+\-@|\t\r\n＝＋－＠｜]"
_FORMULA = re.compile(rf"[\s']*{FORMULA_SIGNS}")


class Kind(StrEnum):
    """What a column's value is: ``YUAN`` takes fen, ``PERCENT`` takes 30 for 30 %."""

    TEXT = "text"
    NUMBER = "number"
    YUAN = "yuan"
    DATE = "date"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, how its value is got from a row, its kind and width in characters."""

    header: Any  # text, lazy or not
    value: Callable[[Any], Any]
    kind: Kind = Kind.TEXT
    width: int = 16


@dataclass(frozen=True, slots=True)
class Basis:
    """口径: what the figures of a file mean; goes on a sheet of its own."""

    title: str
    basis: str
    unit: str
    as_of: datetime.datetime
    filters: Mapping[str, str] = field(default_factory=dict)


def plain(column: Column, row: Any) -> Any:
    """The value as a file gets it: yuan as Decimal, a moment as its day here, texts harmless."""
    value = column.value(row)
    if value is None or value == "":
        return None
    match column.kind:
        case Kind.TEXT:
            return harmless(str(value))
        case Kind.YUAN:
            return yuan_from_fen(value)
        case Kind.DATE if isinstance(value, datetime.datetime):
            return timezone.localdate(value)
    return value


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text
