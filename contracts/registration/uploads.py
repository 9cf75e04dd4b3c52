"""What may be uploaded: papers that are what they say, by how they begin."""

from typing import Any

from django.utils.translation import gettext as _

from core.errors import ValidationError

LARGEST = 20 * 1024 * 1024  # bytes
BEGINNINGS = {
    "pdf": b"%PDF-",
    "jpg": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n",
    "docx": b"PK\x03\x04",
}
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def kind_of(upload: Any) -> str:
    """The ending that fits the content of ``upload``.

    Raises:
        ValidationError: too large, empty, or none of the kinds that are taken.

    """
    if upload.size > LARGEST:
        raise ValidationError({"file": _("文件不得超过 20 MB。")})
    upload.seek(0)
    beginning = upload.read(16)
    upload.seek(0)
    for ending, first in BEGINNINGS.items():
        if beginning.startswith(first):
            return ending
    raise ValidationError({"file": _("只接受 PDF、JPG、PNG 和 Word（docx）文件。")})
