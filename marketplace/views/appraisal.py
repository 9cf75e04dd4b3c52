"""我的业绩: what one's achievements have brought about, to be printed."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.errors import PermissionDenied
from marketplace import appraisal, permissions

YEARS = 5  # back from this one


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """One table, of a year or of all years."""
    if not permissions.is_writer(request.user):
        raise PermissionDenied("listing.begin")
    now = timezone.localtime()
    years = [now.year - back for back in range(YEARS)]
    asked = request.GET.get("year", "")
    year = int(asked) if asked in map(str, years) else None
    rows = appraisal.of(request.user, year)
    context = {
        "rows": rows,
        "total": appraisal.total(rows),
        "years": years,
        "year": year,
        "now": now,
    }
    return render(request, "marketplace/appraisal.html", context)
