"""婉拒理由: how often each was given, for the section and for a county."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.errors import PermissionDenied
from marketplace import declining, permissions
from marketplace.models.parts import DeclineReason


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Counts a reason and a unit, with their period and basis."""
    if not permissions.sees_to_needs(request.user):
        raise PermissionDenied("enquiry.count_declines")
    asked = request.GET.get("period", "")
    period = asked if asked in declining.PERIODS else "quarter"
    since, until = declining.span(period, timezone.localdate())
    rows = declining.reasons(request.user, since, until)
    return render(
        request,
        "marketplace/declines.html",
        {
            "periods": declining.PERIODS,
            "period": period,
            "since": since,
            "until": until,
            "rows": rows,
            "enquiries": sum(row.enquiries for row in rows),
            "offers": sum(row.offers for row in rows),
            "units": declining.units(request.user, since, until),
            "labels": DeclineReason.labels,
        },
    )
