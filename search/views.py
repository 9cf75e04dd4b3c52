"""The results page."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.finding import holding, public_pages
from core import exports, lists
from search import asked, columns
from search.results import ResultsPage

PAGES = "page"  # the kind of result that the site's own search finds


def results(request):
    """Listings that answer the address; all of them as a file where it asks for one."""
    if request.GET.get("kind") == PAGES:
        return redirect(_pages_url(asked.read(request.GET)))
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
            basis=_("符合检索条件的全部公开成果。"),
            unit=_("项"),
        )
    return render(request, "search/results.html", {"page": page, "kinds": _kinds(request, page)})


def _kinds(request, page):
    """The other kinds of result for the same words, each with how many it has."""
    text = page.asked.text
    if not text:
        return []
    pages = holding(public_pages(request.LANGUAGE_CODE), text)
    return [(_("政策与动态"), pages.count(), _pages_url(page.asked))]


def _pages_url(said):
    return f"{reverse('cms:find')}?q={said.quoted}"
