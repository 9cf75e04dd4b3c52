"""What may be uploaded: one table for every room, and what is the same of every uploaded file.

An ending can be typed; the first bytes of a file can not, nor what an office file holds. So both
have to say the same, and an executable called `.pdf` is refused.
"""

import hashlib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.errors import ValidationError

LARGEST = 20 * 1024 * 1024  # bytes
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: how its content begins, and for an office file what it holds.

    ``marked`` stands behind the size that some kinds begin with, eight bytes in. A browser draws
    what ``is_inline`` by itself; anything else is saved, never run here.
    """

    ending: str
    content_type: str
    begins: bytes
    holds: str = ""
    marked: bytes = b""
    is_inline: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument."
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
KINDS = {
    kind.ending: kind
    for kind in (
        Kind("pdf", "application/pdf", b"%PDF-", is_inline=True),
        Kind("jpg", "image/jpeg", b"\xff\xd8\xff", is_inline=True),
        Kind("png", "image/png", b"\x89PNG\r\n\x1a\n", is_inline=True),
        Kind("webp", "image/webp", b"RIFF", marked=b"WEBP", is_inline=True),
        Kind("docx", f"{_OFFICE}wordprocessingml.document", _ZIP, "word/document.xml"),
        Kind("xlsx", f"{_OFFICE}spreadsheetml.sheet", _ZIP, "xl/workbook.xml"),
        Kind("doc", "application/msword", _OLE),
        Kind("xls", "application/vnd.ms-excel", _OLE),
    )
}
PAPERS = ("pdf", "jpg", "png", "docx")
PICTURES = ("jpg", "png")
PHOTOS = ("jpg", "png", "webp")  # drawn anew before anybody sees them
DOCUMENTS = ("pdf", "docx", "xlsx", "doc", "xls")  # of editors, who attach what others issued
# Nothing in a file may run or call out; a browser's own viewer of PDF needs styles and itself.
POLICY = {"default-src": ["'none'"], "style-src": ["'unsafe-inline'"], "object-src": ["'self'"]}


def check(
    upload: Any,
    kinds: Sequence[str] = PAPERS,
    *,
    largest: int = LARGEST,
    is_renamed: bool = False,
) -> Kind:
    """The kind of ``upload``, which is read from its beginning again afterwards.

    Args:
        is_renamed: it is kept under a name of ours, so its content decides, whatever its ending.

    Raises:
        ValidationError: empty, too large, of another kind, or not what its ending says.

    """
    if not upload.size:
        raise ValidationError(_("文件是空的。"), code="empty")
    if upload.size > largest:
        raise ValidationError(
            _("文件不得超过 %(most)s MB。"), code="too_large", params={"most": largest >> 20}
        )
    possible = kinds if is_renamed else {ending_of(upload.name)}.intersection(kinds)
    found = next((KINDS[ending] for ending in possible if _is(KINDS[ending], upload)), None)
    if found is not None and found.holds and _has_macros(upload):
        raise ValidationError(_("文件带有宏，请另存为不带宏的文件再传。"), code="macros")
    if found is None:
        raise ValidationError(
            _("请上传 %(kinds)s 文件，内容须与扩展名相符。"),
            code="kind",
            params={"kinds": "、".join(kind.upper() for kind in kinds)},
        )
    return found


def ending_of(name: str) -> str:
    """What a file is called after its last dot, as `KINDS` writes it."""
    return name.rsplit(".", 1)[-1].lower().replace("jpeg", "jpg")


def _is(kind: Kind, upload: Any) -> bool:
    upload.seek(0)
    first = upload.read(16)
    upload.seek(0)
    begins = first.startswith(kind.begins) and first[8:].startswith(kind.marked)
    if not begins or not kind.holds:
        return begins
    try:
        with zipfile.ZipFile(upload) as package:
            return kind.holds in package.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
    finally:
        upload.seek(0)


def _has_macros(upload: Any) -> bool:
    """Whether an Office file brings programs of its own; `_is` has read it as a package."""
    with zipfile.ZipFile(upload) as package:
        names = package.namelist()
    upload.seek(0)
    return any(name.lower().endswith("vbaproject.bin") for name in names)


def digest(upload: Any) -> str:
    """SHA-256 of what is in it; the upload is read from its beginning again afterwards."""
    found = hashlib.sha256()
    for chunk in upload.chunks():
        found.update(chunk)
    upload.seek(0)
    return found.hexdigest()
