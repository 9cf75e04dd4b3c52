"""Achievements (成果) as documents: their text, what they are filtered by, how they are sorted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Case, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.classifications import Industry, TechnologyField
from core.models import Region
from core.money import FEN_IN_YUAN
from marketplace.completeness import GOOD_TO_HAVE
from marketplace.models import Availability, IpKind, Listing, Mode, Pilot, PriceKind
from search.engines.base import Document, Kind
from search.query import RELEVANCE
from search.ranges import DEAREST_YUAN, PRICE, TRL
from search.ranking import MERITS
from search.starting import TITLE, UNIT

KIND = Kind(
    "listing",
    keywords=(
        "industry", "field", "trl", "pilot", "ip", "mode", "price_kind", "region", "organisation",
        "confirmed",
    ),
    numbers=("published", "price", *PRICE.ends, "trl", *MERITS),
)  # fmt: skip
SORTS = {
    "relevance": RELEVANCE,
    "newest": "-published",
    "price": "price",
    "confirmed": "-confirmed",
    "maturity": "-trl",
}
SORT_LABELS = [
    ("relevance", _("相关度")),
    ("newest", _("最近发布")),
    ("price", _("价格从低到高")),
    ("confirmed", _("最近确认")),
    ("maturity", _("成熟度")),
]
MOST_ORGANISATIONS = 20  # with most achievements; any can be asked for by `org:`
RECENT = "90"
LONGEST_KEY = 18  # digits of a key that a database takes
IP_KINDS = dict(IpKind.choices)

SHOWN = (
    "number", "external_id", "title", "benefit", "problem", "abstract", "applications", "keywords",
    "industry", "field", "trl", "rights", "modes", "price_kind", "price_fen", "price_from_fen",
    "price_to_fen", "confirmed_on", "is_unverified", "availability", "region__name",
    "region__name_en", "organisation__name", "organisation__name_en",
)  # fmt: skip

# What a price may be where bounds leave a side open.
FREE, DEAREST = 0, DEAREST_YUAN * FEN_IN_YUAN
# The same as `_price_ends`, for when no engine answers.
PRICE_ENDS = {
    PRICE.ends[0]: Coalesce(
        "price_fen", "price_from_fen", Case(When(price_to_fen__isnull=False, then=Value(FREE)))
    ),
    PRICE.ends[1]: Coalesce(
        "price_fen", "price_to_fen", Case(When(price_from_fen__isnull=False, then=Value(DEAREST)))
    ),
}

Labels = Callable[[Iterable[str]], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Facet:
    """A keyword that people filter by: its name, its label, and the labels of its values.

    ``values`` are all it can have; None where only the index knows. Values ``in_order`` follow
    each other, others stand with the most frequent first, no more than ``most``. Of a facet
    ``by_range`` bounds are chosen, not values. A value is a keyword of documents, or stands for
    those that ``held`` says.
    """

    name: str
    label: Any
    labels: Labels
    values: frozenset[str] | None = None
    in_order: bool = False
    by_range: bool = False
    most: int | None = None
    held: Callable[[str], tuple[str, ...]] | None = None


def _choices(name: str, label: Any, choices: Any) -> Facet:
    labels = dict(choices.choices)
    return Facet(name, label, lambda _values: labels, frozenset(choices.values))


def _region_names(codes: Iterable[str]) -> Mapping[str, Any]:
    return {region.pk: region for region in Region.objects.filter(pk__in=list(codes))}


def _levels(values: Iterable[str]) -> Mapping[str, Any]:
    return {value: f"TRL {value}" for value in values}


def whole_keys(said: Iterable[str]) -> list[int]:
    """Those of ``said`` that are keys as a database takes them."""
    return [
        int(one) for one in said if one.isascii() and one.isdigit() and len(one) <= LONGEST_KEY
    ]


def _organisation_names(keys: Iterable[str]) -> Mapping[str, Any]:
    found = Organisation.objects.filter(pk__in=whole_keys(keys))
    return {str(one.pk): one.shown_name for one in found}


def _last_days(value: str) -> tuple[str, ...]:
    """The days on which what is so many days old at most was confirmed."""
    today = timezone.localdate()
    return tuple((today - timedelta(days=ago)).isoformat() for ago in range(int(value) + 1))


FACETS = (
    _choices("industry", _("行业"), Industry),
    _choices("field", _("技术领域"), TechnologyField),
    Facet("trl", TRL.label, _levels, in_order=True, by_range=True),
    _choices("pilot", _("概念验证与中试"), Pilot),
    _choices("ip", _("知识产权"), IpKind),
    _choices("mode", _("合作方式"), Mode),
    _choices("price_kind", _("报价方式"), PriceKind),
    Facet("region", _("地区"), _region_names),
    Facet("organisation", _("来源单位"), _organisation_names, most=MOST_ORGANISATIONS),
    Facet(
        "confirmed",
        _("更新时间"),
        lambda _values: {RECENT: _("90 天内确认")},
        frozenset({RECENT}),
        held=_last_days,
    ),
)
CHOSEN = tuple(facet for facet in FACETS if not facet.by_range)


def public() -> QuerySet[Listing]:
    """The listings that a search finds, with what their rows and documents say."""
    return Listing.objects.findable().select_related("region", "organisation")


def shown() -> QuerySet[Listing]:
    """The same with no more than a row of results says: half of their columns are long texts."""
    return public().only(*SHOWN)


def said(listing: Listing) -> tuple[str, str]:
    """Its title and its text: first what it is good for, last where it is used, and its words."""
    words = "、".join(listing.keywords)
    texts = (listing.benefit, listing.problem, listing.abstract, listing.applications, words)
    return listing.title, "\n".join(filter(None, texts))


def describe(listing: Listing) -> Document:
    """``listing`` as it is searched."""
    published = listing.first_published_at
    title, body = said(listing)
    return Document(
        id=listing.pk,
        version=listing.version,
        title=title,
        body=body,
        keywords={
            name: tuple(str(value) for value in values if value)
            for name, values in _keywords(listing).items()
        },
        numbers={
            "published": int(published.timestamp()) if published else None,
            # In order of what one pays at least; at most, where only that is said.
            "price": next((fen for fen in _prices(listing) if fen is not None), None),
            **dict(zip(PRICE.ends, _price_ends(listing), strict=True)),
            "trl": listing.trl,
            "merit": _merit(listing),
            "confirmed": listing.confirmed_on.toordinal() if listing.confirmed_on else None,
        },
        starts={TITLE: (listing.title,), UNIT: (listing.organisation.name,)},
        named={
            "org": listing.organisation.name,
            "ip": "\n".join(
                f"{right['kind']}\n{IP_KINDS[right['kind']]}\n{right['number']}"
                for right in listing.rights
            ),
        },
    )


def _merit(listing: Listing) -> int:
    """How much it says beyond what it must, in percent; 0 where it can no longer be had."""
    if listing.availability == Availability.TRANSFERRED:
        return 0
    said = sum(bool(getattr(listing, name)) for name in GOOD_TO_HAVE)
    return round(100 * said / len(GOOD_TO_HAVE))


def _prices(listing: Listing) -> tuple[int | None, ...]:
    return listing.price_fen, listing.price_from_fen, listing.price_to_fen


def _price_ends(listing: Listing) -> tuple[int | None, int | None]:
    """The least and the most that it may cost, in fen; None where nothing is said of it."""
    fixed, low, high = _prices(listing)
    if fixed is not None:
        return fixed, fixed
    if low is None and high is None:
        return None, None
    return FREE if low is None else low, DEAREST if high is None else high


def _keywords(listing: Listing) -> dict[str, Any]:
    return {
        "industry": [listing.industry],
        "field": [listing.field],
        "region": [listing.region_id],
        "ip": listing.right_kinds,
        "mode": listing.modes,
        "trl": [listing.trl],
        "price_kind": [listing.price_kind],
        "pilot": [listing.pilot],
        "organisation": [listing.organisation_id],
        "confirmed": [listing.confirmed_on],
    }
