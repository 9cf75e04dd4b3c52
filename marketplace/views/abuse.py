"""举报: said by either side; the list that the section reads."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Role
from core.errors import PermissionDenied
from core.lists import PER_PAGE
from core.views.submitting import submit
from marketplace import permissions
from marketplace.forms.enquiry import ReportForm
from marketplace.models import Report
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
def reports(request: HttpRequest) -> HttpResponse:
    """What was reported: who, of whom, why; not what the two sides said."""
    if not request.user.has_role(Role.SECTION_STAFF):  # type: ignore[union-attr]
        raise PermissionDenied("enquiry.report")
    rows = Report.objects.select_related(
        "reporter", "enquiry__listing__organisation", "enquiry__organisation", "enquiry__chain"
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "marketplace/reports.html", {"page": page})
