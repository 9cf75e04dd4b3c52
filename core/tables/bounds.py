"""How large a workbook is once unpacked, asked before anything reads it.

A reader lays a sheet out as a rectangle: two cells, the first and the very last one, in a file of
five kilobytes, end the process for want of memory (seen). And an archive may lie about the size
of its parts.
"""

import re
import zipfile
from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.tables.errors import TableError

MOST_BYTES = 200 * 2**20
MOST_CELLS = 5_000_000  # of a sheet's rectangle
_CHUNK = 2**20
_TAIL = 4096  # longer than any tag that is looked for
# A cell or a row with something in it: `<c r="B7" s="1">`, not `<c r="B7" s="1"/>`.
_TAG = re.compile(rb"<(?:\w+:)?(c|row)((?:\s[^<>]*)?)(?<!/)>")
_AT = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,3})(\d{1,9})["']""")


def require_bounded(parts: zipfile.ZipFile) -> None:
    """Refuse a workbook that would not fit.

    Raises:
        TableError: too large.
        BadZipFile: a part is not what the archive says of it.

    """
    if sum(part.file_size for part in parts.infolist()) > MOST_BYTES:
        raise TableError(_("工作簿展开后过大，请分成几个文件上传。"))
    for part in parts.infolist():
        height, width = _extent(_chunks(parts, part))
        if height * width > MOST_CELLS:
            raise TableError(
                _("工作表的内容一直写到第 %(line)d 行第 %(column)d 列，请删去表外的单元格。")
                % {"line": height, "column": width}
            )


def _chunks(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part, read to its end, so that its size and checksum are known to be true."""
    with parts.open(part) as file:
        tail = b""
        while chunk := file.read(_CHUNK):
            yield tail + chunk
            tail = chunk[-_TAIL:]


def _extent(chunks: Iterator[bytes]) -> tuple[int, int]:
    """The last row and column that hold something; a tag seen twice changes nothing."""
    height = width = 0
    for chunk in chunks:
        for name, attributes in _TAG.findall(chunk):
            at = _AT.search(attributes)
            if at is None:
                continue
            # A cell without a place of its own stands in its row, so rows count by themselves.
            height = max(height, int(at[2]))
            if name == b"c":
                width = max(width, _number(at[1]))
    return height, max(width, 1)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
