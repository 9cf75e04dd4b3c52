"""Refusals of the domain and of the house as HTTP, said on pages of ours."""

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
