"""A photo as it is kept: drawn anew, so that it is a picture and says nothing of its place."""

import io
from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from core import uploads
from core.errors import ValidationError

LARGEST = 10 * 1024 * 1024  # bytes, as a phone sends it
MOST_PIXELS = 64_000_000
SIDE = 2000  # pixels, as it is kept
FORMATS = ("JPEG", "PNG", "WEBP")


def redrawn(upload: Any) -> ContentFile:
    """``upload`` as a JPEG of at most ``SIDE`` pixels a side, without its EXIF.

    Raises:
        ValidationError: too large, or no picture of these kinds.

    """
    try:
        # A phone may call a PNG .jpg.
        uploads.check(upload, uploads.PHOTOS, largest=LARGEST, is_renamed=True)
    except ValidationError as error:
        raise ValidationError({"photo": error}) from error
    try:
        with Image.open(upload, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError({"photo": [_("照片的像素太多，请缩小后再传。")]})
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise ValidationError({"photo": [_("照片打不开，请换一张。")]}) from error
    upright.thumbnail((SIDE, SIDE))
    kept = io.BytesIO()
    upright.save(kept, "JPEG", quality=85)
    return ContentFile(kept.getvalue(), "photo.jpg")
