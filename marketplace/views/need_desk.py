"""The desk of needs: who waits for a call, what was said, what the firm is asked to confirm."""

from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import lists
from core.chains import timeline
from core.errors import PermissionDenied
from core.views.submitting import submit
from core.workflow import available, require
from marketplace import need_workflow as workflow
from marketplace import permissions
from marketplace.filters import NeedDeskFilter
from marketplace.forms.need import CallForm, OutcomeForm, RefineForm, TakeDownForm
from marketplace.models import Need
from marketplace.services import need_desk, needs
from marketplace.views.needs import STATES


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What lies at one's desk; the section sees what is overdue anywhere."""
    if not permissions.sees_to_needs(request.user):
        raise PermissionDenied("need.call")
    rows = Need.objects.at_desk_of(request.user)
    listing = lists.page(
        request,
        NeedDeskFilter,
        rows.select_related("region", "organisation"),
        sorts={"due": ["due_on"], "new": ["-received_at"]},
    )
    context = {"listing": listing, **rows.waiting_and_overdue()}
    return render(request, "marketplace/needs/queue.html", context)


@login_required
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, with its phone; a call is kept here."""
    need = seen(request, pk)
    arrows = available(workflow.NEED, need, actor=request.user)
    form = CallForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda said: need_desk.log_call(pk, **said, actor=request.user),
        says=_("已记下。"),
        to=request.path,
    )
    may_act = permissions.sees_to_need(request.user, need)
    return done or render(
        request,
        "marketplace/needs/desk.html",
        {
            "need": need,
            "state": STATES[need.status],
            "entries": timeline(need.chain, request.user),
            "offers": need.offers.select_related("organisation"),
            "calls": need.calls.select_related("caller"),
            "may_call": may_act and need.status in workflow.CALLABLE,
            "acts": {arrow.action.partition(".")[2] for arrow in arrows},
            "form": form,
        },
    )


@login_required
def refine(request: HttpRequest, pk: int) -> HttpResponse:
    """The two texts."""
    need = actable(request, pk, workflow.REFINE)
    initial = {name: getattr(need, name) for name in need_desk.REFINED}
    initial["refined"] = need.refined or need.problem
    form = RefineForm(request.POST or None, initial=initial)

    def send(said):
        cleared = said.pop("is_cleared")
        return need_desk.refine_need(pk, said, is_cleared=cleared, actor=request.user)

    done = submit(request, form, send, says=_("已发给企业确认。"), to=_desk(pk))
    return done or render(request, "marketplace/needs/refine.html", {"need": need, "form": form})


@login_required
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Turn it down."""
    need = actable(request, pk, workflow.DECLINE)
    return _end(request, need, need_desk.decline_need, _("不受理"))


@login_required
def take_down(request: HttpRequest, pk: int) -> HttpResponse:
    """Its public text leaves the site."""
    need = actable(request, pk, workflow.TAKE_DOWN)
    form = TakeDownForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda said: need_desk.take_down_need(pk, said["reason"], actor=request.user),
        says=_("已撤下，并已通知企业。"),
        to=_desk(pk),
    )
    return done or _ask(request, need, form, _("撤下公开的需求"))


@login_required
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """It was solved."""
    need = actable(request, pk, workflow.SETTLE)
    return _end(request, need, needs.settle_need, _("问题已解决"))


def seen(request: HttpRequest, pk: int) -> Need:
    """The need, where it lies at this reader's desk; else 404."""
    rows = Need.objects.at_desk_of(request.user)
    return get_object_or_404(
        rows.select_related("chain", "region", "author", "organisation", "refined_by"), pk=pk
    )


def actable(request: HttpRequest, pk: int, arrow) -> Need:
    """The need, where ``arrow`` may start now; 403 or 409 where not."""
    need = seen(request, pk)
    require(arrow, need, actor=request.user)
    return need


def _end(request: HttpRequest, need: Need, service, title: str) -> HttpResponse:
    form = OutcomeForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda said: service(need.pk, said["outcome"], actor=request.user),
        says=_("已办理，并已通知企业。"),
        to=_desk(need.pk),
    )
    return done or _ask(request, need, form, title)


def _ask(request: HttpRequest, need: Need, form: BaseForm, title: str) -> HttpResponse:
    context = {"need": need, "form": form, "title": title, "back": _desk(need.pk)}
    return render(request, "marketplace/needs/ask.html", context)


def _desk(pk: int) -> str:
    return reverse("marketplace:desk_need", args=[pk])
