"""Tables out, a row at a time: any number of rows takes the memory of a few."""

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from core.tables.columns import Basis, Column, Kind, harmless, plain

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_575
# A workbook is whole before its first byte goes out, at .6 to .9 ms a row of 35 columns; a proxy
# waits a minute. What is longer goes out as csv, a row at a time.
MOST_AT_ONCE = 30_000
_FORMATS = {
    Kind.TEXT: "@",
    Kind.NUMBER: "#,##0.######",
    Kind.YUAN: "#,##0.00",
    Kind.DATE: "yyyy-mm-dd",
    Kind.PERCENT: "0.00%",
}


def write_xlsx(
    into: BinaryIO, columns: Sequence[Column], rows: Iterable[Any], *, basis: Basis
) -> int:
    """Write a workbook of a data sheet and a 口径 sheet; returns how many rows it has.

    Raises:
        ValueError: more rows than a sheet holds.

    """
    with xlsxwriter.Workbook(into, OPTIONS) as book:
        sheet = book.add_worksheet(_("数据"))
        about = book.add_worksheet(_("口径"))
        bold = book.add_format({"bold": True, "bottom": 1})
        formats = {kind: book.add_format({"num_format": form}) for kind, form in _FORMATS.items()}
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width)
            sheet.write_string(0, index, str(column.header), bold)
        sheet.freeze_panes(1, 0)
        count = 0
        for count, row in enumerate(rows, start=1):
            if count > MOST_ROWS:
                raise ValueError("more rows than a sheet holds; export a smaller span")
            for index, column in enumerate(columns):
                value = plain(column, row)
                if column.kind is Kind.PERCENT and value is not None:
                    value /= 100
                _write(sheet, count, index, value, formats[column.kind])
        about.set_column(0, 0, 16)
        about.set_column(1, 1, 60)
        for line, (name, value) in enumerate(_about(basis, count).items()):
            about.write_string(line, 0, name, bold)
            about.write_string(line, 1, harmless(value))
    return count


def stream_csv(columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[bytes]:
    """The table as csv in utf-8 with a mark at its head, by which Excel knows the encoding."""
    line = io.StringIO()
    writer = csv.writer(line)
    writer.writerow([harmless(str(column.header)) for column in columns])
    yield line.getvalue().encode("utf-8-sig")
    for row in rows:
        line.seek(0)
        line.truncate()
        writer.writerow([_text(column, plain(column, row)) for column in columns])
        yield line.getvalue().encode()


def _write(sheet: Any, line: int, index: int, value: Any, form: Any) -> None:
    if isinstance(value, str):
        text = value if len(value) <= LONGEST_CELL else f"{value[: LONGEST_CELL - 1]}…"
        sheet.write_string(line, index, text, form)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(line, index, value, form)
    elif value is not None:
        # The file itself knows floats only; 15 digits of it are exact.
        sheet.write_number(line, index, value, form)


def _text(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return f"{value}%" if column.kind is Kind.PERCENT else str(value)


def _about(basis: Basis, count: int) -> dict[str, str]:
    return {
        _("名称"): basis.title,
        _("统计口径"): basis.basis,
        _("单位"): basis.unit,
        _("数据截至"): f"{timezone.localtime(basis.as_of):%Y-%m-%d %H:%M}",
        _("筛选条件"): "；".join(f"{name}：{value}" for name, value in basis.filters.items())
        or _("无"),
        _("行数"): str(count),
    }
