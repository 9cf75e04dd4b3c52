"""The paper that a move rests on: what may be uploaded."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.errors import ValidationError

LARGEST = 20 * 1024 * 1024  # bytes
# How a file of each allowed kind begins; an ending can be typed, these can not.
BEGINNINGS = {
    "pdf": b"%PDF-",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n",
}


def check(upload: Any) -> Any:
    """The upload, once it is what its name says.

    Raises:
        ValidationError: too large, of another kind, or not what its ending says.

    """
    if upload.size > LARGEST:
        raise ValidationError(_("文件不得超过 20 MB。"), code="too_large")
    ending = upload.name.rsplit(".", 1)[-1].lower()
    upload.seek(0)
    beginning = upload.read(8)
    upload.seek(0)
    if not beginning.startswith(BEGINNINGS.get(ending, b"\x00never")):
        raise ValidationError(_("请上传 PDF、JPG 或 PNG 文件，内容须与扩展名相符。"), code="kind")
    return upload
