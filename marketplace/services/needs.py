"""What a firm does with its need: leave it, confirm what the desk made of it, end it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.recipients import staff_of
from accounts.services import people
from core import acts, calendar, notices, records
from core.chains import start_chain
from core.errors import Outdated, PermissionDenied, ValidationError
from core.numbering import next_number
from core.workflow import apply
from marketplace import need_workflow as workflow
from marketplace import permissions, photos, recipients
from marketplace.models import Need
from marketplace.services.need_links import send_link

A_DAY = 5  # needs that one person may leave within a day
WORKING_DAYS = 2  # within which the desk calls


def locked(pk: int) -> Need:
    """The row under its lock, with what its checks read."""
    rows = Need.objects.select_for_update(of=("self",))
    return rows.select_related("author", "region", "chain").get(pk=pk)


@transaction.atomic
def leave_need(
    facts: Mapping[str, Any],
    *,
    photo: Any = None,
    is_declared_open: bool,
    is_demo: bool = False,
    actor: Any,
    now: datetime | None = None,
) -> Need:
    """Leave a problem with the desk of its county; a chain begins, and so does the clock.

    Args:
        facts: the firm's own columns of `Need`.
        photo: an upload; it is drawn anew.
        is_declared_open: that nothing in it is a state secret.

    Raises:
        PermissionDenied: ``actor`` has proved no phone at which the desk could call, is here for
            a public authority alone, or does not act for the organisation.
        ValidationError: not declared, a fact is wrong, or too many in a day; nothing is written.

    Source: 保守国家秘密法（2024 修订）第二十九条.

    """
    if not (actor.phone and actor.phone_verified and permissions.may_leave_needs(actor)):
        raise PermissionDenied("need.leave")
    person = User.objects.select_for_update().get(pk=actor.pk)  # two clicks follow each other
    if not is_declared_open:
        raise ValidationError(_("涉密的问题不得在本系统填写，请按保密规定线下联系主管部门。"))
    now = now or timezone.now()
    organisation = facts.get("organisation")
    if organisation is not None and organisation not in permissions.places_to_ask(actor):
        raise PermissionDenied("need.leave")
    recent = Need.objects.left_by(actor).filter(received_at__gt=now - timedelta(days=1))
    if recent.count() >= A_DAY:
        raise ValidationError(
            _("一天内最多提交 %(limit)d 项需求，请明天再试。") % {"limit": A_DAY}
        )
    day = timezone.localdate(now)
    need = Need(
        **facts,
        number=f"XQ-{day.year}-{next_number(f'need.{day.year}'):06d}",
        author=actor,
        chain=start_chain(Truncator(facts["problem"]).chars(40), actor=actor, now=now),
        declared_at=now,
        received_at=now,
        due_on=calendar.add_working_days(day, WORKING_DAYS).day,
        is_demo=is_demo,
    )
    if photo:
        need.photo = photos.redrawn(photo)
    records.create(need, "need.leave", actor=actor)
    if not person.name:  # who came by a phone alone; a timeline would call them by a number
        people.rename(person.pk, need.contact, actor=actor)
    _tell_desk("need.received", need, actor=actor)
    send_link(need, is_first=True)
    return need


@transaction.atomic
def confirm_need(pk: int, *, version: int, may_publish: bool, actor: Any) -> Need:
    """Say that the refined text is right, and whether the public one may be shown.

    Args:
        version: of the need, as the firm read it; a newer text was not confirmed.

    Raises:
        Outdated: the desk has changed it since.
        As `core.workflow.apply`.

    """
    need = locked(pk)
    if version != need.version:
        msg = f"need.confirm of version {version}, not {need.version}"
        raise Outdated(msg)
    now = acts.now()
    changes: dict[str, Any] = {
        "refined_confirmed_at": need.refined_confirmed_at or now,
        "take_down_reason": "",
    }
    if may_publish:
        changes |= {"public_confirmed_at": now, "published_at": need.published_at or now}
    apply(workflow.PUBLISH if may_publish else workflow.KEEP, need, actor=actor, changes=changes)
    _tell_desk("need.confirmed", need, actor=actor)
    return need


@transaction.atomic
def object_to_need(pk: int, remark: str, *, actor: Any) -> Need:
    """Ask for another text, and say what is wrong with this one. Raises as `apply`."""
    need = locked(pk)
    changes = {"remark": _said(remark, "remark")}
    apply(workflow.OBJECT, need, actor=actor, changes=changes)
    _tell_desk("need.objected", need, actor=actor)
    return need


@transaction.atomic
def withdraw_need(pk: int, *, actor: Any) -> Need:
    """Take it back; it leaves the public at once. Raises as `apply`."""
    need = locked(pk)
    apply(workflow.WITHDRAW, need, actor=actor)
    _tell_desk("need.withdrawn", need, actor=actor)
    return need


@transaction.atomic
def settle_need(pk: int, outcome: str, *, actor: Any) -> Need:
    """Say how it was solved. Raises as `apply`."""
    need = locked(pk)
    changes = {"outcome": _said(outcome, "outcome")}
    apply(workflow.SETTLE, need, actor=actor, changes=changes)
    people = recipients.need_side(need)
    notices.send("need.settled", people, subject_row=need, context=words(need), actor=actor)
    return need


def words(need: Need) -> dict[str, Any]:
    """What the texts of notices say of a need."""
    return {"title": str(need), "region": need.region, "due": need.due_on}


def _tell_desk(kind: str, need: Need, *, actor: Any) -> None:
    people = staff_of(need.region)
    notices.send(kind, people, subject_row=need, context=words(need), actor=actor)


def _said(text: str, name: str) -> str:
    if not text.strip():
        raise ValidationError({name: [_("请写明。")]})
    return text.strip()
