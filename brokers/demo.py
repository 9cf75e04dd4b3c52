"""Forty invented deals up to their signing, and enquiries that still wait; only with DEMO=1.

Each goes the way of a real one, by the services: a firm asks, a broker takes it and moves it with
what the gates ask, each act as of its day. Who registers the
contracts of some is `contracts.demo_registrations`: a deal has no number that no contract has.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts import demo
from accounts.models import Organisation, Role, User
from accounts.services import memberships
from brokers import demo_texts, services
from brokers.models import Deal, Kind, PriceWay, Stage
from brokers.models.terms import RANK, WAY
from core.acts import happened_at
from core.chains import SHANGHAI
from core.models import Channel
from marketplace.models import Enquiry, Listing
from marketplace.services import enquiries

COUNTS = {
    Stage.LEAD: 7, Stage.CONTACT: 7, Stage.NEGOTIATION: 7, Stage.INTENT: 5, Stage.SIGNED: 8,
    Stage.SHELVED: 3, Stage.LOST: 3,
}  # fmt: skip
PACE_DAYS = 9  # from one stage to the next
SIGNED_DAYS = 10  # at least; the register takes eight
ASKED_BEFORE = timedelta(hours=27)  # the broker took it up
WAITING = 6  # enquiries that nobody has taken
FIRMS = range(6, 16)  # of `accounts.demo.PLACES`
AMOUNTS_WAN = (45, 60, 85, 90, 120, 140, 150, 180, 200, 260, 320, 680, 1260)
SECOND_BROKER = demo.Person(Role.BROKER, "孙某", "13900000501", 18)
SCAN = b"%PDF-1.4\n% a demo paper without content\n"
TOLD = (
    Role.BROKER, Role.AGENCY_HEAD, Role.FIRM_MEMBER, Role.RESEARCHER, Role.RESEARCH_OFFICE,
)  # fmt: skip
NOTICES = ("deal.taken", "deal.moved", "enquiry.asked", "enquiry.answered")


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts in the demo: brokers of one agency, people of firms."""

    agency: Organisation
    brokers: tuple[User, ...]
    firms: tuple[tuple[User, Organisation], ...]


@transaction.atomic
def load_demo_deals() -> int:
    """Bring in the deals where there are none; returns how many."""
    if Deal.objects.filter(is_demo=True).exists():
        return 0
    cast = _cast()
    listings = list(
        Listing.objects.public()
        .filter(is_demo=True)
        .exclude(organisation__in=[firm for _person, firm in cast.firms])
        .select_related("organisation", "author")
        .order_by("pk")
    )
    people = User.objects.filter(is_demo=True, memberships__role__in=TOLD).distinct()
    with demo.untold(people, NOTICES, (Channel.IN_APP, Channel.MAIL, Channel.SMS)):
        for number, stage in enumerate(_stages()):
            _load(number, stage, cast, listings)
        for number in range(WAITING):
            asked_at = timezone.now() - timedelta(days=number, hours=5)
            _ask(number + sum(COUNTS.values()), asked_at, cast, listings)
    return sum(COUNTS.values())


def _stages() -> Iterator[Stage]:
    for stage, count in COUNTS.items():
        yield from [stage] * count


def _cast() -> Cast:
    agency = demo.place(SECOND_BROKER.place)
    first = next(person for person in demo.PEOPLE if person.role == Role.BROKER)
    section = next(person for person in demo.PEOPLE if person.role == Role.SECTION_STAFF)
    second = demo.make_person(SECOND_BROKER.name, SECOND_BROKER.phone)
    asked = memberships.request_membership(agency.pk, role=Role.BROKER, actor=second)
    memberships.confirm_membership(asked.pk, actor=User.objects.get(phone=section.phone))
    demo.agree()
    places = [demo.place(number) for number in FIRMS]
    return Cast(
        agency,
        # Read again: a person's roles are read once an instance.
        (User.objects.get(phone=first.phone), User.objects.get(pk=second.pk)),
        tuple((demo.person_at(place, Role.FIRM_MEMBER), place) for place in places),
    )


def _ask(number: int, asked_at: datetime, cast: Cast, listings: list[Listing]) -> Any:
    """Of a listing that was public by then and of which this person asks nothing else."""
    person, firm = cast.firms[number % len(cast.firms)]
    asked = set(Enquiry.objects.asked_by(person).values_list("listing", flat=True))
    start = number % len(listings)
    listing = next(
        each
        for each in (*listings[start:], *listings[:start])
        if each.first_published_at < asked_at and each.pk not in asked
    )
    with happened_at(asked_at):
        return enquiries.ask(
            listing.pk,
            demo_texts.QUESTIONS[number % len(demo_texts.QUESTIONS)],
            organisation=firm,
            is_demo=True,
            actor=person,
        )


