"""Pictures of pages: only sizes made for a page are given out, and only with a live page."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.images.models import Rendition

from cms.attachments import may_read
from core import uploads

PUBLIC_SECONDS = 300  # how long a browser may show a picture of a page that has been taken down


@require_safe
def rendition(request: HttpRequest, name: str) -> Any:
    """A size of a picture. What was uploaded is never given out: it may say where it was taken."""
    found = get_object_or_404(Rendition.objects.select_related("image"), file=f"images/{name}")
    ending = uploads.ending_of(name)
    if ending not in uploads.PHOTOS or not may_read(request.user, found.image):
        raise Http404
    response = FileResponse(found.file.open("rb"), content_type=uploads.KINDS[ending].content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'"
    response["Cache-Control"] = f"private, max-age={PUBLIC_SECONDS}"
    return response
