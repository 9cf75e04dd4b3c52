"""An achievement as structured data (schema.org), for machines that read the page."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from core.money import yuan_from_fen
from marketplace.models import Availability, Listing, PriceKind

# A block of data is never run; still nothing in it may close the element.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
_IN_STOCK = {
    Availability.AVAILABLE: "https://schema.org/InStock",
    Availability.NEGOTIATING: "https://schema.org/LimitedAvailability",
    Availability.TRANSFERRED: "https://schema.org/SoldOut",
}


def describe(listing: Listing, url: str) -> dict[str, Any]:
    """What stands on the public page, and nothing that does not."""
    offer: dict[str, Any] = {
        "@type": "Offer",
        "availability": _IN_STOCK[Availability(listing.availability)],
        "url": url,
    }
    if listing.price_kind == PriceKind.FIXED and listing.price_fen:
        offer |= {"price": str(yuan_from_fen(listing.price_fen)), "priceCurrency": "CNY"}
    said = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "identifier": listing.number,
        "name": listing.title,
        "headline": listing.benefit,
        "abstract": listing.abstract,
        "keywords": listing.keywords,
        "about": str(listing.get_industry_display()),
        "inLanguage": "zh-Hans",
        "url": url,
        "sourceOrganization": {"@type": "Organization", "name": listing.organisation.name},
        "datePublished": _day(listing.first_published_at),
        "dateModified": _day(listing.last_published_at),
        "offers": offer,
    }
    return {name: value for name, value in said.items() if value}


def script(said: dict[str, Any]) -> SafeString:
    """The element that bears the data."""
    text = json.dumps(said, ensure_ascii=False).translate(_ESCAPES)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text),  # noqa: S308 — escaped above
    )


def _day(moment: Any) -> str:
    return moment.date().isoformat() if moment else ""
