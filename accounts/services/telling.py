"""Who is told of what in this room; each within the transaction of the act."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts import recipients
from accounts.models import BUREAU_ROLES, Absence, Membership, Organisation, Role, User
from core import notices, registry


def founded(organisation: Organisation, *, actor: Any) -> None:
    """Staff in charge, who decide."""
    _of_place(
        "organisation.founded", recipients.staff_in_charge(organisation), organisation, actor=actor
    )


def confirmed(organisation: Organisation, *, actor: Any) -> None:
    """Whoever founded it."""
    founders = User.objects.filter(
        memberships__in=organisation.memberships.active().filter(is_administrator=True)
    )
    _of_place("organisation.confirmed", founders, organisation, actor=actor)


def refused(organisation: Organisation, people: Any, *, actor: Any) -> None:
    """Everyone who waited with it; the reason is the page's too."""
    reason = organisation.refusal_reason
    _of_place("organisation.refused", people, organisation, actor=actor, reason=reason)


def merged(duplicate: Organisation, heir: Organisation, people: Any, *, actor: Any) -> None:
    """Everyone whose role moved."""
    notices.send(
        "organisation.merged",
        people,
        subject_row=heir,
        context={"organisation": duplicate, "heir": heir},
        actor=actor,
    )


def _of_place(
    kind: str, people: Any, organisation: Organisation, *, actor: Any, **more: Any
) -> None:
    context = {"organisation": organisation, **more}
    notices.send(kind, people, subject_row=organisation, context=context, actor=actor)


def asked(membership: Membership, *, actor: Any) -> None:
    """Who may decide: the operator on a bureau role, else administrators, else staff."""
    organisation = membership.organisation
    words = {"person": membership.user, **_role(membership)}
    if membership.role in BUREAU_ROLES:
        notices.send(
            "membership.asked_bureau",
            recipients.operators(),
            subject_row=membership,
            context=words,
            actor=actor,
        )
        return
    people = recipients.administrators(organisation).exclude(pk=membership.user_id)
    notices.send(
        "membership.asked",
        people if people.exists() else recipients.staff_in_charge(organisation),
        subject_row=organisation,
        context=words,
        actor=actor,
    )


def of_role(kind: str, membership: Membership, *, actor: Any, **more: Any) -> None:
    """The person whose role it is, unless it was their own act."""
    notices.send(
        kind,
        [membership.user],
        subject_row=membership,
        context={**_role(membership), **more},
        actor=actor,
    )


def of_dates(membership: Membership, *, actor: Any) -> None:
    """The person, with the days as they stand now."""
    days = {
        "valid_from": membership.valid_from or _("即日"),
        "valid_to": membership.valid_to or _("长期"),
    }
    of_role("membership.dates", membership, actor=actor, **days)


def _role(membership: Membership) -> dict[str, Any]:
    return {
        "organisation": membership.organisation,
        "role": Role(membership.role).label,
    }


def of_leave(kind: str, absence: Absence, *, actor: Any) -> None:
    """The absent person and the stand-in."""
    context = {
        "person": absence.user,
        "stand_in": absence.stand_in,
        "starts_on": absence.starts_on,
        "ends_on": absence.ends_on,
    }
    people = [absence.user, absence.stand_in]
    notices.send(kind, people, subject_row=absence, context=context, actor=actor)


def of_account(user: User, action: str) -> None:
    """The person, though it was their own act: it may have been somebody else's."""
    context = {"change": registry.action_label(action)}
    notices.send("account.security", [user], subject_row=user, context=context, actor=None)
