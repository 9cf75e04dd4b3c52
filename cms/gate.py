"""What the editing desk (/admin/) is beyond Wagtail's own: one transaction an act, limits.

Accounts are written by our services, so Wagtail's pages for users and groups are closed here, not
merely left out of the menu.
"""

from functools import wraps

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.db import transaction
from django.http import Http404
from wagtail.utils.urlpatterns import decorate_urlpatterns

CLOSED = frozenset({"wagtailusers_users", "wagtailusers_groups"})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def guarded(urlpatterns):
    """Wagtail's admin addresses behind the gate."""
    return decorate_urlpatterns(urlpatterns, _gate)


def _is_number(pk):
    return str(pk).isascii() and str(pk).isdecimal()


def _gate(view):
    act = transaction.atomic(view)

    @wraps(view)
    @csp_update({"script-src": [SELF, UNSAFE_INLINE]})
    def gate(request, *args, **kwargs):
        if request.user.is_authenticated:
            # Wagtail's side bar greets by this, which our accounts do not have.
            request.user.first_name = request.user.name
        match = request.resolver_match
        if match and CLOSED.intersection(match.namespaces):
            raise Http404
        # Rows have numbers, and some of Wagtail's addresses take any text for one.
        if "snippet" in getattr(match, "namespace", "") and not _is_number(kwargs.get("pk", 0)):
            raise Http404
        return (view if request.method in SAFE else act)(request, *args, **kwargs)

    return gate
