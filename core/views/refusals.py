"""Refusals as pages of ours; those of 500 and 503 need neither database nor request context."""

from typing import Any

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

from core.context import names

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """400, or 413 where too much was sent."""
    if isinstance(exception, TOO_LARGE):
        return bare("413.html", 413)
    return bare("400.html", 400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that lay open too long or came from elsewhere."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: something of ours broke."""
    return bare("500.html", 500)


def bare(template: str, status: int) -> HttpResponse:
    """A page that can be drawn while the database, the session or the host name is no good."""
    return HttpResponse(get_template(template).render({"site": names()}), status=status)
