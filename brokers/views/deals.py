"""The page of a deal: its way, what comes next, facts; and what its broker writes."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from brokers import gates, permissions, services, workflow
from brokers.forms import AgencyForm, DealForm, EvidenceForm, HandOverForm, NoteForm
from brokers.models import Deal
from brokers.services.keeping import brokers_of
from brokers.views.facts import facts, said
from brokers.views.offers import offers
from core.chains import timeline
from core.errors import PermissionDenied, WrongState
from core.views.submitting import submit


def seen(request: HttpRequest, pk: int) -> Deal:
    """The deal, where this reader may see it; else 404."""
    rows = Deal.objects.visible_to(request.user).select_related(
        "chain", "buyer", "seller", "broker", "agency", "listing", "enquiry__chain"
    )
    return get_object_or_404(rows, pk=pk)


def carried(request: HttpRequest, pk: int, action: str, states: Any) -> Deal:
    """The deal for a page of its carriers; answers what the service would answer."""
    deal = seen(request, pk)
    if not permissions.carries(request.user, deal):
        raise PermissionDenied(action)
    if deal.status not in states:
        raise WrongState(action)
    return deal


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """All of it for its carriers; moves and sides for who else may see it."""
    return page(request, seen(request, pk))


def page(request: HttpRequest, deal: Deal, **forms: Any) -> HttpResponse:
    """The page, with a form that was refused in its place."""
    is_carrier = permissions.carries(request.user, deal)
    stage = deal.next_stage if is_carrier else None
    context = {
        "deal": deal,
        "is_carrier": is_carrier,
        "entries": timeline(deal.chain, request.user),
        "steps": said(deal.steps.select_related("by")),
        "facts": facts(deal, request.user, is_carrier=is_carrier),
        "notes": deal.notes.select_related("by")[:50] if is_carrier else [],
        "offers": offers(deal, request.user),
        "stage": stage,
        "may_edit": is_carrier and deal.status in workflow.EDITABLE,
        "may_log": is_carrier and deal.status in workflow.NOTED,
        "note_form": NoteForm(initial=_plan(deal)),
    }
    if stage:
        context |= {
            "form": EvidenceForm(deal=deal, stage=stage),
            "have": [gates.label(stage, n) for n in gates.ASKS[stage] if _stands(deal, n)],
            "missing": [
                *([_("卖方单位")] if gates.lacking(deal, stage) else []),
                *(gates.label(stage, n) for n in gates.ASKS[stage] if not _stands(deal, n)),
            ],
        }
    return render(request, "brokers/deal.html", context | forms)


def _plan(deal: Deal) -> dict[str, Any]:
    return {"next_step": deal.next_step, "next_step_on": deal.next_step_on}


def _stands(deal: Deal, name: str) -> bool:
    return getattr(deal, name, None) not in (None, "")


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """A deal that no enquiry led to."""
    places = permissions.agencies(request.user)
    if not places:
        raise PermissionDenied("deal.start")
    form = DealForm(request.POST or None, user=request.user)
    agency = AgencyForm(request.POST or None, agencies=places)
    done = None
    if agency.is_valid() or request.method != "POST":
        done = submit(
            request,
            form,
            lambda given: services.start_deal(
                given, agency=agency.cleaned_data["agency"], actor=request.user
            ),
            says=_("已新建。"),
        )
    context = {"form": form, "agency": agency, "several": len(places) > 1}
    return done or render(request, "brokers/edit.html", context)


@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known of it."""
    deal = carried(request, pk, "deal.edit", workflow.EDITABLE)
    form = DealForm(request.POST or None, instance=deal, user=request.user)
    done = submit(
        request,
        form,
        lambda given: services.edit_deal(pk, given, actor=request.user),
        says=_("已保存。"),
    )
    return done or render(request, "brokers/edit.html", {"form": form, "deal": deal})


@login_required
@require_POST
def log(request: HttpRequest, pk: int) -> HttpResponse:
    """One line and the next step, from the deal's own page."""
    deal = carried(request, pk, "deal.log", workflow.NOTED)
    form = NoteForm(request.POST)
    done = submit(
        request,
        form,
        lambda said: services.log(pk, **said, actor=request.user),
        says=_("已记下。"),
    )
    return done or page(request, deal, note_form=form)


@login_required
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """To another broker of the agency."""
    deal = carried(request, pk, "deal.hand_over", workflow.NOTED)
    form = HandOverForm(request.POST or None, brokers=brokers_of(deal))
    if request.method == "POST" and form.is_valid():
        services.hand_over(pk, **form.cleaned_data, actor=request.user)
        messages.success(request, _("已移交。"))
        return redirect("brokers:deals")
    context = {
        "title": _("移交商机"),
        "text": deal.title,
        "submit": _("移交"),
        "form": form,
        "back": deal.get_absolute_url(),
    }
    return render(request, "brokers/ask.html", context)


@login_required
@require_safe
def paper(request: HttpRequest, pk: int, step: int) -> HttpResponseBase:
    """The file that a move rests on, for who sees the deal; saved, never run here."""
    found = get_object_or_404(seen(request, pk).steps.all(), pk=step)
    if not found.file:
        raise Http404
    answer = FileResponse(found.file.open("rb"), as_attachment=True, filename=found.file_name)
    answer.headers["Content-Type"] = "application/octet-stream"
    return answer
