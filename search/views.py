"""The pages of the search: results, listings side by side, listings like one."""

from dataclasses import replace

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import push_url

from cms.finding import holding, public_pages
from core import exports, lists
from marketplace.imports.columns import as_json
from marketplace.models import Listing
from search import asked, columns, comparing, hot, need_views, similar, thin
from search.needs import KIND
from search.results import ResultsPage

PAGES = "page"  # the kind of result that the site's own search finds


@require_safe
@vary_on_headers("HX-Request")
def results(request):
    """Listings that answer the address; all of them as a file where it asks for one."""
    if request.GET.get("kind") == PAGES:
        return redirect(_pages_url(asked.read(request.GET)))
    if request.GET.get("kind") == KIND.name:
        return redirect(need_views.url(asked.read(request.GET)))
    page = ResultsPage(
        asked.read(request.GET),
        reader=request.user,
        export_format=request.GET.get(lists.EXPORT, ""),
    )
    if page.export_format:
        return exports.answer(
            page,
            columns.LISTING,
            title=_("成果"),
            basis=_("检索服务暂时不可用：由数据库按字面查找，最多 50 项。")
            if page.answer.degraded
            else _("符合检索条件的全部公开成果。"),
            unit=_("项"),
            as_json=as_json,
        )
    thin.keep(page, request.user)
    if "hot" not in request.GET:  # who took a word from the front page has not thought of it
        hot.keep(page, request.user.pk or request.META["REMOTE_ADDR"])
    response = render(
        request, "search/results.html", {"page": page, "kinds": _kinds(request, page)}
    )
    if request.htmx:
        push_url(response, f"{request.path}{page.asked.address}")
    return response


@require_safe
def compare(request):
    """Up to four listings side by side; what the reader may not see is left out."""
    ids = asked.keys(request.GET, "id")
    said = asked.read(request.GET)
    seen = Listing.objects.visible_to(request.user).select_related("organisation", "region")
    rows = {row.pk: row for row in seen.filter(pk__in=ids)}
    listings = [rows[pk] for pk in ids if pk in rows]
    if ids and not listings:
        raise Http404
    others = [[one.pk for one in listings if one is not each] for each in listings]
    return render(
        request,
        "search/compare.html",
        {
            "listings": [
                (listing, asked.comparison(left, said) if left else "")
                for listing, left in zip(listings, others, strict=True)
            ],
            "lines": comparing.lines(listings),
            "gone": len(ids) - len(listings),
            "back": replace(said, compared=tuple(row.pk for row in listings)).address,
        },
    )


@require_safe
@vary_on_headers("HX-Request")
def like(request, number):
    """Listings like one, with the reason: a part of its page, or a page by itself."""
    seen = Listing.objects.visible_to(request.user)
    listing = get_object_or_404(seen, number=number)
    template = "search/similar.html" if request.htmx else "search/similar_page.html"
    return render(request, template, {"listing": listing, "similar": similar.like(listing)})


def _kinds(request, page):
    """The other kinds of result for the same words, each with how many it has."""
    text = page.asked.text
    if not text:
        return []
    pages = holding(public_pages(request.LANGUAGE_CODE), text)
    return [
        (_("需求"), need_views.count(text), need_views.url(page.asked)),
        (_("政策与动态"), pages.count(), _pages_url(page.asked)),
    ]


def _pages_url(said):
    return f"{reverse('cms:find')}?q={said.quoted}"
