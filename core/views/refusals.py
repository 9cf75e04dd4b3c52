"""Refusals as pages of ours; those of 500 and 503 need neither database nor request context."""

import errno
import sys
from typing import Any

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

from core.context import names
from core.rates import MINUTE_S, Limit

READ_ONLY = "25006"  # PostgreSQL has been switched over, and this side only reads
DISK_AWAY = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def too_often(request: HttpRequest, limit: Limit) -> HttpResponse:
    """429, and how long to wait."""
    response = render(request, "429.html", {"wait_s": limit.wait_s}, status=429)
    response["Retry-After"] = str(limit.wait_s)
    return response


def sign_in_too_often(request: HttpRequest) -> HttpResponse:
    """429 for allauth, which counts by itself; most of its windows are a minute."""
    page = {"wait_s": MINUTE_S, "is_sign_in": True}
    response = render(request, "429.html", page, status=429)
    response["Retry-After"] = str(MINUTE_S)
    return response


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """400, or 413 where too much was sent."""
    if isinstance(exception, TOO_LARGE):
        return bare("413.html", 413)
    return bare("400.html", 400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that lay open too long or came from elsewhere."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: something of ours broke; 503 where the data cannot be read or written for now.

    Django calls it while it handles the error, wherever that was: in a view, or in a middleware
    that loads the session or saves it.
    """
    error = sys.exc_info()[1]
    if _is_data_away(error):
        response = bare("503_data.html", 503)
        response["Retry-After"] = "60"
        return response
    return bare("500.html", 500)


def _is_data_away(error: BaseException | None) -> bool:
    return (
        isinstance(error, (OperationalError, InterfaceError))
        or getattr(error, "errno", None) in DISK_AWAY
        or getattr(getattr(error, "__cause__", None), "sqlstate", "") == READ_ONLY
    )


def bare(template: str, status: int) -> HttpResponse:
    """A page that can be drawn while the database, the session or the host name is no good."""
    return HttpResponse(get_template(template).render({"site": names()}), status=status)
