"""How a reader wants pages shown."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from core.redirects import asked_target

YEAR_S = 31_536_000


# Both are exempt, because a forged request could but change the size or colour of letters, and a
# token in the header of every page would keep all of them out of caches.
@csrf_exempt
@require_POST
def care(request: HttpRequest) -> HttpResponse:
    """Switch 关怀版 on or off and go back to the page."""
    return _keep(request, settings.CARE_COOKIE_NAME, "care", {"on"})


@csrf_exempt
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Show pages light, dark or, as without a choice, as the reader's system does."""
    return _keep(request, settings.THEME_COOKIE_NAME, "theme", {"light", "dark"})


def _keep(request: HttpRequest, cookie: str, name: str, known: set[str]) -> HttpResponse:
    """Keep what was chosen for a year, or forget it, and lead back to the page."""
    response = HttpResponseRedirect(asked_target(request))
    if (chosen := request.POST.get(name, "")) in known:
        response.set_cookie(cookie, chosen, max_age=YEAR_S, samesite="Lax")
    else:
        response.delete_cookie(cookie, samesite="Lax")
    return response


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement (无障碍声明)."""
    return render(request, "core/accessibility.html")
