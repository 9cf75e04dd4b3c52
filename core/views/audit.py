"""审计记录: everything that was done, to be searched by the few who may.

The page tells values only of rows that the reader may see (`core.audit_words`); a file names what
changed and no values, for it travels further.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from core import audit_words, exports, lists, registry
from core.errors import PermissionDenied
from core.filters import AuditFilter
from core.models import AuditEvent
from core.tables.columns import Column

PLACE = "audit"
COLUMNS = (
    Column(
        gettext_lazy("时间"), lambda event: f"{timezone.localtime(event.at):%Y-%m-%d %H:%M:%S}"
    ),
    Column(
        gettext_lazy("补录时间"),
        lambda event: (
            f"{timezone.localtime(event.recorded_at):%Y-%m-%d %H:%M:%S}"
            if event.recorded_at
            else ""
        ),
    ),
    Column(gettext_lazy("操作人"), lambda event: event.actor or _("系统")),
    Column(gettext_lazy("动作"), lambda event: registry.action_label(event.action)),
    Column(gettext_lazy("对象"), lambda event: event.subject_label, width=32),
    Column(gettext_lazy("对象类别"), lambda event: audit_words.model_label(event.subject_type)),
    Column(gettext_lazy("对象编号"), lambda event: event.subject_id),
    Column(gettext_lazy("原状态"), lambda event: audit_words.status_label(event, event.before)),
    Column(gettext_lazy("新状态"), lambda event: audit_words.status_label(event, event.after)),
    Column(
        gettext_lazy("变更的项目"), lambda event: "、".join(audit_words.labels(event)), width=32
    ),
)


@dataclass(frozen=True, slots=True)
class Line:
    """An event as the page prints it."""

    event: AuditEvent
    changes: list[audit_words.Change]

    @property
    def label(self) -> Any:
        return registry.action_label(self.event.action)

    @property
    def kind(self) -> str:
        return audit_words.model_label(self.event.subject_type)

    @property
    def before(self) -> str:
        return audit_words.status_label(self.event, self.event.before)

    @property
    def after(self) -> str:
        return audit_words.status_label(self.event, self.event.after)


@login_required
@require_safe
def trail(request: HttpRequest) -> HttpResponseBase:
    if not registry.may_enter(PLACE, request.user):
        raise PermissionDenied(PLACE)
    listing = lists.page(
        request,
        AuditFilter,
        AuditEvent.objects.select_related("actor"),
        sorts={"new": ["-id"]},
        exports=True,
    )
    if listing.wants_export:
        return exports.answer(
            listing,
            COLUMNS,
            title=_("审计记录"),
            basis=_("符合条件的全部操作记录，一次操作一行；只列变更的项目，不列内容。"),
            unit=_("条"),
        )
    changes = audit_words.changes(listing.page, request.user)
    rows = [Line(event, changes[event.pk]) for event in listing.page]
    return render(request, "core/audit.html", {"listing": listing, "rows": rows})
