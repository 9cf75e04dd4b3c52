"""The deals as a table and as a board."""

from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from brokers import columns, statistics
from brokers.filters import DealFilter
from brokers.models import Deal, Stage
from brokers.models.terms import WAY
from brokers.permissions import is_broker, plans_deals, works_on_deals
from brokers.querysets import DealQuerySet
from brokers.views.offers import with_offers
from core import exports, lists
from core.errors import PermissionDenied

A_COLUMN = 30  # cards of a stage on the board; the table has them all
RELATED = ("buyer", "seller", "broker", "agency", "chain")
SORTS: lists.Sorts = {
    "new": ["-created_at"],
    "stage": ["furthest", "-stage_since"],
    "amount": [F("amount_fen").desc(nulls_last=True)],
    "next": [F("next_step_on").asc(nulls_last=True)],
    "expected": [F("expected_on").asc(nulls_last=True)],
}


def _worked_on(request: HttpRequest) -> DealQuerySet:
    if not works_on_deals(request.user):
        raise PermissionDenied("deal.list")
    rows: DealQuerySet = Deal.objects.visible_to(request.user).select_related(*RELATED)
    return rows


@login_required
@require_safe
def deals(request: HttpRequest) -> HttpResponseBase:
    """The table: filtered, sorted, summed by stage, taken away as a file."""
    rows = _worked_on(request)
    listing = lists.page(request, DealFilter, rows, sorts=SORTS, exports=True)
    if listing.wants_export:
        return exports.answer(
            listing,
            columns.DEAL,
            title=_("商机"),
            basis=_("导出人可见范围内符合条件的全部商机；金额在签约前为预计，签约后为合同金额。"),
            unit=_("件、元"),
        )
    stages = statistics.by_stage(listing.found, request.user)
    context = {
        "listing": listing,
        "stages": [stages[stage] for stage in WAY],
        "aside": [stages[Stage.SHELVED], stages[Stage.LOST]],
        "total": statistics.total(stages),
        "may_start": is_broker(request.user),
        "plans": plans_deals(request.user),
    }
    return render(request, "brokers/deals.html", context)


@login_required
@require_safe
def board(request: HttpRequest) -> HttpResponseBase:
    """The stages side by side; a card moves by its menu."""
    rows = _worked_on(request)
    stages = statistics.by_stage(rows, request.user)
    shown = [(stages[stage], with_offers(_cards(rows, stage), request.user)) for stage in WAY]
    context = {
        "columns": shown,
        "folded": [stages[Stage.SHELVED], stages[Stage.LOST]],
        "total": statistics.total(stages),
        "today": statistics.today(rows),
        "may_start": is_broker(request.user),
        "plans": plans_deals(request.user),
        "a_column": A_COLUMN,
    }
    return render(request, "brokers/board.html", context)


def _cards(rows: DealQuerySet, stage: str) -> DealQuerySet:
    soonest = F("next_step_on").asc(nulls_first=True)
    return rows.filter(status=stage).order_by(soonest, "pk")[:A_COLUMN]
