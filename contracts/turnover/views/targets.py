"""Targets: the versions of a year, drawing one up, its cells, signing."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contracts.models import Target, TargetCell
from contracts.turnover import permissions, statistics, targets, workflow
from contracts.turnover.forms import CellsForm, TargetForm
from core.errors import PermissionDenied, WrongState
from core.models import Region
from core.views.submitting import submit
from core.workflow import available

ACTS = {"publish": targets.publish_target, "discard": targets.discard_target}


def _readable(request: HttpRequest) -> None:
    if not permissions.may_read_turnover(request.user):
        raise PermissionDenied("turnover.read")


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every version of every year, newest first."""
    _readable(request)
    rows = Target.objects.select_related("drawn_up_by", "approved_by")
    context = {"rows": rows, "may_set": permissions.may_set_targets(request.user)}
    return render(request, "contracts/turnover/targets.html", context)


@login_required
def draw_up(request: HttpRequest) -> HttpResponse:
    """The form of a new version; the weights begin with last year's turnover by region."""
    if not permissions.may_set_targets(request.user):
        raise PermissionDenied("target.draw_up")
    year = timezone.localdate().year
    last = statistics.sums(statistics.whole_year(year - 1), by=["county"])
    weights = {code: figures.amount_fen for (code,), figures in last.items()}
    form = TargetForm(
        request.POST or None,
        regions=list(Region.objects.of_city()),
        weights=weights,
        initial={"year": year},
    )
    done = submit(
        request,
        form,
        lambda _given: targets.draw_up_target(**form.facts(), actor=request.user),
        says=_("目标已拟定，核对分解后请另一人签发。"),
    )
    context = {"form": form, "last_fen": sum(weights.values()), "last_year": year - 1}
    return done or render(request, "contracts/turnover/target_form.html", context)


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A version: its cells by region and quarter, what they sum to, what can be done."""
    _readable(request)
    target = get_object_or_404(_with_cells(), pk=pk)
    table, totals = _table(target)
    context = {
        "target": target,
        "table": table,
        "totals": totals,
        "acts": [
            t.action.partition(".")[2]
            for t in available(workflow.TARGET, target, actor=request.user)
        ],
        "may_set": permissions.may_set_targets(request.user, target)
        and target.status == Target.Status.DRAFT,
    }
    return render(request, "contracts/turnover/target.html", context)


def _with_cells():
    cells = TargetCell.objects.select_related("region").order_by(
        "region__kind", "region", "quarter"
    )
    return Target.objects.select_related("drawn_up_by", "approved_by").prefetch_related(
        Prefetch("cells", cells)
    )


def _table(target: Target):
    """Rows of region, section, four quarters and their sum; and the sums of the columns."""
    rows: dict[Region, list[int]] = {}
    owners: dict[Region, str] = {}
    for cell in target.cells.all():
        rows.setdefault(cell.region, []).append(cell.amount_fen)
        owners[cell.region] = settings.BUREAU_SECTIONS.get(cell.section, "")
    table = [
        (region, owners[region], quarters, sum(quarters)) for region, quarters in rows.items()
    ]
    totals = [sum(column) for column in zip(*rows.values(), strict=True)]
    return table, [*totals, sum(totals)]


@login_required
def cells(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a draft's cells."""
    _readable(request)
    target = get_object_or_404(Target, pk=pk)
    if not permissions.may_set_targets(request.user, target):
        raise PermissionDenied("target.set_cells")
    if target.status != Target.Status.DRAFT:
        msg = f"target.set_cells from {target.status!r}"
        raise WrongState(msg)
    form = CellsForm(request.POST or None, target=target, sections=settings.BUREAU_SECTIONS)
    done = submit(
        request,
        form,
        lambda _given: targets.set_cells(
            pk, form.amounts(), sections=form.owners(), actor=request.user
        ),
        says=_("分解已保存。"),
    )
    context = {"form": form, "target": target}
    return done or render(request, "contracts/turnover/target_cells.html", context)


@login_required
@require_POST
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Sign or discard."""
    _readable(request)
    get_object_or_404(Target, pk=pk)
    ACTS[name](pk, actor=request.user)
    messages.success(request, _("已办理。"))
    return redirect("contracts:target", pk)
