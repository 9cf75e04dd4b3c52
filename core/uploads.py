"""What is the same of every uploaded paper."""

import hashlib
from typing import Any


def digest(upload: Any) -> str:
    """SHA-256 of what is in it; the upload is read from its beginning again afterwards."""
    found = hashlib.sha256()
    for chunk in upload.chunks():
        found.update(chunk)
    upload.seek(0)
    return found.hexdigest()
