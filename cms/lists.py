"""Lists of pages: what the address asks for, a page of it at a time."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

ROWS = 20


def chosen(request: HttpRequest, name: str, allowed: Any) -> str:
    """The address's value of ``name``; an unknown one counts as none."""
    value = request.GET.get(name, "")
    return value if value in allowed else ""


def listed(request: HttpRequest, found: Any) -> dict[str, Any]:
    """One page of ``found`` rows, and the rest of the address for its paginator."""
    query = request.GET.copy()
    query.pop("page", None)
    return {
        "rows": Paginator(found, ROWS).get_page(request.GET.get("page")),
        "query": f"{query.urlencode()}&" if query else "",
    }
