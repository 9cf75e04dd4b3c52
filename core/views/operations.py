"""运行情况: whether the machinery works, for the operator."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core import operations as machinery
from core import registry
from core.errors import PermissionDenied


@login_required
@never_cache
@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    if not registry.may_enter(machinery.PLACE, request.user):
        raise PermissionDenied(machinery.PLACE)
    return render(request, "core/operations.html", {"state": machinery.state()})


@login_required
@require_POST
def retry(request: HttpRequest) -> HttpResponse:
    again = machinery.retry_parked(actor=request.user)
    messages.success(request, _("%(n)s 条消息将再次送出。") % {"n": again})
    return redirect("core:operations")
