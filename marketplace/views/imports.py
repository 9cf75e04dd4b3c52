"""成果导入: send a file, see what is wrong with it, start it, watch it, take it back."""

import io
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.errors import PermissionDenied, ValidationError, WrongState
from core.lists import PER_PAGE
from core.tables.filling import write_template
from core.views.submitting import submit
from marketplace.forms.imports import ImportForm, UndoForm
from marketplace.imports import importers
from marketplace.imports.fields import fields
from marketplace.models import ListingImport
from marketplace.services import import_desk

S = ListingImport.Status
STATES = {
    S.CHECKED: "warn",
    S.WAITING: "live",
    S.RUNNING: "live",
    S.DONE: "ok",
    S.UNDOING: "live",
    S.UNDONE: "idle",
}
UNDER_WAY = frozenset({S.WAITING, S.RUNNING, S.UNDOING})
SHOWN = 50


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """What was imported, and the form to send the next."""
    _require_importer(request)
    form = ImportForm(request.POST or None, request.FILES or None, user=request.user)
    done = submit(
        request,
        form,
        lambda sent: import_desk.check_file(
            sent.pop("organisation"), sent.pop("file"), **sent, actor=request.user
        ),
        says=_("已检查，还没有写入任何成果。"),
    )
    if done:
        return done
    rows = ListingImport.objects.visible_to(request.user).select_related("organisation")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "states": STATES}
    return render(request, "marketplace/imports.html", context)


@login_required
@require_safe
def template(request: HttpRequest) -> HttpResponseBase:
    """The workbook to fill in."""
    _require_importer(request)
    file = io.BytesIO()
    write_template(file, fields())
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{_('成果导入模板')}.xlsx")


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found, then how far it is, then what became of it."""
    return _page(request, _seen(request, pk))


@login_required
@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin: all rows, or the good ones where that was pressed."""
    job = _seen(request, pk)
    try:
        import_desk.start_import(
            pk, good_only=request.POST.get("rows") == "good", actor=request.user
        )
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(job)


@login_required
@require_safe
def errors(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as it was sent, its faults beside their cells."""
    job = _seen(request, pk)
    if not job.error_file:
        raise Http404
    ending = str(job.error_file.name).rpartition(".")[2]
    name = f"{_('请更正')}-{job.name.rpartition('.')[0] or job.name}.{ending}"
    return FileResponse(job.error_file.open("rb"), as_attachment=True, filename=name)


@login_required
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take off the site what it published, with a reason."""
    job = _seen(request, pk)
    if job.status != S.DONE or not job.publishes:
        raise WrongState(import_desk.UNDO)
    form = UndoForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda said: import_desk.undo_import(pk, **said, actor=request.user),
        says=_("正在撤销。"),
        to=job,
    )
    context = {
        "form": form,
        "title": _("撤销导入"),
        "text": _("由这次导入公开、至今没有经过审查的成果将全部下架；更新过的成果保持现状。"),
        "submit": _("撤销"),
        "back": job.get_absolute_url(),
        "danger": True,
    }
    return done or render(request, "confirm.html", context)


def _page(request: HttpRequest, job: ListingImport) -> HttpResponse:
    context: dict[str, Any] = {
        "job": job,
        "state": STATES[S(job.status)],
        "faults": job.faults[:SHOWN],
        "is_under_way": job.status in UNDER_WAY,
        "is_checked": job.status == S.CHECKED,
        "may_undo": job.status == S.DONE and job.publishes,
        "percent": 100 * job.position / job.good if job.good else 0,
        "figures": _figures(job),
    }
    return render(request, "marketplace/import.html", context)


def _figures(job: ListingImport) -> list[tuple[Any, int]]:
    """What it will do, or has done."""
    done = (
        job.expected
        if job.status == S.CHECKED
        else {name: getattr(job, name) for name in ("created", "updated", "unchanged", "refused")}
    )
    return [
        (_("行数"), job.total),
        (_("有错的行"), job.faulty),
        (_("新增"), done.get("created", 0)),
        (_("更新"), done.get("updated", 0)),
        (_("无变化"), done.get("unchanged", 0)),
        (_("未改动"), done.get("refused", 0)),
    ]


def _require_importer(request: HttpRequest) -> None:
    if not importers.may_import(request.user):
        raise PermissionDenied(import_desk.CHECK)


def _seen(request: HttpRequest, pk: int) -> ListingImport:
    """The import, where this reader may see it; else 404."""
    rows = ListingImport.objects.visible_to(request.user).select_related("organisation", "actor")
    return get_object_or_404(rows, pk=pk)
