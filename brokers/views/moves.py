"""Moving a deal: a small form that asks just what the target stage asks."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from brokers import services, workflow
from brokers.forms import EvidenceForm, LoseForm, ReasonForm
from brokers.models import Deal, Stage
from brokers.views.deals import seen
from core.views.submitting import submit
from core.workflow import require


@login_required
def move(request: HttpRequest, pk: int, stage: str) -> HttpResponse:
    """One step on, with its evidence; or back, with the reason."""
    if stage not in {*workflow.ADVANCE, *workflow.BACK}:
        raise Http404
    deal = seen(request, pk)
    back = workflow.BACK.get(stage)
    if back and deal.status in back.sources:
        return _send_back(request, deal, Stage(stage))
    arrow = workflow.ADVANCE.get(stage) or workflow.BACK[stage]
    require(arrow, deal, actor=request.user)
    label = Stage(stage).label
    form = EvidenceForm(request.POST or None, request.FILES or None, deal=deal, stage=stage)
    done = submit(
        request,
        form,
        lambda evidence: services.move(pk, stage, evidence, actor=request.user),
        says=_("已移至“%(stage)s”。") % {"stage": label},
    )
    title = _("移至“%(stage)s”") % {"stage": label}
    return done or _page(request, deal, form, title, _("保存并移至%(stage)s") % {"stage": label})


def _send_back(request: HttpRequest, deal: Deal, stage: Stage) -> HttpResponse:
    require(workflow.BACK[stage], deal, actor=request.user)
    form = ReasonForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda said: services.send_back(deal.pk, stage, **said, actor=request.user),
        says=_("已退回“%(stage)s”。") % {"stage": stage.label},
    )
    title = _("退回“%(stage)s”") % {"stage": stage.label}
    return done or _page(request, deal, form, title, _("退回"))


@login_required
def shelve(request: HttpRequest, pk: int) -> HttpResponse:
    """Put aside."""
    deal = seen(request, pk)
    require(workflow.SHELVE, deal, actor=request.user)
    form = ReasonForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda said: services.shelve(pk, **said, actor=request.user),
        says=_("已搁置，可随时恢复。"),
    )
    return done or _page(request, deal, form, _("搁置商机"), _("搁置"))


@login_required
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Take up again where it was left."""
    deal = services.resume(seen(request, pk).pk, actor=request.user)
    messages.success(request, _("已恢复到“%(stage)s”。") % {"stage": deal.get_status_display()})
    return redirect(deal)


@login_required
def lose(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up, with the reason; no way back."""
    deal = seen(request, pk)
    require(workflow.LOSE, deal, actor=request.user)
    form = LoseForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda said: services.lose(pk, **said, actor=request.user),
        says=_("已记为失败；如由咨询而来，其他经纪人可再接手。"),
    )
    return done or _page(request, deal, form, _("商机失败"), _("记为失败"), danger=True)


def _page(  # noqa: PLR0917 — what the page says, in its order
    request: HttpRequest,
    deal: Deal,
    form: Any,
    title: Any,
    submit_label: Any,
    danger: bool = False,  # noqa: FBT001, FBT002
) -> HttpResponse:
    context = {
        "title": title,
        "text": deal.title,
        "submit": submit_label,
        "danger": danger,
        "form": form,
        "back": deal.get_absolute_url(),
    }
    return render(request, "brokers/ask.html", context)
