"""The page behind the link 退订 in a mail; the link itself is the permission."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core.notices import unsubscribing


# A mail program posts without our cookie (RFC 8058) and may not be redirected. Reading changes
# nothing, because mail scanners follow every link.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, or switch off."""
    is_done = request.method == "POST"
    try:
        asked = unsubscribing.unsubscribe(token) if is_done else unsubscribing.read(token)
    except LookupError as error:
        raise Http404 from error
    return render(request, "notices/unsubscribe.html", {"asked": asked, "is_done": is_done})
