"""A file of achievements line by line: a workbook, csv, or JSONL, told apart by its content.

A table is read whole (`core.tables` bounds it); JSONL is read a line at a time, whatever its size.
Lines can be asked for again: the first time to check, the second to write.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from core.tables import reading, sources
from core.tables.errors import TableError
from core.tables.reading import LineError, Result
from marketplace.imports.fields import BY_KEY, fields
from marketplace.imports.formats import FORMATS
from marketplace.imports.jsonl import JsonLines
from marketplace.imports.lines import Line, Lines, facts

MOST_ROWS = 5_000  # of a table that a page takes
MOST_ROWS_OF_COMMAND = 50_000


def open_file(
    file: BinaryIO,
    *,
    renamed: Mapping[str, str] | None = None,
    form: str = "",
    most_rows: int = MOST_ROWS,
) -> Lines:
    """The lines of ``file``.

    Args:
        renamed: a header of the file to the key that it stands for.
        form: one of `formats.FORMATS`.
        most_rows: of a table.

    Raises:
        TableError: it is no table and no JSONL, or too large for a table.

    """
    if unknown := set((renamed or {}).values()) - BY_KEY.keys():
        raise TableError(_("没有这样的列：%(keys)s。") % {"keys": "、".join(sorted(unknown))})
    file.seek(0)
    is_jsonl = file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
    if is_jsonl:
        known = FORMATS[form].read if form else None
        return JsonLines(file, fields(), renamed or {}, known)
    size = file.seek(0, 2)
    if size > sources.MOST_BYTES:
        raise TableError(
            _("文件超过 %(limit)s MB，请分成几个文件上传。")
            % {"limit": sources.MOST_BYTES // 2**20}
        )
    file.seek(0)
    return Table(reading.read(file.read(), fields(renamed), most_rows=most_rows))


@dataclass(frozen=True, slots=True)
class Table:
    """A workbook or csv, read whole."""

    result: Result

    def lines(self) -> Iterator[Line]:
        rows = ((row.line, row.values, None) for row in self.result.rows)
        faults = ((error.line, None, error) for error in self.result.errors)
        found: Any = sorted(chain(rows, faults), key=lambda one: one[0])
        for number, parts in groupby(found, key=lambda one: one[0]):
            said = [*parts]
            values = said[0][1]
            if values is None:
                yield Line(number, "", {}, [fault for _n, _v, fault in said])
            else:
                yield Line(number, values["external_id"], facts(values, self.result.places))

    def fault(self, line: Line, key: str, rule: str, advice: str) -> LineError:
        index = self.result.places.get(key, 0)
        cells = self.result.sheet.rows[line.number - 1]
        return LineError(
            line.number,
            reading.letter(index),
            str(BY_KEY[key].header),
            reading.show(cells[index]) if index < len(cells) else "",
            rule,
            advice,
        )
