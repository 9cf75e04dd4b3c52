"""The itemised non-technical costs, and the sum of them that stands on the contract."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from contracts.models import Contract, CostItem
from core.errors import ValidationError


def replace(contract: Contract, items: Sequence[dict[str, Any]]) -> None:
    """Set the parties' own items; what the desk deducted before falls with them."""
    contract.costs.all().delete()
    _write(contract, items, by_desk=False)


def deduct(contract: Contract, items: Sequence[dict[str, Any]]) -> dict[str, int]:
    """Add what the desk found; returns the amounts anew. The parties' items stay as they are."""
    contract.costs.filter(by_desk=True).delete()
    _write(contract, items, by_desk=True)
    return amounts(contract, contract.amount_fen)


def amounts(contract: Contract, amount_fen: int) -> dict[str, int]:
    """Both amounts and the sum between them, as the items stand now.

    Raises:
        ValidationError: the items sum to more than the contract amount.

    """
    costs_fen = sum(contract.costs.values_list("amount_fen", flat=True))
    if costs_fen > amount_fen:
        raise ValidationError({"amount_fen": _("非技术性费用合计不得大于合同成交额。")})
    return {
        "amount_fen": amount_fen,
        "non_technical_fen": costs_fen,
        "technology_amount_fen": amount_fen - costs_fen,
    }


def _write(contract: Contract, items: Sequence[dict[str, Any]], *, by_desk: bool) -> None:
    rows = [CostItem(contract=contract, by_desk=by_desk, **item) for item in items]
    for row in rows:
        row.full_clean(exclude=["contract"])
    CostItem.objects.bulk_create(rows)
