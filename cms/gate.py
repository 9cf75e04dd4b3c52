"""What the editing desk (/admin/) is beyond Wagtail's own: one transaction an act, limits.

Accounts are written by our services, so Wagtail's pages for users and groups are closed here, not
merely left out of the menu. A row that its reader may not see has no page here either, whatever
page it is: Wagtail asks for permissions of the model alone.
"""

from functools import wraps

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.db import transaction
from django.http import Http404
from wagtail.snippets.models import get_snippet_models
from wagtail.utils.urlpatterns import decorate_urlpatterns

from core import registry

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
        if match and request.user.is_authenticated and _is_about_unseen(request, match):
            raise Http404
        return (view if request.method in SAFE else act)(request, *args, **kwargs)

    return gate


def _is_about_unseen(request, match):
    """Whether the address names a row of a room's which the reader may not see."""
    model, keys = _rows_of(request, match)
    if model is None or not keys:
        return False
    label = model._meta.label_lower
    if not registry.says_who_sees(label):
        return False
    if not all(map(_is_number, keys)):  # "all" of a bulk action is not looked into
        return True
    return bool(keys - registry.visible_ids(label, request.user, keys))


def _rows_of(request, match):
    """The model and the keys of the rows that an address of the admin is about."""
    if match.url_name == "wagtail_bulk_action":
        label = f"{match.kwargs['app_label']}.{match.kwargs['model_name']}".lower()
        named = [model for model in get_snippet_models() if model._meta.label_lower == label]
        keys = {*request.GET.getlist("id"), *request.POST.getlist("id")}
        return (named[0] if named else None), keys
    for model in get_snippet_models():
        views = model.snippet_viewset
        own = {views.get_admin_url_namespace(), views.get_chooser_admin_url_namespace()}
        if own.intersection(match.namespaces):
            # A chooser asks for several by ``id`` in its query.
            keys = {str(match.kwargs["pk"])} if "pk" in match.kwargs else set()
            return model, keys | {*request.GET.getlist("id")}
    return None, set()
