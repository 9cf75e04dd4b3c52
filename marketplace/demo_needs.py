"""Fifteen invented needs over the counties, in every state; only with DEMO=1.

Each goes the way of a real one: its person leaves it, the section calls and refines, the person
confirms. Each act is entered as of its day.
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
from core.models import Region
from marketplace.demo import demo_people_of
from marketplace.models import Need
from marketplace.services import need_desk, needs

FILE = Path(__file__).parent / "data" / "demo_needs.json"
KINDS = tuple(
    f"need.{word}"
    for word in (
        "received",
        "confirmed",
        "objected",
        "withdrawn",
        "proposed",
        "declined",
        "settled",
    )
)
FEN_OF_WAN = 1_000_000
S = Need.Status
CONFIRMED = {S.OPEN, S.MATCHING, S.SETTLED}


@dataclass(frozen=True, slots=True)
class Problem:
    """One of the file's rows; what the desk makes of it is empty where it has not come so far."""

    region: str
    company: str
    contact: str
    days_ago: int
    state: str
    industry: str
    wanted_in: int | None
    budget_wan: int | None
    problem: str
    tried: str
    title: str = ""
    target: str = ""
    refined: str = ""
    public_text: str = ""
    english_summary: str = ""
    outcome: str = ""
    remark: str = ""


def problems() -> Iterator[tuple[str, Problem]]:
    """Each with the phone of its invented person, the oldest first."""
    for number, row in enumerate(json.loads(FILE.read_text(encoding="utf-8"))):
        yield f"139000008{number:02}", Problem(**row)


@transaction.atomic
def load_demo_needs() -> int:
    """Bring in the needs that are missing; returns how many."""
    there = set(Need.objects.filter(is_demo=True).values_list("author__phone", flat=True))
    missing = [(phone, one) for phone, one in problems() if phone not in there]
    if not missing:
        return 0
    [section] = demo_people_of(Role.SECTION_STAFF)
    people = {phone: demo.make_person(one.contact, phone) for phone, one in missing}
    staff = set(User.objects.filter(is_demo=True, memberships__role__in=demo.BUREAU_ROLES))
    demo.agree()
    with demo.untold({*people.values(), *staff}, KINDS):
        for phone, one in missing:
            _load(one, people[phone], section)
    return len(missing)


def _load(one: Problem, author: User, section: User) -> None:
    now = timezone.now()
    then = now - timedelta(days=one.days_ago)
    with happened_at(then):
        need = _leave(one, author, then)
    if one.state == S.RECEIVED:
        return
    # Called within a day, refined on the next, confirmed on the fourth.
    called, refined, confirmed, ended = (
        min(then + timedelta(hours=hours), now) for hours in (20, 47, 96, 240)
    )
    if one.state in {S.WITHDRAWN, S.DECLINED}:
        with happened_at(called):
            _end(one, need, author, section)
        return
    said = "已与企业通话，情况属实，约定补充指标。"
    with happened_at(called):
        need_desk.log_call(need.pk, is_reached=True, note=said, actor=section, now=called)
    if not (one.title or one.remark):
        return
    with happened_at(refined):
        need = _refine(one, need, section)
    with happened_at(confirmed):
        _answer(one, need, author)
    if one.state == S.SETTLED:
        with happened_at(ended):
            needs.settle_need(need.pk, one.outcome, actor=author)


def _leave(one: Problem, author: User, then: datetime) -> Need:
    day = timezone.localdate()
    return needs.leave_need(
        {
            "problem": one.problem,
            "tried": one.tried,
            "wanted_by": day + timedelta(days=one.wanted_in) if one.wanted_in else None,
            "budget_fen": one.budget_wan * FEN_OF_WAN if one.budget_wan else None,
            "contact": one.contact,
            "company": one.company,
            "region": Region.objects.get(pk=one.region),
        },
        is_declared_open=True,
        is_demo=True,
        actor=author,
        now=then,
    )


def _end(one: Problem, need: Need, author: User, section: User) -> None:
    if one.state == S.WITHDRAWN:
        needs.withdraw_need(need.pk, actor=author)
    else:
        need_desk.decline_need(need.pk, one.outcome, actor=section)


def _refine(one: Problem, need: Need, section: User) -> Need:
    facts = {
        "title": one.title or one.problem[:20],
        "industry": one.industry,
        "refined": one.refined or one.problem,
        "target": one.target,
        "public_text": one.public_text or one.problem,
        "english_summary": one.english_summary,
    }
    return need_desk.refine_need(need.pk, facts, is_cleared=True, actor=section)


def _answer(one: Problem, need: Need, author: User) -> None:
    if one.remark:
        needs.object_to_need(need.pk, one.remark, actor=author)
        return
    if one.state not in CONFIRMED:
        return
    may_publish = one.state == S.OPEN
    needs.confirm_need(need.pk, version=need.version, may_publish=may_publish, actor=author)
