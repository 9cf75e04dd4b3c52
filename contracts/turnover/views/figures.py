"""The contracts that add up to a figure."""

from django.contrib.auth.decorators import login_required
from django.db.models import Sum
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contracts.models import Contract
from contracts.turnover import columns, permissions
from contracts.turnover.filters import RegisteredFilter
from core import exports, lists
from core.errors import PermissionDenied

SORTS = {
    "date": ["-registered_on"],
    "amount": ["-amount_fen"],
    "technology": ["-technology_amount_fen"],
    "region": ["region"],
}


@login_required
@require_safe
def contracts(request: HttpRequest) -> HttpResponseBase:
    """Registered contracts by day, region and type, with their sums.

    Names and parties stand only beside rows that the reader may see; whoever reads turnover sees
    of the others where, what type and how much, so that each figure can be followed.
    """
    user = request.user
    if not permissions.may_read_turnover(user):
        raise PermissionDenied("turnover.read")
    rows = Contract.objects.registered().named_to(user).with_parties()
    listing = lists.page(request, RegisteredFilter, rows, sorts=SORTS, exports=True)
    if listing.wants_export:
        return exports.answer(
            listing,
            columns.CONTRACTS,
            title=_("登记合同"),
            basis=_("登记口径，按国家登记日期；无权查看的合同不列名称和当事人"),
            unit=_("元"),
        )
    sums = listing.found.order_by().aggregate(
        amount_fen=Sum("amount_fen"), technology_amount_fen=Sum("technology_amount_fen")
    )
    context = {"listing": listing, "sums": sums}
    return render(request, "contracts/turnover/contracts.html", context)
