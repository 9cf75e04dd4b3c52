"""Why nothing came of it: the reasons with which owners turned down enquiries, firms answers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from marketplace.models import Enquiry, Offer
from marketplace.models.parts import DeclineReason

PERIODS = {"quarter": _("近 90 天"), "year": _("本年"), "last_year": _("上年")}
DAYS = 90
MOST_UNITS = 50  # in the table by unit, those with most declined


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: how many enquiries and how many answers were declined by it."""

    label: Any
    enquiries: int
    offers: int

    @property
    def total(self) -> int:
        return self.enquiries + self.offers


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: how many enquiries it was sent, and how many it declined, by reason."""

    name: str
    asked: int
    reasons: Sequence[int]

    @property
    def declined(self) -> int:
        return sum(self.reasons)

    @property
    def said(self) -> list[tuple[Any, int]]:
        """Each reason in words, with its number."""
        return [*zip(DeclineReason.labels, self.reasons, strict=True)]


def span(period: str, today: date) -> tuple[date, date]:
    """First and last day of a period of ``PERIODS``."""
    if period == "year":
        return date(today.year, 1, 1), today
    if period == "last_year":
        return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    return today - timedelta(days=DAYS - 1), today


def reasons(user: Any, since: date, until: date) -> list[Reason]:
    """A row a reason, in the order in which who declines is offered them. Two queries."""
    enquiries = _by_reason(_declined(user, since, until))
    offers = _by_reason(_declined_offers(user, since, until))
    return [Reason(label, enquiries[code], offers[code]) for code, label in DeclineReason.choices]


def units(user: Any, since: date, until: date) -> list[Unit]:
    """A row a unit that declined anything, those with most first. Two queries."""
    declined: dict[int, Counter[str]] = {}
    names: dict[int, str] = {}
    rows = _declined(user, since, until).values_list(
        "listing__organisation", "listing__organisation__name", "reason"
    )
    for key, name, reason in rows:
        declined.setdefault(key, Counter())[reason] += 1
        names[key] = name
    asked = dict(
        Enquiry.objects.filter(
            listing__organisation__in=declined, created_at__range=_moments(since, until)
        )
        .values_list("listing__organisation")
        .annotate(Count("pk"))
        .order_by()
    )
    found = [
        Unit(names[key], asked.get(key, 0), [counted[code] for code in DeclineReason.values])
        for key, counted in declined.items()
    ]
    return sorted(found, key=lambda unit: (-unit.declined, unit.name))[:MOST_UNITS]


def _declined(user: Any, since: date, until: date) -> QuerySet[Enquiry]:
    rows = Enquiry.objects.filter(
        status=Enquiry.Status.DECLINED, declined_at__range=_moments(since, until)
    )
    return rows.filter(_within(user, "listing__organisation__region"))


def _declined_offers(user: Any, since: date, until: date) -> QuerySet[Offer]:
    rows = Offer.objects.filter(
        status=Offer.Status.DECLINED, decided_at__range=_moments(since, until)
    )
    return rows.filter(_within(user, "need__region"))


def _within(user: Any, region: str) -> Q:
    """What the section and a county's people answer for."""
    if user.has_role(Role.SECTION_STAFF):
        return Q()
    counties = user.counties()
    return Q(**{f"{region}__in": counties}) | Q(**{f"{region}__county__in": counties})


def _by_reason(rows: QuerySet[Any]) -> Counter[str]:
    return Counter(dict(rows.order_by().values_list("reason").annotate(Count("pk"))))


def _moments(since: date, until: date) -> tuple[datetime, datetime]:
    """From the first moment of a day to the last of another, here."""
    zone = timezone.get_current_timezone()
    first = datetime.combine(since, datetime.min.time(), zone)
    return first, datetime.combine(until, datetime.max.time(), zone)
