"""Tables in: declared fields, a parser a cell, every fault by its line and column."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core.tables.cells import CellError, Parser, show
from core.tables.errors import TableError
from core.tables.sources import Sheet, sheets

MOST_ROWS = 5_000
LONGEST_SHOWN = 60  # of a value that is told back
HEADER_WITHIN = 20  # lines; titles and notes may stand above it
REASON_HEADER = "错误说明"  # the column that we add ourselves to a file sent back


@dataclass(frozen=True, slots=True)
class Field:
    """A column that is asked for: its name in the program, its header, its parser."""

    name: str
    header: str
    parse: Parser
    required: bool = True
    choices: tuple[str, ...] = ()  # the template's drop-down
    hint: str = ""
    aliases: tuple[str, ...] = ()  # other headers that it is known by

    @property
    def headers(self) -> frozenset[str]:
        """Every header by which its column is known, as they are compared."""
        return frozenset(map(_header, (self.header, *self.aliases)))


@dataclass(frozen=True, slots=True)
class LineError:
    """One cell that cannot be taken. ``line`` counts from 1, ``letter`` is the sheet's."""

    line: int
    letter: str
    header: str
    value: str
    rule: str
    advice: str

    def __str__(self):
        return _(
            "第 %(line)s 行 %(letter)s 列“%(header)s”填写“%(value)s”：%(rule)s；%(advice)s"
        ) % {
            "line": self.line,
            "letter": self.letter,
            "header": self.header,
            "value": Truncator(self.value).chars(LONGEST_SHOWN),
            "rule": self.rule.rstrip("。"),
            "advice": self.advice,
        }


@dataclass(frozen=True, slots=True)
class Row:
    """A line whose cells are all right."""

    line: int
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """What a file holds; ``rows`` are right, each line with a fault is in ``errors`` instead."""

    rows: list[Row]
    errors: list[LineError]
    ignored: list[str]  # headers that nobody asked for
    sheet: Sheet  # as it was sent
    header_line: int
    places: dict[str, int]  # the column of each field that has one, from 0


def read(content: bytes, fields: Sequence[Field], *, most_rows: int = MOST_ROWS) -> Result:
    """Read a table from an xlsx or csv file.

    Raises:
        TableError: the file cannot be read, or its header lacks or doubles a column.

    """
    for sheet in sheets(content, most_rows=most_rows):
        at = _header_line(sheet, fields)
        if at is not None:
            return _read_sheet(sheet, at, fields, most_rows)
    raise TableError(
        _("没有找到表头。应有这些列：%(headers)s。请下载模板，照模板填写。")
        % {"headers": "、".join(field.header for field in fields)}
    )


def letter(index: int) -> str:
    """A sheet's name of a column: 0 is ``A``, 26 is ``AA``."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _read_sheet(sheet: Sheet, at: int, fields: Sequence[Field], most_rows: int) -> Result:
    places, ignored = _places(sheet.rows[at], fields)
    for first, last in sheet.merged:
        if last >= at:
            raise TableError(
                _("第 %(first)s 至 %(last)s 行有合并的单元格，请取消合并并逐格填写。")
                % {"first": first + 1, "last": last + 1}
            )
    rows, errors = [], []
    filled = [
        (number, cells)
        for number, cells in enumerate(sheet.rows[at + 1 :], start=at + 2)
        if any(show(cell).strip() for cell in cells)
    ]
    if len(filled) > most_rows:
        raise TableError(_("超过 %(limit)s 行，请分成几个文件上传。") % {"limit": most_rows})
    for number, cells in filled:
        values, faults = _read_line(number, cells, fields, places)
        errors += faults
        if not faults:
            rows.append(Row(number, values))
    return Result(rows, errors, ignored, sheet, at + 1, places)


def _read_line(
    number: int, cells: list[Any], fields: Sequence[Field], places: dict[str, int]
) -> tuple[dict[str, Any], list[LineError]]:
    values: dict[str, Any] = {}
    faults = []
    for field in fields:
        index = places.get(field.name)
        cell = cells[index] if index is not None and index < len(cells) else None
        try:
            values[field.name] = _value(field, cell)
        except CellError as error:
            faults.append(
                LineError(
                    number,
                    letter(index or 0),
                    field.header,
                    show(cell),
                    error.rule,
                    error.advice,
                )
            )
    return values, faults


def _value(field: Field, cell: Any) -> Any:
    if show(cell).strip():
        return field.parse(cell)
    if field.required:
        raise CellError(_("此项必填"), _("请补填"))
    return None


def _header_line(sheet: Sheet, fields: Sequence[Field]) -> int | None:
    """The line with most of the headers, at least half of those that must be there."""
    wanted = [field.headers for field in fields]
    heads = [{_header(cell) for cell in row} for row in sheet.rows[:HEADER_WITHIN]]
    found = [sum(bool(headers & head) for headers in wanted) for head in heads]
    needed = (sum(field.required for field in fields) + 1) // 2 or 1
    return found.index(max(found)) if found and max(found) >= needed else None


def _places(row: list[Any], fields: Sequence[Field]) -> tuple[dict[str, int], list[str]]:
    headers = [_header(cell) for cell in row]
    faults = []
    places = {}
    for field in fields:
        found = [index for index, header in enumerate(headers) if header in field.headers]
        if len(found) > 1:
            faults.append(
                _("“%(header)s”出现在 %(letters)s 列，请只留一列。")
                % {"header": field.header, "letters": "、".join(map(letter, found))}
            )
        elif found:
            places[field.name] = found[0]
        elif field.required:
            faults.append(_("缺少“%(header)s”列。") % {"header": field.header})
    if faults:
        raise TableError(faults)
    ignored = [
        show(cell)
        for index, cell in enumerate(row)
        if headers[index] and headers[index] != REASON_HEADER and index not in places.values()
    ]
    return places, ignored


def _header(cell: Any) -> str:
    """Headers compare without blanks, width and the mark of a must."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", show(cell)))
    return plain.removesuffix("*").removesuffix("(必填)")
