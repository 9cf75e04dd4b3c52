"""举报: said by either side; the list that the section reads."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import lists
from core.errors import PermissionDenied, WrongState
from core.lists import PER_PAGE
from core.views.submitting import submit
from marketplace import permissions
from marketplace.filters import ReportFilter
from marketplace.forms.enquiry import CloseReportForm, ReportForm
from marketplace.models import Block, Report
from marketplace.querysets import ReportQuerySet
from marketplace.services import abuse
from marketplace.views.enquiries import said_form, seen


@login_required
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Why; an owner may block the firm with it."""
    enquiry = seen(request, pk)
    if not permissions.is_of_enquiry(request.user, enquiry):
        raise PermissionDenied("enquiry.report")
    is_owner = permissions.may_answer(request.user, enquiry)
    form = ReportForm(request.POST or None, is_owner=is_owner)
    done = submit(
        request,
        form,
        lambda said: abuse.report_enquiry(pk, **said, actor=request.user),
        says=_("已报主管部门。"),
        to=enquiry,
    )
    return done or said_form(request, enquiry, form, _("举报"))


@login_required
@require_safe
def blocks(request: HttpRequest) -> HttpResponse:
    """The firms that one's unit hears no more; all of them for the section."""
    rows = Block.objects.visible_to(request.user).select_related("place", "firm", "by")
    page = Paginator(rows.order_by("-at", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "marketplace/blocks.html", {"page": page})


@login_required
@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Hear it again."""
    block = get_object_or_404(Block.objects.visible_to(request.user), pk=pk)
    abuse.lift_block(block.pk, actor=request.user)
    messages.success(request, _("已解除屏蔽。"))
    return redirect("marketplace:blocks")


@login_required
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """What was reported: who, of whom, why; not what the two sides said."""
    if not permissions.handles_reports(request.user):
        raise PermissionDenied("enquiry.report")
    rows = _told(request)
    listing = lists.page(
        request, ReportFilter, rows, sorts={"new": ["-at"], "closed": ["-closed_at"]}
    )
    context = {"listing": listing, "waiting": rows.open().count()}
    return render(request, "marketplace/reports.html", context)


@login_required
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """What the bureau found."""
    row = get_object_or_404(_told(request), pk=pk)
    if not permissions.may_close_report(request.user, row):
        raise PermissionDenied("enquiry.close_report")
    if row.closed_at:
        raise WrongState("enquiry.close_report")
    form = CloseReportForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda said: abuse.close_report(pk, **said, actor=request.user),
        says=_("已办结，并已通知举报人。"),
        to="marketplace:reports",
    )
    return done or render(request, "marketplace/report_close.html", {"report": row, "form": form})


def _told(request: HttpRequest) -> ReportQuerySet:
    rows: ReportQuerySet = Report.objects.visible_to(request.user)
    return rows.select_related(
        "reporter",
        "closed_by",
        "enquiry__listing__organisation",
        "enquiry__organisation",
        "enquiry__chain",
    )
