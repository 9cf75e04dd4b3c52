"""The plain search of the site."""

from django.shortcuts import render

from cms import finding
from cms.filters import FindFilter
from core import lists


def find(request):
    """Policies, news and guides of this language whose title or points hold every word."""
    query = request.GET.get("q", "").strip()
    pages = finding.public_pages(request.LANGUAGE_CODE)
    listing = lists.page(
        request,
        FindFilter,
        pages if query else pages.none(),
        sorts={"new": ["-last_published_at"]},
    )
    return render(request, "cms/find.html", {"q": query, "listing": listing})
