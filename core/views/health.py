"""What monitoring asks for: an answer and its code, nothing about the installation."""

from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import heartbeat


@require_safe
@never_cache
def web(request):
    """200 where this process answers and reaches its database, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return _answer(well=False)
    return _answer(well=True)


@require_safe
@never_cache
def worker(request):
    """200 where a worker gave a sign of life within the last quarter of a minute, else 503."""
    try:
        well = any(alive for _name, _seen, alive in heartbeat.workers())
    except DatabaseError:
        well = False
    return _answer(well=well)


def _answer(*, well):
    return HttpResponse("ok\n" if well else "down\n", "text/plain", 200 if well else 503)
