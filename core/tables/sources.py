"""Files that people send in, told apart by what is in them, not by their names."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import python_calamine
from django.utils.translation import gettext as _

from core.tables.bounds import require_bounded
from core.tables.errors import TableError

MOST_BYTES = 10 * 2**20
MOST_COLUMNS = 200
# What a damaged archive, or one with a password, makes its readers say.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    python_calamine.CalamineError,
)
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cells as they stand, from the first line and column on, and where cells are merged."""

    name: str
    rows: list[list[Any]]
    merged: tuple[tuple[int, int], ...] = ()  # first and last line, from 0


def sheets(content: bytes, *, most_rows: int) -> Iterator[Sheet]:
    """The sheets in which data may stand, most likely first.

    Raises:
        TableError: too large, encrypted, broken, or no table.

    """
    if len(content) > MOST_BYTES:
        raise TableError(
            _("文件超过 %(limit)s MB，请分成几个文件上传。") % {"limit": MOST_BYTES // 2**20}
        )
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise TableError(_("文件设有打开密码，请取消密码后再上传。"))
        raise TableError(_("这是旧版 Excel（.xls）文件，请另存为 .xlsx 后再上传。"))
    if content.startswith(b"PK"):
        return _workbook(content, most_rows)
    if content.lstrip().startswith(b"<"):
        raise TableError(_("这是网页或 XML 文件，请在表格软件中打开后另存为 .xlsx。"))
    return _csv(content, most_rows)


def _workbook(content: bytes, most_rows: int) -> Iterator[Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = {*parts.namelist()}
            # The reader would guess from the rest what else it could be.
            if "xl/workbook.xml" not in names or names & {"content.xml", "xl/workbook.bin"}:
                raise TableError(_("这不是 Excel 工作簿，请另存为 .xlsx 后再上传。"))
            require_bounded(parts)
        book = python_calamine.load_workbook(io.BytesIO(content))
        for about in book.sheets_metadata:
            if about.visible is python_calamine.SheetVisibleEnum.Visible:
                sheet = book.get_sheet_by_name(about.name)
                _limit(sheet.total_height, sheet.total_width, most_rows)
                ranges = sheet.merged_cell_ranges or []
                yield Sheet(
                    about.name,
                    sheet.to_python(skip_empty_area=False),
                    tuple((first[0], last[0]) for first, last in ranges),
                )
    except BROKEN as error:
        raise TableError(_("文件已损坏，无法读取。请重新保存后再上传。")) from error


def _csv(content: bytes, most_rows: int) -> Iterator[Sheet]:
    text = _decoded(content)
    for delimiter in ",\t;":
        rows = []
        try:
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
                rows.append(row)
                _limit(len(rows), len(row), most_rows)
        except csv.Error:
            continue
        yield Sheet("", rows)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise TableError(
        _("既不是 Excel 工作簿，也不是 UTF-8 或 GBK 编码的 csv，请另存为 .xlsx 后再上传。")
    )


def _limit(height: int, width: int, most_rows: int) -> None:
    # A few lines above the header are not counted against the sender.
    if height > most_rows + 100:
        raise TableError(_("超过 %(limit)s 行，请分成几个文件上传。") % {"limit": most_rows})
    if width > MOST_COLUMNS:
        raise TableError(_("超过 %(limit)s 列，请用模板填写。") % {"limit": MOST_COLUMNS})
