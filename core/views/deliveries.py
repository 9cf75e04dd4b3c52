"""未送达: notices that did not reach their people, for the operator."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from core import exports, lists, registry
from core.errors import PermissionDenied
from core.filters import DeliveryFilter
from core.lists import ListPage
from core.models import Delivery
from core.notices import kinds, retrying
from core.tables.columns import Column


def _what(row: Delivery) -> Any:
    """The kind's name; a code or other text that is no notice by its purpose."""
    if row.notice is None:
        return _("即时短信：%(purpose)s") % {"purpose": row.purpose}
    if row.notice.kind == kinds.DIGEST:
        return _("每日汇总")
    try:
        return kinds.get(row.notice.kind).label
    except LookupError:
        return row.notice.kind


COLUMNS = (
    Column(
        gettext_lazy("时间"), lambda row: f"{timezone.localtime(row.created_at):%Y-%m-%d %H:%M:%S}"
    ),
    Column(gettext_lazy("通知"), _what, width=24),
    Column(gettext_lazy("收件人"), lambda row: row.notice.recipient if row.notice else ""),
    Column(gettext_lazy("渠道"), lambda row: row.get_channel_display()),
    Column(gettext_lazy("地址（已脱敏）"), lambda row: row.address),
    Column(gettext_lazy("状态"), lambda row: row.get_status_display()),
    Column(gettext_lazy("尝试次数"), lambda row: row.attempts),
    Column(gettext_lazy("原因"), lambda row: row.error, width=40),
)


def _listing(request: HttpRequest) -> ListPage:
    if not registry.may_enter(retrying.PLACE, request.user):
        raise PermissionDenied("deliveries")
    return lists.page(
        request,
        DeliveryFilter,
        retrying.undelivered(),
        sorts={"new": ["-created_at"], "attempts": ["-attempts"]},
        exports=True,
    )


@login_required
@require_safe
def deliveries(request: HttpRequest) -> HttpResponseBase:
    listing = _listing(request)
    if listing.wants_export:
        return exports.answer(
            listing,
            COLUMNS,
            title=_("未送达的通知"),
            basis=_("符合条件、尚未送达的全部投递，一个渠道一行；地址已脱敏。"),
            unit=_("条"),
        )
    stuck = set(retrying.parked())
    rows = [(row, _what(row), row.pk in stuck) for row in listing.page]
    return render(request, "core/deliveries.html", {"listing": listing, "rows": rows})


@login_required
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    if not registry.may_enter(retrying.PLACE, request.user):
        raise PermissionDenied(retrying.RETRY)
    get_object_or_404(Delivery, pk=pk)
    retrying.retry_delivery(pk, actor=request.user)
    messages.success(request, _("将再次发送。"))
    return _back(request)


@login_required
@require_POST
def retry_found(request: HttpRequest) -> HttpResponse:
    """Try again what the filters in the address find."""
    keys = _listing(request).found.values_list("pk", flat=True)[: retrying.MOST]
    again = retrying.retry_deliveries(keys, actor=request.user)
    messages.success(request, _("%(n)s 条通知将再次发送。") % {"n": again})
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    return redirect(f"{reverse('core:deliveries')}?{request.GET.urlencode()}")
