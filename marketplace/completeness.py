"""What a listing must say before it may be submitted, and what it had better say."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.errors import ValidationError
from marketplace.models.terms import WITHOUT_NUMBER, PriceKind

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
    "ip_kind",
    "modes",
)
GOOD_TO_HAVE = ("comparison", "economics", "applications", "team")
EVIDENCE_FROM = 4
REQUIRED = _("提交前请填写。")


def missing(listing: Any) -> dict[str, Any]:
    """The must-haves that ``listing`` does not say yet, each with what to do."""
    left = {name: REQUIRED for name in MUST_HAVES if not getattr(listing, name)}
    if listing.benefit and not any(letter.isdigit() for letter in listing.benefit):
        left["benefit"] = _("请写进一个数字：好多少、省多少、快多少。")
    if (listing.trl or 0) >= EVIDENCE_FROM and not listing.trl_evidence:
        left["trl_evidence"] = _("4 级起请写明证据，例如检测报告、试用证明。")
    if listing.ip_kind and listing.ip_kind not in WITHOUT_NUMBER and not listing.ip_numbers:
        left["ip_numbers"] = _("请填写专利号、登记号或申请号。")
    if listing.price_kind == PriceKind.FIXED and not listing.price_fen:
        left["price_fen"] = _("定价的成果请填写价格。")
    if listing.price_kind == PriceKind.NEGOTIABLE and listing.price_fen is not None:
        left["price_fen"] = _("面议的成果不填价格。")
    return left


def require_complete(listing: Any) -> None:
    """A guard: the text that is being worked on has every must-have."""
    if left := missing(listing.draft):
        raise ValidationError({name: [text] for name, text in left.items()})
