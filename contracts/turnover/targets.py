"""A year's target: drawn up from a base, adjusted cell by cell, signed by another person."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Target, TargetCell
from contracts.turnover import permissions, workflow
from contracts.turnover.decomposition import city_target, decompose
from core import audit, locks, records
from core.errors import PermissionDenied, ValidationError, WrongState
from core.money import FEN_IN_WAN, format_wan
from core.workflow import apply

Cells = Mapping[tuple[str, int], int]


@transaction.atomic
def draw_up_target(
    year: int,
    *,
    base_fen: int,
    base_note: str,
    growth_percent: Decimal,
    weights: Mapping[str, Decimal | int],
    cumulative_percent: Sequence[int],
    source: str = Target.Source.CITY,
    reason: str = "",
    actor: Any,
) -> Target:
    """Draw up the next version of ``year``'s target; all of it in whole 万元, rounded up.

    Args:
        weights: region code to weight, such as last year's turnover; who has 0 gets nothing.
        cumulative_percent: what is to be reached by the end of each quarter, the last being 100.
        reason: why the published version is changed; asked where there is one.

    Raises:
        PermissionDenied: not of a section.
        ValidationError: a draft of this year stands already, or a fact is missing or wrong.

    """
    if not permissions.may_set_targets(actor):
        raise PermissionDenied("target.draw_up")
    locks.acquire(locks.Lock.TARGET_YEAR, str(year))
    versions = Target.objects.filter(year=year)
    if versions.filter(status=Target.Status.DRAFT).exists():
        raise ValidationError(_("这一年已有一版正在拟定，请先签发或作废。"))
    if versions.filter(status=Target.Status.PUBLISHED).exists() and not reason:
        raise ValidationError({"reason": _("调整已发布的目标须写明原因。")})
    total_wan = -(-city_target(base_fen, growth_percent) // FEN_IN_WAN)
    try:
        cells = decompose(total_wan, weights, cumulative_percent)
    except ValueError as error:
        raise ValidationError(
            _("请给至少一个区域权重，各季度累计进度须逐季递增到 100。")
        ) from error
    target = Target(
        year=year,
        number=(versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        source=source,
        base_fen=base_fen,
        base_note=base_note,
        growth_percent=growth_percent,
        cumulative_percent=list(cumulative_percent),
        total_fen=total_wan * FEN_IN_WAN,
        reason=reason,
        drawn_up_by=actor,
    )
    records.create(target, "target.draw_up", actor=actor)
    TargetCell.objects.bulk_create(
        TargetCell(
            target=target, region_id=code, quarter=quarter, amount_fen=amount_wan * FEN_IN_WAN
        )
        for code, quarters in cells.items()
        for quarter, amount_wan in enumerate(quarters, start=1)
    )
    return target


def _locked(pk: int) -> Target:
    return Target.objects.select_for_update(of=("self",)).get(pk=pk)


@transaction.atomic
def set_cells(pk: int, amounts: Cells, *, sections: Mapping[str, str], actor: Any) -> Target:
    """Set cells of a draft, by (region code, quarter) in fen, and who owns each region's.

    Raises:
        PermissionDenied: not of a section.
        WrongState: published or discarded; draw up another version.
        ValidationError: the cells would not sum to the target.

    """
    target = _locked(pk)
    if not permissions.may_set_targets(actor, target):
        raise PermissionDenied("target.set_cells")
    if target.status != Target.Status.DRAFT:
        msg = f"target.set_cells from {target.status!r}"
        raise WrongState(msg)
    cells = list(target.cells.select_for_update())
    moved = {}
    for cell in cells:
        before = [cell.amount_fen, cell.section]
        cell.amount_fen = amounts.get((cell.region_id, cell.quarter), cell.amount_fen)
        cell.section = sections.get(cell.region_id, cell.section)
        cell.full_clean(exclude=["target", "region"])
        after = [cell.amount_fen, cell.section]
        if before != after:
            moved[f"{cell.region_id} {cell.quarter}"] = [before, after]
    TargetCell.objects.bulk_update(cells, ["amount_fen", "section"])
    left_fen = target.total_fen - (target.cells.aggregate(sum=Sum("amount_fen"))["sum"] or 0)
    if left_fen:
        raise ValidationError(
            _("各格之和与年目标相差 %(n)s 万元，请调整到一致。")
            % {"n": format_wan(left_fen, signed=True)}
        )
    if moved:
        audit.record(target, "target.set_cells", actor=actor, changes=moved)
    return target


@transaction.atomic
def publish_target(pk: int, *, actor: Any, now: datetime | None = None) -> Target:
    """Sign a draft; from now on it is in force. Raises as `core.workflow.apply`."""
    target = _locked(pk)
    changes = {"approved_by": actor, "published_at": now or timezone.now()}
    apply(workflow.PUBLISH, target, actor=actor, changes=changes)
    return target


@transaction.atomic
def discard_target(pk: int, *, actor: Any) -> Target:
    """Give a draft up. Raises as `core.workflow.apply`."""
    target = _locked(pk)
    apply(workflow.DISCARD, target, actor=actor)
    return target


def in_force(year: int, moment: datetime | None = None) -> Target | None:
    """The version of ``year`` that was in force at ``moment``; None before the first."""
    published = Target.objects.filter(
        year=year, status=Target.Status.PUBLISHED, published_at__lte=moment or timezone.now()
    )
    return published.order_by("-number").first()
