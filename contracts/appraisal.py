"""What contracts came of achievements, for the appraisal of who wrote them."""

from collections.abc import Sequence

from django.db.models import Count, Sum

from contracts.models import Contract
from contracts.querysets import COUNTED


def figures(listing_pks: Sequence[int], year: int | None) -> dict[int, tuple[int, int]]:
    """Count and amount (合同成交额, fen) of registered contracts on the chains of listings.

    A contract belongs to the listing whose enquiry began its chain; parties are not told.
    """
    rows = Contract.objects.filter(status__in=COUNTED, chain__enquiry__listing__in=listing_pks)
    if year:
        rows = rows.filter(registered_on__year=year)
    found = (
        rows.order_by()
        .values_list("chain__enquiry__listing")
        .annotate(count=Count("pk"), amount_fen=Sum("amount_fen"))
    )
    return {pk: (count, amount_fen) for pk, count, amount_fen in found}
