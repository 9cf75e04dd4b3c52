"""What the demo's parties do beyond talking: agreements with their ledger, offers, reports.

Each goes the way of a real one, on the conversations and needs that are there already; only with
DEMO=1.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts import demo
from accounts.models import Role, User
from core.acts import happened_at
from marketplace.demo import demo_people_of
from marketplace.models import Agreement, Enquiry, Need, Offer, Report, Tier
from marketplace.models.parts import ENDED
from marketplace.services import abuse, disclosure, enquiries, offers

FILE = Path(__file__).parent / "data" / "demo_dealings.json"
KINDS = (
    "agreement.offered",
    "agreement.signed",
    "enquiry.asked_again",
    "enquiry.report_closed",
    "enquiry.reported",
    "offer.accepted",
    "offer.came",
    "offer.declined",
    "offer.made",
)
TURN = timedelta(hours=20)
Row = dict[str, Any]


@transaction.atomic
def load_demo_dealings() -> int:
    """Bring them in where there are none; returns how many agreements, offers and reports.

    What somebody has ended or renamed since it was brought in is left as it is.
    """
    if _are_there():
        return 0
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    agreements = [
        (row, talk) for row in rows["agreements"] for talk in _talks(row).exclude(status__in=ENDED)
    ]
    answers = [
        (row, need, solver)
        for row in rows["offers"]
        for need in Need.objects.filter(title=row["need"], is_demo=True, status=Need.Status.OPEN)
        for solver in User.objects.filter(phone=row["phone"], is_demo=True)
    ]
    reports = [(row, talk) for row in rows["reports"] for talk in _talks(row)]
    people = {person for _row, need, solver in answers for person in (need.author, solver)}
    for _row, talk in (*agreements, *reports):
        people |= {talk.asker, *enquiries.owners(talk)}
    people |= set(User.objects.filter(is_demo=True, memberships__role__in=demo.BUREAU_ROLES))
    with demo.untold(people, KINDS):
        for row, talk in agreements:
            _agree(row, talk)
        for row, need, solver in answers:
            _offer(row, need, solver)
        for row, talk in reports:
            _report(row, talk)
    return len(agreements) + len(answers) + len(reports)


def _are_there() -> bool:
    return (
        Agreement.objects.filter(enquiry__is_demo=True).exists()
        or Offer.objects.filter(need__is_demo=True).exists()
        or Report.objects.filter(enquiry__is_demo=True).exists()
    )


def _talks(row: Row) -> QuerySet[Enquiry]:
    """The conversation of a firm, a number of `accounts.demo.PLACES`, about an achievement."""
    rows = Enquiry.objects.select_related("listing__author", "asker").filter(is_demo=True)
    firm = demo.PLACES[row["firm"]].name
    return rows.filter(listing__external_id=row["listing"], organisation__name=firm)


def _agree(row: Row, talk: Enquiry) -> None:
    asker, owner = talk.asker, talk.listing.author
    moments = _after(talk.messages.latest("at").at)
    with happened_at(next(moments)):
        enquiries.ask_again(talk.pk, row["wish"], kind=Enquiry.Kind.DISCLOSURE, actor=asker)
    with happened_at(next(moments)):
        agreement = disclosure.offer_agreement(talk.pk, actor=owner)
    if not row["signatory"]:
        return
    with happened_at(next(moments)):
        disclosure.sign_agreement(
            agreement.pk,
            signatory=row["signatory"],
            signatory_post=row["post"],
            is_authorised=True,
            ip_address=None,
            actor=asker,
        )
    for file in talk.listing.files.all():  # none where the achievement came before its papers
        for _time in range(row["views"]):
            with happened_at(next(moments)):
                disclosure.note_view(talk.listing, file, tier=Tier.CONFIDENTIAL, actor=asker)


def _offer(row: Row, need: Need, solver: User) -> None:
    [place] = {held.organisation for held in solver.roles_in_force}
    moments = _after(need.published_at or need.received_at)
    with happened_at(next(moments)):
        offer = offers.make_offer(need.pk, row["text"], organisation=place, actor=solver)
    with happened_at(next(moments)):
        if row["state"] == Offer.Status.ACCEPTED:
            offers.accept_offer(offer.pk, row["answer"], actor=need.author)
        if row["state"] == Offer.Status.DECLINED:
            said = {"reason": row["reason"], "answer": row["answer"]}
            offers.decline_offer(offer.pk, **said, actor=need.author)


def _report(row: Row, talk: Enquiry) -> None:
    reporter = talk.asker if row["by"] == "asker" else talk.listing.author
    moments = _after(talk.messages.latest("at").at)
    with happened_at(next(moments)):
        report = abuse.report_enquiry(talk.pk, row["text"], actor=reporter)
    if row["outcome"]:
        [section] = demo_people_of(Role.SECTION_STAFF)
        said = {"outcome": row["outcome"], "answer": row["answer"]}
        with happened_at(next(moments)):
            abuse.close_report(report.pk, **said, actor=section)


def _after(moment: datetime) -> Iterator[datetime]:
    """One moment after the other, twenty hours apart; none is later than now."""
    now = timezone.now()
    while True:
        moment += TURN
        yield min(moment, now)
