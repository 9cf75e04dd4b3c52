"""成交额调度: the sentence, the figures, regions by gap, quarters, the table; never public."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contracts.turnover import columns, drawing, permissions, rollup
from contracts.turnover.forms import QUARTER, WITHOUT, OverviewForm
from contracts.turnover.overview import Overview, Quarter, overview
from contracts.turnover.progress import QUARTER_NAMES, quarter_of, quarter_start
from contracts.turnover.sentence import amount, headline
from core import exports
from core.errors import PermissionDenied
from core.money import share_percent


@login_required
@require_safe
def dashboard(request: HttpRequest) -> HttpResponseBase:
    """The page, or with ``export=`` its table as a workbook."""
    if not permissions.may_read_turnover(request.user):
        raise PermissionDenied("turnover.read")
    asked = OverviewForm(request.GET).asked
    shown = overview(**asked)
    if request.GET.get("export"):
        return _file(shown, asked, request.user)
    context = {
        "shown": shown,
        "asked": asked,
        "sentence": headline(shown.standing),
        "bullets": [drawing.Bullet.of(line) for line in shown.by_gap],
        "axis": drawing.axis(shown),
        "columns": drawing.columns(shown.quarters),
        "waiting": rollup.waiting(),
        "switches": _switches(asked),
        "finding": _finding(shown),
        "floor_fen": settings.TURNOVER_BASE_FLOOR_FEN,
        "pace_days": _one_place(shown.city.progress.pace.by_days),
        "pace_quarter": _one_place(shown.city.progress.pace.by_quarter),
        "quarter_days": _quarter_days(shown),
        "list_url": reverse("contracts:turnover_contracts"),
        "days": urlencode({"since": shown.span.since, "until": shown.span.until}),
        "export_url": _address(asked, export="xlsx"),
        "may_set_targets": permissions.may_set_targets(request.user),
    }
    return render(request, "contracts/turnover/dashboard.html", context)


def _file(shown: Overview, asked: dict[str, Any], reader: Any) -> HttpResponseBase:
    rows = [*shown.lines, shown.city]
    filters = {
        str(_("登记日期")): f"{shown.span.since}～{shown.span.until}",
        str(_("功能区")): str(_("含功能区") if shown.with_zones else _("不含功能区")),
        str(_("目标")): str(shown.target or _("未发布")),
    }
    title = _("分区域成交额")
    exports.note_export(title, "xlsx", rows=len(rows), filters=filters, actor=reader)
    basis = _("登记口径：已取得国家系统登记编号的技术合同，按国家登记日期；在途单列，不计入成交额")
    return exports.workbook(
        columns.REGIONS, rows, title=title, basis=basis, unit=_("元"), filters=filters
    )


def _address(asked: dict[str, Any], **changes: Any) -> str:
    """The dashboard's address with ``changes``; what is as usual is not in it."""
    now = asked | changes
    query = {
        "as_of": now["as_of"],
        "span": QUARTER if now["of_quarter"] else "",
        "zones": "" if now["with_zones"] else WITHOUT,
        "export": now.get("export", ""),
    }
    return f"?{urlencode({name: value for name, value in query.items() if value})}"


def _switches(asked: dict[str, Any]) -> list[tuple[Any, list[tuple[Any, str, bool]]]]:
    """Groups of a switch's positions: label, address, whether it is on."""
    as_of = asked["as_of"]
    months = (
        _("1～%(month)s 月累计") % {"month": as_of.month} if as_of.month > 1 else _("1 月累计")
    )
    quarter = _("%(quarter)s当季") % {"quarter": QUARTER_NAMES[quarter_of(as_of) - 1]}
    return [
        (
            _("区间"),
            [
                (label, _address(asked, of_quarter=value), asked["of_quarter"] == value)
                for label, value in ((months, False), (quarter, True))
            ],
        ),
        (
            _("功能区"),
            [
                (label, _address(asked, with_zones=value), asked["with_zones"] == value)
                for label, value in ((_("含功能区"), True), (_("不含"), False))
            ],
        ),
    ]


def _finding(shown: Overview) -> str:
    """What the chart of regions says: who is furthest behind, and by how much together."""
    worst = shown.behind[:2]
    if not worst:
        return _("没有区域落后于季度目标") if shown.target else _("各区域成交额")
    return _("%(regions)s缺口最大，合计少 %(amount)s") % {
        "regions": _("、").join(str(line.region) for line in worst),
        "amount": amount(sum(line.progress.gap_fen for line in worst)),
    }


def _one_place(share: Fraction) -> Any:
    return share_percent(share.numerator, share.denominator, 1)


def _quarter_days(shown: Overview) -> list[tuple[Quarter, date, date]]:
    """Each quarter with its first and last day."""
    year = shown.as_of.year
    return [
        (
            quarter,
            quarter_start(year, quarter.number),
            quarter_start(year, quarter.number + 1) - timedelta(days=1),
        )
        for quarter in shown.quarters
    ]
