"""The plain search of the site."""

from django.shortcuts import render

from cms.finding import find_pages
from cms.lists import listed

LONGEST_QUERY = 100  # characters


def find(request):
    """Policies, news and guides of this language whose title or points hold every word."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    found = find_pages(query, request.LANGUAGE_CODE)
    return render(request, "cms/find.html", {"q": query} | listed(request, found))
