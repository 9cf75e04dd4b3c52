"""What the desk does with a need: call, refine, take or turn down; reminders where nobody did."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.recipients import section_staff
from core import notices, records
from core.errors import PermissionDenied, ValidationError, WrongState
from core.workflow import apply
from marketplace import need_workflow as workflow
from marketplace import permissions, recipients
from marketplace.models import Need, NeedCall
from marketplace.services.need_links import send_link
from marketplace.services.needs import locked, words

REFINED = ("title", "industry", "refined", "target", "public_text", "english_summary")


@transaction.atomic
def log_call(
    pk: int, *, is_reached: bool, note: str, actor: Any, now: datetime | None = None
) -> Need:
    """Keep a call; the first that reaches the firm stops the clock.

    Raises:
        PermissionDenied: ``actor`` is not of its desk.
        WrongState: the need has ended.
        ValidationError: nothing was noted.

    """
    need = locked(pk)
    if not permissions.sees_to_need(actor, need):
        raise PermissionDenied("need.call")
    if need.status not in workflow.CALLABLE:
        msg = f"need.call from {need.status!r}"
        raise WrongState(msg)
    now = now or timezone.now()
    call = NeedCall(need=need, caller=actor, is_reached=is_reached, note=note.strip(), at=now)
    call.full_clean()
    call.save(force_insert=True)
    records.touch(need, "need.call", actor=actor, changes={"is_reached": is_reached})
    if is_reached and need.status == Need.Status.RECEIVED:
        apply(workflow.REACH, need, actor=actor, changes={"reached_at": now})
    return need


@transaction.atomic
def refine_need(pk: int, facts: Mapping[str, Any], *, is_cleared: bool, actor: Any) -> Need:
    """Propose the refined and the public text to the firm, which hears of it.

    Args:
        facts: the columns of ``REFINED``; what is missing is empty.
        is_cleared: that the public text was looked at: no state, personal or trade secret.

    Raises:
        As `core.workflow.apply`; and `ValidationError` where it was not cleared.

    """
    need = locked(pk)
    changes = {name: facts.get(name, "") for name in REFINED} | {
        "refined_by": actor,
        "refined_confirmed_at": None,
        "public_confirmed_at": None,
    }
    apply(workflow.REFINE, need, actor=actor, changes=changes)
    workflow.require_texts(need)
    if not is_cleared:
        raise ValidationError({"is_cleared": [_("公开前须审查是否涉密、是否含个人信息。")]})
    _tell_firm("need.proposed", need, actor=actor)
    send_link(need)
    return need


@transaction.atomic
def decline_need(pk: int, outcome: str, *, actor: Any) -> Need:
    """Turn it down, and say why. Raises as `core.workflow.apply`."""
    need = locked(pk)
    if not outcome.strip():
        raise ValidationError({"outcome": [_("请写明原因。")]})
    apply(workflow.DECLINE, need, actor=actor, changes={"outcome": outcome.strip()})
    _tell_firm("need.declined", need, actor=actor)
    return need


@transaction.atomic
def take_down_need(pk: int, reason: str, *, actor: Any) -> Need:
    """Take a public need off the site at once, and tell its firm why.

    It is refined and confirmed anew before it is public again; what the firm said of an earlier
    text no longer counts. Raises as `core.workflow.apply`; `ValidationError` without a reason.
    """
    need = locked(pk)
    changes = {
        "take_down_reason": reason.strip(),
        "remark": "",
        "refined_confirmed_at": None,
        "public_confirmed_at": None,
    }
    apply(workflow.TAKE_DOWN, need, actor=actor, changes=changes)
    if not reason.strip():
        raise ValidationError({"reason": [_("请写明原因。")]})
    _tell_firm("need.taken_down", need, actor=actor, reason=need.take_down_reason)
    send_link(need)
    return need


def tell_overdue() -> int:
    """Tell the section, once a need, of firms that nobody reached in time; returns how many."""
    late = Need.objects.overdue().filter(overdue_told_at__isnull=True).values_list("pk", flat=True)
    return sum(_tell_overdue(pk) for pk in list(late))


@transaction.atomic
def _tell_overdue(pk: int) -> bool:
    need = locked(pk)
    if not need.is_overdue or need.overdue_told_at:
        return False
    changes = {"overdue_told_at": timezone.now()}
    records.change(need, "need.tell_overdue", actor=None, changes=changes)
    notices.send(
        "need.overdue", section_staff(), subject_row=need, context=words(need), actor=None
    )
    return True


def _tell_firm(kind: str, need: Need, *, actor: Any, **more: Any) -> None:
    people = recipients.need_side(need)
    notices.send(kind, people, subject_row=need, context=words(need) | more, actor=actor)
