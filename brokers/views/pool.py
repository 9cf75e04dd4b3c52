"""Enquiries that nobody carries, and taking one; who asked is not shown before."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from brokers import services
from brokers.filters import PoolFilter
from brokers.forms import AgencyForm
from brokers.permissions import agencies, is_broker
from brokers.querysets import waiting_enquiries
from core import lists
from core.errors import PermissionDenied
from core.views.submitting import submit


@login_required
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """The pool: what is asked about, and from which county."""
    if not is_broker(request.user):
        raise PermissionDenied("deal.take")
    rows = waiting_enquiries(request.user).select_related(
        "listing__organisation", "organisation__region"
    )
    sorts = {"old": ["created_at"], "new": ["-created_at"]}
    listing = lists.page(request, PoolFilter, rows, sorts=sorts)
    return render(request, "brokers/pool.html", {"listing": listing})


@login_required
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one, for the broker's agency; one who has several says for which."""
    places = agencies(request.user)
    if not places:
        raise PermissionDenied("deal.take")
    enquiry = get_object_or_404(waiting_enquiries(request.user), pk=pk)
    form = AgencyForm(request.POST or None, agencies=places)
    if request.method == "POST" and len(places) == 1:
        deal = services.take_enquiry(pk, agency=places[0], actor=request.user)
        messages.success(request, _("已接手，请尽快与双方联系。"))
        return redirect(deal)
    done = submit(
        request,
        form,
        lambda said: services.take_enquiry(pk, **said, actor=request.user),
        says=_("已接手，请尽快与双方联系。"),
    )
    context = {
        "title": _("接手咨询"),
        "text": enquiry.listing.title,
        "submit": _("接手"),
        "form": form,
        "back": "..",
    }
    return done or render(request, "brokers/ask.html", context)
