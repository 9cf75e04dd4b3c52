"""/achievements/: the ways into what is on offer, and the list behind each."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Organisation
from core import lists
from core.classifications import Industry
from core.models import Region
from marketplace import browsing, responsiveness
from marketplace.filters import ListingFilter
from marketplace.models import Listing

SORTS = {
    "new": ["-first_published_at"],
    "confirmed": ["-confirmed_on"],
    "title": ["title"],
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The three ways in, with counts."""
    return render(
        request,
        "marketplace/achievements.html",
        {
            "total": Listing.objects.findable().count(),
            "industries": browsing.by_industry(),
            "units": browsing.by_unit(),
            "regions": browsing.by_region(),
        },
    )


@require_safe
def industry(request: HttpRequest, code: str) -> HttpResponse:
    """Those of one industry."""
    if code not in Industry.values:
        raise Http404
    rows = Listing.objects.public().filter(industry=code)
    return _list(request, rows, Industry(code).label, _("行业"))


@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Those of one unit; who offers nothing in public has no page."""
    rows = Listing.objects.public().filter(organisation=pk)
    if not rows.exists():
        raise Http404
    name = Organisation.objects.get(pk=pk).shown_name
    return _list(request, rows, name, _("成果单位"), responsiveness=responsiveness.of(pk))


@require_safe
def region(request: HttpRequest, code: str) -> HttpResponse:
    """Those of one region."""
    place = get_object_or_404(Region, pk=code)
    return _list(request, browsing.within(place), place, _("地区"))


def _list(
    request: HttpRequest, rows: QuerySet[Listing], title: Any, way: str, **more: Any
) -> HttpResponse:
    listing = lists.page(
        request, ListingFilter, rows.select_related("organisation", "region"), sorts=SORTS
    )
    if not more:  # of many units, so each row says how soon its own answers
        places = [row.organisation_id for row in listing.page]
        more = {"answering": responsiveness.of_all(places)}
    context = {"listing": listing, "title": title, "way": way, **more}
    return render(request, "marketplace/achievements_list.html", context)
