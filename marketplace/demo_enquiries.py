"""A dozen invented conversations about demo achievements, in every state; only with DEMO=1.

Each goes the way of a real one: who asks and who answers take turns. Each act is entered as of
its day, so that some wait for long and some came in yesterday.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from accounts import demo
from accounts.models import Role, User
from core.acts import happened_at
from marketplace.models import Enquiry, Listing
from marketplace.services import enquiries

FILE = Path(__file__).parent / "data" / "demo_enquiries.json"
KINDS = ("enquiry.asked", "enquiry.asked_again", "enquiry.answered", "enquiry.closed")
TURN = timedelta(hours=19)


@dataclass(frozen=True, slots=True)
class Talk:
    """One of the file's rows.

    ``listing`` is the achievement's code, ``firm`` a number of `accounts.demo.PLACES`; what was
    ``said`` begins with the asker and takes turns; ``closed_by`` a side, or nobody.
    """

    listing: str
    firm: int
    days_ago: int
    closed_by: str
    said: list[str]


def talks() -> Iterator[Talk]:
    """All of them, the oldest first."""
    yield from (Talk(**row) for row in json.loads(FILE.read_text(encoding="utf-8")))


@transaction.atomic
def load_demo_enquiries() -> int:
    """Bring in the conversations that are missing; returns how many."""
    missing = [
        (talk, listing, asker)
        for talk in talks()
        for listing, asker in [_sides(talk)]
        if not Enquiry.objects.asked_by(asker).filter(listing=listing, is_demo=True).exists()
    ]
    if not missing:
        return 0
    people = {person for _talk, listing, asker in missing for person in (listing.author, asker)}
    people |= set(User.objects.filter(is_demo=True, memberships__role=Role.RESEARCH_OFFICE))
    with demo.untold(people, KINDS):
        for talk, listing, asker in missing:
            _load(talk, listing, asker)
    return len(missing)


def _sides(talk: Talk) -> tuple[Listing, User]:
    listing = Listing.objects.select_related("author").get(external_id=talk.listing, is_demo=True)
    return listing, demo.person_at(demo.place(talk.firm), Role.FIRM_MEMBER)


def _load(talk: Talk, listing: Listing, asker: User) -> None:
    moments = _moments(talk)
    first, *others = talk.said
    with happened_at(next(moments)):
        enquiry = enquiries.ask(
            listing.pk, first, organisation=demo.place(talk.firm), is_demo=True, actor=asker
        )
    for number, text in enumerate(others):
        with happened_at(next(moments)):
            if number % 2:
                enquiries.ask_again(enquiry.pk, text, actor=asker)
            else:
                enquiries.answer(enquiry.pk, text, actor=listing.author)
    if talk.closed_by:
        closer = asker if talk.closed_by == "asker" else listing.author
        with happened_at(next(moments)):
            enquiries.close(enquiry.pk, actor=closer)


def _moments(talk: Talk) -> Iterator[datetime]:
    """When each thing was said, the first so many days ago; none is later than now."""
    now = timezone.now()
    then = now - timedelta(days=talk.days_ago)
    while True:
        yield min(then, now)
        then += TURN
