"""Sixty invented achievements over the fifteen industries; only with DEMO=1.

Each goes the way of a real one: its author writes and submits it, its unit agrees, an editor who
has no part in it passes it; each may send it back. Only the dates of what is public are set
afterwards, so that some offers are fresh and some have not been confirmed for long; the trail
says that too.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import demo
from accounts.models import Organisation, Role, User
from core import records
from core.acts import happened_at
from core.models import Channel, Mode
from core.notices import choosing, reading
from marketplace import comments, demo_files, history, recipients
from marketplace.demo_dates import dated
from marketplace.demo_researchers import RESEARCHERS, bring_in
from marketplace.models import Listing
from marketplace.models.parts import CONFIRMED
from marketplace.services import consents, listings

FOLDER = Path(__file__).parent / "data" / "demo_listings"
PASSED = "演示内容：不涉密，不属出口管制，内容与数字已核对。"
S = Listing.Status


@dataclass(frozen=True, slots=True)
class Achievement:
    """One of the files' rows.

    ``days_ago`` is when its offer was last confirmed; ``opinion`` why it was sent back or taken
    down, ``returned_by`` whether its unit or an editor did, ``comments`` what was said of single
    parts; ``facts`` what its author wrote, by the names of the columns; ``files`` what comes with
    it, as `marketplace.demo_files` says.
    """

    code: str
    author: str
    state: str
    days_ago: int
    facts: dict[str, Any]
    availability: str = ""
    opinion: str = PASSED
    returned_by: str = "city"
    comments: dict[str, str] = field(default_factory=dict)
    files: list[dict[str, str]] = field(default_factory=list)


def achievements() -> Iterator[Achievement]:
    """All of them, from a file an industry, the oldest first; dates in them are as of today."""
    today = timezone.localdate()
    found = [
        Achievement(**row)
        for path in sorted(FOLDER.glob("*.json"))
        for row in json.loads(dated(path.read_text(encoding="utf-8"), today))
    ]
    yield from sorted(found, key=lambda one: one.days_ago, reverse=True)


@transaction.atomic
def load_demo_listings() -> int:
    """Bring in the achievements that are missing; returns how many."""
    there = set(Listing.objects.filter(is_demo=True).values_list("external_id", flat=True))
    missing = [one for one in achievements() if one.code not in there]
    if not missing:
        return 0
    people = demo_people_of(Role.SECTION_STAFF, Role.SITE_EDITOR)
    authors = {one.name: bring_in(one, section=people[0]) for one in RESEARCHERS}
    demo.agree()
    _load_all(missing, authors, editor=people[1])
    return len(missing)


def demo_people_of(*roles: Role) -> list[User]:
    """The demo person of each role, as `accounts.demo` made them."""
    phones = {person.role: person.phone for person in reversed(demo.PEOPLE)}
    return [User.objects.get(phone=phones[role], is_demo=True) for role in roles]


def _load_all(
    missing: list[Achievement], authors: dict[str, tuple[User, Organisation]], *, editor: User
) -> None:
    """Without a mail for each; and what has been dealt with is no news to the editors."""
    mails = [(kind, Channel.MAIL) for kind in ("listing.submitted", "listing.consented")]
    units = {place for _author, place in authors.values()}
    editors = [*User.objects.filter(is_demo=True, memberships__role=Role.SITE_EDITOR)]
    told = [*editors, *{user for place in units for user in _unit(place)}]
    for person in told:
        choosing.choose(dict.fromkeys(mails, Mode.OFF), actor=person)
    waiting = [one for one in missing if one.state in {S.SUBMITTED, S.CONSENTED}]
    for one in missing:
        if one not in waiting:
            _load(one, *authors[one.author], editor=editor)
    for person in editors:
        reading.mark_all_read(actor=person)
    for one in waiting:
        _load(one, *authors[one.author], editor=editor)
    for person in told:
        choosing.choose(dict.fromkeys(mails, Mode.NOW), actor=person)


def _unit(place: Organisation) -> list[User]:
    return list(recipients.unit(place))


def _load(one: Achievement, author: User, organisation: Organisation, *, editor: User) -> None:
    told_at = timezone.now() - timedelta(days=one.days_ago)  # its last word so far
    begun_at = told_at - timedelta(days=5)
    with happened_at(begun_at):
        listing = listings.begin_listing(
            organisation,
            {**one.facts, "external_id": one.code},
            is_declared_open=True,
            is_demo=True,
            actor=author,
            now=begun_at,
        )
        demo_files.attach(listing, one.files, actor=author)
    if one.state == S.DRAFT:
        return
    with happened_at(told_at - timedelta(days=3)):
        listings.submit_listing(listing.pk, actor=author)
    if one.state == S.SUBMITTED:
        return
    speaker = _unit(organisation)[0]
    with happened_at(told_at - timedelta(days=1)):
        is_with_editor = _consent(one, listing, speaker)
    if not is_with_editor:
        return
    with happened_at(told_at):
        listing.refresh_from_db()
        _review(listing, one, editor)
        if one.availability:
            listings.set_availability(listing.pk, one.availability, actor=author)
        if one.state == S.UNPUBLISHED:
            listings.unpublish_listing(listing.pk, reason=one.opinion, actor=author)
        if one.state == S.PUBLISHED:
            _age(listing.pk, told_at)


def _consent(one: Achievement, listing: Listing, speaker: User) -> bool:
    """What the unit says; whether an editor is next and has spoken."""
    if one.state == S.RETURNED and one.returned_by == "unit":
        consents.send_back(listing.pk, opinion=one.opinion, said=one.comments, actor=speaker)
    else:
        confirmed = dict.fromkeys(CONFIRMED, True)
        consents.consent_listing(listing.pk, confirmed=confirmed, actor=speaker)
    reading.mark_all_read(actor=speaker)
    return one.state != S.CONSENTED and one.returned_by != "unit"


def _review(listing: Listing, one: Achievement, editor: User) -> None:
    waiting = listing.current_workflow_task_state
    is_returned = one.state == S.RETURNED
    waiting.task.specific.on_action(
        waiting,
        user=editor,
        action_name="reject" if is_returned else "approve",
        comment=one.opinion if is_returned else PASSED,
        **{f"{comments.PREFIX}{name}": text for name, text in one.comments.items()},
    )


def _age(pk: int, then: datetime) -> None:
    """Set back when it was passed and published, and each time say so in the trail."""
    listing, act = listings.locked(pk), "listing.load_demo"
    for said in (*listing.consents.all(), *listing.reviews.all()):
        records.change(said, act, actor=None, changes={"at": then})
    history.published(listing).update(timestamp=then)
    changes = {
        "confirmed_on": timezone.localdate(then),
        "first_published_at": then,
        "last_published_at": then,
    }
    records.change(listing, act, actor=None, changes=changes)
