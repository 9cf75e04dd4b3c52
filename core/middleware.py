"""Refusals of the domain as HTTP: a wrong state is 409, said on a page of ours."""

from django.shortcuts import render

from core.errors import WrongState


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
