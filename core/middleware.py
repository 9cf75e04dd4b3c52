"""Refusals of the domain and of the house as HTTP, said on pages of ours."""

from ipaddress import ip_address
from pathlib import Path

from django.conf import settings
from django.shortcuts import render

from core.errors import WrongState
from core.views.refusals import bare


class RefusalMiddleware:
    """Answers `WrongState` with 409 and what to do; 403 and 404 are Django's own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, WrongState):
            return render(request, "409.html", status=409)
        return None


class MaintenanceMiddleware:
    """Answers everything with 503 while the file ``MAINTENANCE_FILE`` exists.

    A file, because whoever migrates a database by hand can make it without a restart.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if Path(settings.MAINTENANCE_FILE).exists():
            response = bare("503.html", 503)
            response["Retry-After"] = "600"
            return response
        return self.get_response(request)


class RequestSizeMiddleware:
    """Answers with 413 what says that it is too large, before any of it is read.

    Whatever asks for `request.POST` later, the check of a form's token first of all, would take
    the whole body in and keep it on the disk.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.LARGEST_REQUEST:
            return bare("413.html", 413)
        return self.get_response(request)


class AddressMiddleware:
    """Answers with 400 an address that holds NUL, which PostgreSQL does not take."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return bare("400.html", 400)
        return self.get_response(request)


class PrivatePagesMiddleware:
    """What a signed-in person is shown stays in no cache, that of a shared desk included."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Who brings no session is nobody, and is not asked for.
        is_signed_in = (
            settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
        )
        response = self.get_response(request)
        if is_signed_in:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class ClientAddressMiddleware:
    """Makes ``REMOTE_ADDR`` the reader's address where proxies of ours stand before us.

    Behind a proxy everybody would have its address, and one busy reader would use up what the
    rate limits give to all. ``TRUSTED_PROXY_COUNT`` says how many entries at the end of
    ``X-Forwarded-For`` our own proxies wrote; what stands before them anybody could have sent.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        count = settings.TRUSTED_PROXY_COUNT
        hops = request.headers.get("X-Forwarded-For", "").split(",")
        if count and len(hops) >= count and (address := _address(hops[-count])):
            request.META["REMOTE_ADDR"] = address
        return self.get_response(request)


def _address(text):
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return ""
