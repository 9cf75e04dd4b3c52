"""An achievement as a row of a file: the columns of `fields`, so that what goes out comes in."""

from collections.abc import Callable
from typing import Any

from core.money import yuan_from_fen
from core.tables.columns import Column, Kind
from marketplace import saying
from marketplace.imports import row_texts
from marketplace.imports.fields import SPECS, Spec
from marketplace.models import IpKind, Listing, RightStatus

_WIDE = 40
_AS_ROWS: dict[str, Callable[[Any], str]] = {
    "comparison": row_texts.join,
    "rights": lambda rights: row_texts.join(map(_right, rights)),
    "keywords": "、".join,
    "modes": saying.modes,
}


def _right(right: dict[str, str]) -> list[str]:
    return [
        str(IpKind(right["kind"]).label),
        right["number"],
        right["holder"],
        str(RightStatus(right["status"]).label) if right["status"] else "",
        right["until"],
    ]


def columns() -> tuple[Column, ...]:
    """The columns of a table, in the order of the template."""
    return tuple(Column(spec.header, _value(spec), _kind(spec), _width(spec)) for spec in SPECS)


def as_json(row: Listing) -> dict[str, Any]:
    """The line of a JSONL file: our keys, codes instead of labels."""
    return {spec.key: _raw(spec, row) for spec in SPECS}


def number_of(row: Listing) -> str:
    """By which number a later import knows the row: its own from elsewhere, or ours."""
    return str(row.external_id or row.number)


def _value(spec: Spec) -> Callable[[Any], Any]:
    if spec.key == "external_id":
        return number_of
    if spec.key == "region":
        return lambda row: row.region_id
    if spec.key in _AS_ROWS:
        say = _AS_ROWS[spec.key]
        return lambda row: say(getattr(row, spec.column))
    if spec.choices:
        # Django's own `get_…_display` translates every choice to find one.
        labels = dict(spec.choices.choices)
        return lambda row: labels.get(getattr(row, spec.column), getattr(row, spec.column))
    return lambda row: getattr(row, spec.column)


def _raw(spec: Spec, row: Listing) -> Any:
    if spec.key == "external_id":
        return number_of(row)
    value = getattr(row, spec.column)
    if spec.column.endswith("_fen"):
        return None if value is None else str(yuan_from_fen(value))
    return value


def _kind(spec: Spec) -> Kind:
    if spec.column.endswith("_fen"):
        return Kind.YUAN
    return Kind.NUMBER if spec.key == "trl" else Kind.TEXT


def _width(spec: Spec) -> int:
    return _WIDE if not spec.choices and _kind(spec) is Kind.TEXT else 16
