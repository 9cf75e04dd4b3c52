"""What a listing must say before it may be submitted, and what it had better say."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.errors import ValidationError
from marketplace.models.constraints import EVIDENCE_FROM
from marketplace.models.terms import (
    AT_A_VENUE,
    IN_TALKS,
    WITHOUT_NUMBER,
    Mode,
    PriceKind,
    RightStatus,
)

MUST_HAVES = (
    "title",
    "benefit",
    "problem",
    "abstract",
    "trl",
    "limits",
    "industry",
    "field",
    "region",
    "rights",
    "modes",
)
GOOD_TO_HAVE = (
    "comparison",
    "pilot",
    "economics",
    "applications",
    "keywords",
    "ownership",
    "team",
    "attachments",
)
REQUIRED = _("提交前请填写。")


def missing(listing: Any) -> dict[str, Any]:
    """The must-haves that ``listing`` does not say yet, each with what to do."""
    left = {name: REQUIRED for name in MUST_HAVES if not getattr(listing, name)}
    if listing.benefit and not any(letter.isdigit() for letter in listing.benefit):
        left["benefit"] = _("请写进一个数字：好多少、省多少、快多少。")
    if (listing.trl or 0) >= EVIDENCE_FROM and not listing.trl_evidence:
        left["trl_evidence"] = _("4 级起请写明证据，例如检测报告、试用证明。")
    if any(_lacks_number(right) for right in listing.rights):
        left["rights"] = _("请填写专利号、登记号或申请号；还没有申请的，状态选“拟申请”。")
    return left | _missing_of_price(listing)


def _lacks_number(right: Mapping[str, str]) -> bool:
    is_filed = right["kind"] not in WITHOUT_NUMBER and right["status"] != RightStatus.PLANNED
    return is_filed and not right["number"]


def _missing_of_price(listing: Any) -> dict[str, Any]:
    left = dict[str, Any]()
    kind, has_price = listing.price_kind, listing.price_fen is not None
    if kind == PriceKind.FIXED and not listing.price_fen:
        left["price_fen"] = _("定价的成果请填写价格。")
    if kind in IN_TALKS and has_price:
        left["price_fen"] = _("面议和先使用后付费的成果不填价格，可以填上下限。")
    if kind not in IN_TALKS and {listing.price_from_fen, listing.price_to_fen} != {None}:
        left["price_from_fen"] = _("只有面议和先使用后付费的成果填上下限。")
    if kind == PriceKind.USE_FIRST and Mode.USE_FIRST not in listing.modes:
        left["modes"] = _("先使用后付费也是合作方式，请一并选上。")
    if kind in AT_A_VENUE:
        for name in ("sale_venue", "sale_notice"):
            if not getattr(listing, name):
                left[name] = _("挂牌和拍卖在有资质的机构进行，请写明机构和公告编号。")
    return left


def require_complete(listing: Any) -> None:
    """A guard: the text that is being worked on has every must-have."""
    if left := missing(listing.draft):
        raise ValidationError({name: [text] for name, text in left.items()})


def risks_novelty(listing: Any) -> bool:
    """Whether nothing has been filed for it yet, so that publishing details may destroy novelty.

    Source: 专利法 第二十二条、第二十四条.
    """
    return not any(right["number"] for right in listing.rights)
