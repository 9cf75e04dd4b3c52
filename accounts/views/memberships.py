"""An organisation's people, and what is decided about them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import permissions, workflow
from accounts.forms import DatesForm, ReasonForm
from accounts.models import Membership
from accounts.roles import OFFICES_OF, explained
from accounts.services import memberships
from accounts.views.organisations import seen
from core.errors import PermissionDenied, ValidationError
from core.views.submitting import submit
from core.workflow import available, require

ACTS = {
    "confirm": memberships.confirm_membership,
    "withdraw": memberships.withdraw_membership,
    "end": memberships.end_membership,
    "make_administrator": memberships.make_administrator,
    "unmake_administrator": memberships.unmake_administrator,
}


def _seen(request, pk):
    rows = Membership.objects.visible_to(request.user).select_related("organisation", "user")
    return get_object_or_404(rows, pk=pk)


def with_acts(rows, user):
    """Each membership with the acts that ``user`` may do to it now."""
    return [
        (
            row,
            [t.action.partition(".")[2] for t in available(workflow.MEMBERSHIP, row, actor=user)],
        )
        for row in rows
    ]


@login_required
def members(request, pk):
    organisation = seen(request, pk)
    user = request.user
    if not permissions.may_see_members(user, organisation):
        raise PermissionDenied("membership.list")
    rows = organisation.memberships.active().select_related("user", "organisation__region")
    return render(
        request,
        "accounts/members.html",
        {
            "organisation": organisation,
            "rows": with_acts(rows, user),
            "roles": explained({*OFFICES_OF.get(organisation.kind, ()), *(r.role for r in rows)}),
            "open_contacts": user.administers(organisation)
            or permissions.sees_to(user, organisation),
        },
    )


@login_required
@require_POST
def act(request, pk, name):
    membership = _seen(request, pk)
    try:
        ACTS[name](pk, actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("已办理。"))
    return redirect(_list_of(request, membership))


@login_required
def refuse(request, pk):
    membership = _seen(request, pk)
    require(workflow.REFUSE_MEMBER, membership, actor=request.user)
    form = ReasonForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda said: memberships.refuse_membership(pk, **said, actor=request.user),
        says=_("已办理。"),
        to=_list_of(request, membership),
    )
    return done or _ask(request, form, membership, _("不予确认"))


@login_required
def dates(request, pk):
    membership = _seen(request, pk)
    require(workflow.SET_DATES, membership, actor=request.user)
    form = DatesForm(request.POST or None, instance=membership)
    done = submit(
        request,
        form,
        lambda days: memberships.set_dates(pk, **days, actor=request.user),
        says=_("已保存。"),
        to=_list_of(request, membership),
    )
    return done or _ask(request, form, membership, _("设定起止日期"))


def _ask(request, form, membership, title):
    context = {
        "title": title,
        "text": str(membership),
        "submit": title,
        "form": form,
        "back": membership.organisation.get_absolute_url(),
    }
    return render(request, "confirm.html", context)


def _list_of(request, membership):
    """The address of the list in which the reader found the membership."""
    if membership.user_id == request.user.pk:
        return reverse("accounts:mine")
    at_desk = request.POST.get("from") == "desk"
    if not at_desk and permissions.belongs_to(request.user, membership.organisation):
        return reverse("accounts:members", args=[membership.organisation_id])
    return reverse("accounts:desk_roles")
