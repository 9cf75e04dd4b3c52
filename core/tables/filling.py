"""Workbooks for people to fill in, and to mend: the template, and the faults of what was sent."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _

from core.tables.cells import show
from core.tables.reading import MOST_ROWS, REASON_HEADER, Field, LineError, Result, letter
from core.tables.writing import OPTIONS

_OPTIONS = {**OPTIONS, "constant_memory": False}  # comments and choices go back to earlier cells


def write_template(into: BinaryIO, fields: Sequence[Field]) -> None:
    """An empty table with drop-downs, and a sheet that explains each column."""
    with xlsxwriter.Workbook(into, _OPTIONS) as book:
        sheet, about, choices = (
            book.add_worksheet(name) for name in (_("填写"), _("填写说明"), _("选项"))
        )
        choices.hide()
        bold = book.add_format({"bold": True, "bottom": 1})
        as_text = book.add_format({"num_format": "@"})
        sheet.freeze_panes(1, 0)
        for column, header in enumerate([_("列"), _("是否必填"), _("说明"), _("可选值")]):
            about.write_string(0, column, header, bold)
        about.set_column(0, 3, 24)
        for index, field in enumerate(fields):
            sheet.set_column(index, index, max(14, 2 * len(field.header) + 4), as_text)
            sheet.write_string(0, index, field.header + ("*" if field.required else ""), bold)
            words = [field.header, _("必填") if field.required else _("选填"), field.hint]
            for column, word in enumerate([*words, "、".join(field.choices)]):
                about.write_string(index + 1, column, word)
            if field.choices:
                choices.write_column(0, index, field.choices)
                name = letter(index)
                source = f"='{choices.name}'!${name}$1:${name}${len(field.choices)}"
                sheet.data_validation(
                    1, index, MOST_ROWS, index, {"validate": "list", "source": source}
                )


def write_errors(into: BinaryIO, result: Result) -> None:
    """The sheet as it was sent, each bad cell marked with its reason, all of a line at its end."""
    by_line: dict[int, list[LineError]] = defaultdict(list)
    for error in result.errors:
        by_line[error.line].append(error)
    end = max(map(len, result.sheet.rows), default=0)
    with xlsxwriter.Workbook(into, _OPTIONS) as book:
        sheet = book.add_worksheet(_("请更正"))
        bad = book.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"})
        sheet.set_column(0, end - 1, 18)
        sheet.set_column(end, end, 60)
        for line, cells in enumerate(result.sheet.rows, start=1):
            faults = {error.letter: error for error in by_line[line]}
            for index, cell in enumerate(cells):
                fault = faults.get(letter(index))
                _write_as_sent(sheet, line - 1, index, cell, bad if fault else None)
                if fault:
                    sheet.write_comment(line - 1, index, f"{fault.rule}；{fault.advice}")
            if faults:
                sheet.write_string(line - 1, end, "\n".join(map(str, faults.values())), bad)
        sheet.write_string(result.header_line - 1, end, REASON_HEADER, bad)


def _write_as_sent(sheet: Any, line: int, index: int, cell: Any, form: Any) -> None:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        sheet.write_number(line, index, cell, form)
    elif show(cell):
        sheet.write_string(line, index, show(cell), form)
    elif form:
        sheet.write_blank(line, index, None, form)