def _load(number: int, stage: Stage, cast: Cast, listings: list[Listing]) -> None:
    broker = cast.brokers[number % len(cast.brokers)]
    reached = stage if stage in RANK else WAY[number % len(RANK) % RANK[Stage.SIGNED]]
    moments = _moments(number, stage, RANK[reached] + 1)
    if number < len(demo_texts.VISITS):
        title, buyer_name = demo_texts.VISITS[number]
        facts = {"title": title, "buyer_name": buyer_name}
        with happened_at(moments[0]):
            deal = services.start_deal(facts, agency=cast.agency, is_demo=True, actor=broker)
    else:
        enquiry = _ask(number, moments[0] - ASKED_BEFORE, cast, listings)
        with happened_at(moments[0]):
            deal = services.take_enquiry(
                enquiry.pk, agency=cast.agency, is_demo=True, actor=broker
            )
    with happened_at(moments[0]):
        _plan(deal, number, broker)
    if deal.enquiry and reached != Stage.LEAD:
        answer = demo_texts.ANSWERS[number % len(demo_texts.ANSWERS)]
        with happened_at(moments[0] + timedelta(days=1)):
            enquiries.answer(deal.enquiry.pk, answer, actor=deal.listing.author)
    for at, moment in zip(WAY[1 : RANK[reached] + 1], moments[1:], strict=False):
        with happened_at(moment):
            services.move(deal.pk, at, _evidence(at, moment, number), actor=broker)
    with happened_at(moments[-1]):
        _end(deal, stage, number, broker)


def _moments(number: int, stage: Stage, steps: int) -> list[datetime]:
    """When a deal came to each of its stages, nine days apart; the last is up to a month ago.

    What is signed is older, for its contract is registered since; what ended did so after all.
    """
    now = timezone.now()
    days = number * 7 % 30 + (SIGNED_DAYS if stage == Stage.SIGNED else 0)
    last = timezone.localdate(now) - timedelta(days=days)
    count = steps + (stage not in RANK)
    clock = time(9 + number % 8, number * 13 % 60)
    return [
        min(datetime.combine(last - timedelta(days=back * PACE_DAYS), clock, SHANGHAI), now)
        for back in range(count - 1, -1, -1)
    ]


def _plan(deal: Deal, number: int, broker: User) -> None:
    """What is expected; every fifth deal has no next step, some are late."""
    today = timezone.localdate()
    wan = AMOUNTS_WAN[number % len(AMOUNTS_WAN)]
    facts = {
        "amount_fen": wan * 1_000_000,
        "kind": Kind.values[number % len(Kind.values)],
        "expected_on": today + timedelta(days=20 + number * 4),
    }
    services.edit_deal(deal.pk, facts, actor=broker)
    has_next = number % 5 != 0
    services.log(
        deal.pk,
        text=demo_texts.LINES[number % len(demo_texts.LINES)],
        next_step=demo_texts.NEXT_STEPS[number % len(demo_texts.NEXT_STEPS)] if has_next else "",
        next_step_on=today + timedelta(days=number % 9 - 2) if has_next else None,
        actor=broker,
    )


def _evidence(stage: Stage, moment: datetime, number: int) -> dict[str, Any]:
    day = timezone.localdate(moment)
    fen = AMOUNTS_WAN[number % len(AMOUNTS_WAN)] * 1_000_000
    brought: dict[Stage, dict[str, Any]] = {
        Stage.CONTACT: {"buyer_on": day - timedelta(days=1), "seller_on": day},
        Stage.NEGOTIATION: {
            "happened_on": day,
            "text": demo_texts.MINUTES[number % len(demo_texts.MINUTES)],
        },
        Stage.INTENT: {
            "happened_on": day,
            "price_low_fen": fen * 8 // 10,
            "price_high_fen": fen * 12 // 10,
            "price_way": PriceWay.values[number % len(PriceWay.values)],
        },
        Stage.SIGNED: {
            "happened_on": day,
            "amount_fen": fen,
            "kind": Kind.values[number % len(Kind.values)],
            "file": ContentFile(SCAN, name="合同文本（示例）.pdf"),
        },
    }
    return brought[stage]


def _end(deal: Deal, stage: Stage, number: int, broker: User) -> None:
    if stage == Stage.SHELVED:
        services.shelve(deal.pk, text=demo_texts.SHELVED, actor=broker)
    elif stage == Stage.LOST:
        reason, text = demo_texts.LOST[number % len(demo_texts.LOST)]
        services.lose(deal.pk, reason=reason, text=text, actor=broker)
