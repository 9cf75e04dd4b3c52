"""What firms look for, found by the same engines."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from marketplace.models import Need
from search import asked, finding
from search.documents import DOCUMENTS
from search.need_results import NeedsPage
from search.needs import KIND
from search.query import Query


@require_safe
def needs(request: HttpRequest) -> HttpResponse:
    """Needs that answer the words; without words, the list of all of them."""
    if not asked.read(request.GET).text:
        return redirect("marketplace:needs")
    return render(request, "search/needs.html", {"listing": NeedsPage(request)})


def count(text: str) -> int:
    """How many needs answer ``text``."""
    return finding.count(DOCUMENTS[Need], Query(KIND.name, text))


def url(said: asked.Asked) -> str:
    """Where they stand."""
    return f"{reverse('search:needs')}?q={said.quoted}"
