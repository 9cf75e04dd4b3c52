"""The page of a chain."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.chains import timeline
from core.models import Chain


@login_required
@require_safe
def chain(request: HttpRequest, number: str) -> HttpResponse:
    """What happened on a chain, as far as the reader may see; 404 where that is nothing."""
    found = get_object_or_404(Chain, number=number)
    entries = timeline(found, request.user)
    if not entries:
        raise Http404
    return render(request, "core/chain.html", {"chain": found, "entries": entries})
