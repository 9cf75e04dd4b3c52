"""The address to which a form sends its draft while it is being filled in."""

import json
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core import drafts
from core.models import Draft


@never_cache
@login_required
@require_http_methods(["GET", "POST", "DELETE"])
def draft(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """GET it, POST ``{"version", "data"}`` to keep it, DELETE it. 409 tells what another kept."""
    if request.method == "DELETE":
        drafts.discard(kind, key, actor=request.user)
        return HttpResponse(status=204)
    if request.method == "GET":
        found = drafts.resume(kind, key, actor=request.user)
        return JsonResponse(_said(found) if found else {"version": 0, "data": {}})
    if len(request.body) > drafts.MAX_BYTES:
        return JsonResponse({"error": "too large"}, status=413)
    try:
        sent = json.loads(request.body)
        version, data = int(sent["version"]), dict(sent["data"])
    except (KeyError, TypeError, ValueError):
        return JsonResponse({"error": "version and data are expected"}, status=400)
    try:
        kept = drafts.keep(kind, key, data, version=version, actor=request.user)
    except drafts.DraftMoved as moved:
        return JsonResponse(_said(moved.draft), status=409)
    return JsonResponse(_said(kept))


def _said(found: Draft) -> dict[str, Any]:
    saved = timezone.localtime(found.updated_at)
    return {"version": found.version, "data": found.data, "saved_at": saved.strftime("%H:%M")}
