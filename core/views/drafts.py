"""The address to which a form sends its draft while it is being filled in."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core import drafts
from core.errors import ValidationError
from core.models import Draft


@never_cache
@login_required
@require_http_methods(["GET", "POST", "DELETE"])
def draft(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """GET it, POST ``{"version", "data"}`` to keep it, DELETE it. 409 tells what another kept."""
    if any(len(part) > longest for part, longest in ((kind, 40), (key, 64))):
        raise Http404
    if request.method == "DELETE":
        drafts.discard(kind, key, actor=request.user)
        return HttpResponse(status=204)
    if request.method == "GET":
        found = drafts.resume(kind, key, actor=request.user)
        return JsonResponse(_said(found) if found else {"version": 0, "data": {}})
    return _keep(request, kind, key)


def _keep(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > drafts.MAX_BYTES:
        return JsonResponse({"error": _("内容太长，没有存上。请先复制已填内容。")}, status=413)
    try:
        version, data = drafts.parse(request.body)
    except ValueError as error:
        return JsonResponse({"error": str(error)}, status=400)
    try:
        kept = drafts.keep(kind, key, data, version=version, actor=request.user)
    except drafts.DraftMoved as moved:
        return JsonResponse(_said(moved.draft), status=409)
    except ValidationError as error:
        return JsonResponse({"error": error.messages[0]}, status=413)
    return JsonResponse(_said(kept))


def _said(found: Draft) -> dict[str, Any]:
    saved = timezone.localtime(found.updated_at)
    return {"version": found.version, "data": found.data, "saved_at": saved.strftime("%H:%M")}
