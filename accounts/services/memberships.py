"""Ask for a role, give it, end it, and name administrators.

Each service locks the organisation before the membership, so that two administrators who leave at
the same moment cannot both believe that the other stays.
"""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import workflow
from accounts.models import BUREAU_ROLES, Membership, Organisation, Role, User
from accounts.services import groups, telling
from accounts.services.organisations import locked as locked_organisation
from core import locks, records
from core.errors import PermissionDenied, ValidationError, WrongState
from core.workflow import Transition, apply


def _locked(pk: int) -> Membership:
    place = Membership.objects.values_list("organisation", flat=True).get(pk=pk)
    organisation = locked_organisation(place)
    rows = Membership.objects.select_for_update(of=("self",)).select_related("user")
    membership = rows.get(pk=pk)
    membership.organisation = organisation
    return membership


def _move(
    transition: Transition, pk: int, *, actor: Any, changes: dict[str, Any] | None = None
) -> Membership:
    membership = _locked(pk)
    apply(transition, membership, actor=actor, changes=changes)
    groups.mirror_with_stand_ins(membership.user)
    return membership


def _in_order(valid_from: date | None, valid_to: date | None) -> None:
    if valid_from and valid_to and valid_to < valid_from:
        raise ValidationError({"valid_to": _("截止日期不得早于生效日期。")})


@transaction.atomic
def request_membership(
    organisation_pk: int, *, role: str, section: str = "", actor: Any
) -> Membership:
    """Ask to join an organisation in a role; its administrator or staff decides.

    Raises:
        WrongState: the organisation is refused or merged.
        ValidationError: asked or held already, or a bureau role outside an authority.

    """
    organisation = locked_organisation(organisation_pk)
    if organisation.status not in workflow.EDITABLE:
        msg = f"membership.request at {organisation.status!r}"
        raise WrongState(msg)
    membership = Membership(user=actor, organisation=organisation, role=role, section=section)
    workflow.bureau_role_at_authority(membership)
    _create(membership, "membership.request", actor=actor)
    telling.asked(membership, actor=actor)
    return membership


@transaction.atomic
def grant_role(
    organisation_pk: int,
    *,
    user_pk: int,
    role: str,
    section: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
    actor: Any,
) -> Membership:
    """Give a bureau role to somebody at a public authority, without their asking.

    Raises:
        PermissionDenied: not the operator, or the operator to themself.
        WrongState: the organisation is not confirmed.
        ValidationError: no public authority, no bureau role, held already, dates not in order.

    """
    organisation = locked_organisation(organisation_pk)
    user = User.objects.get(pk=user_pk)
    if not actor.has_role(Role.OPERATOR) or actor.pk == user.pk:
        raise PermissionDenied("membership.grant")
    if organisation.status != Organisation.Status.CONFIRMED:
        msg = f"membership.grant at {organisation.status!r}"
        raise WrongState(msg)
    if role not in BUREAU_ROLES:
        raise ValidationError({"role": _("这里只授予政府部门的角色，其他角色由本人申请。")})
    _in_order(valid_from, valid_to)
    membership = Membership(
        user=user,
        organisation=organisation,
        role=role,
        section=section,
        valid_from=valid_from,
        valid_to=valid_to,
        status=Membership.Status.CONFIRMED,
    )
    workflow.bureau_role_at_authority(membership)
    _create(membership, "membership.grant", actor=actor)
    groups.mirror_with_stand_ins(user)
    telling.of_role("membership.granted", membership, actor=actor)
    return membership


def _create(membership: Membership, action: str, *, actor: Any) -> Membership:
    try:
        with transaction.atomic():
            return records.create(membership, action, actor=actor)
    except IntegrityError as error:  # asked twice at the same moment
        raise ValidationError(_("此人已在该单位担任或申请了这一角色。")) from error


@transaction.atomic
def appoint_first_operator(organisation_pk: int, *, user_pk: int) -> Membership:
    """Give the operator's role where nobody holds it yet; the system itself is the actor.

    An authority that still waits is confirmed with it: nobody else could do so before there is an
    operator to appoint them.

    Raises:
        WrongState: there is an operator already, to be asked; or the organisation is gone.
        ValidationError: no public authority.

    """
    # Two bureaus are two rows: their locks alone would let each get an operator of its own.
    locks.acquire(locks.Lock.FIRST_OPERATOR)
    organisation = locked_organisation(organisation_pk)
    if Membership.objects.in_force().filter(role=Role.OPERATOR).exists():
        raise WrongState("an operator exists already")
    if organisation.status not in workflow.EDITABLE:
        msg = f"membership.grant at {organisation.status!r}"
        raise WrongState(msg)
    membership = Membership(
        user=User.objects.get(pk=user_pk),
        organisation=organisation,
        role=Role.OPERATOR,
        status=Membership.Status.CONFIRMED,
    )
    workflow.bureau_role_at_authority(membership)
    if organisation.status == Organisation.Status.PENDING:
        _by_the_system(workflow.CONFIRM, organisation)
    asked = organisation.memberships.select_for_update().filter(
        user=membership.user, role=Role.OPERATOR, status=Membership.Status.PENDING
    )
    if waiting := asked.first():
        membership = waiting
        _by_the_system(workflow.CONFIRM_MEMBER, membership)
    else:
        _create(membership, "membership.grant", actor=None)
    groups.mirror_with_stand_ins(membership.user)
    return membership


def _by_the_system(transition: Transition, row: Any) -> None:
    """Move ``row`` without asking who may: nobody is there yet who might."""
    before, row.status = row.status, transition.target
    records.change(row, transition.action, actor=None, changes={}, before=before, after=row.status)


@transaction.atomic
def confirm_membership(pk: int, *, actor: Any) -> Membership:
    """Let a person act in the role they asked for. Raises as `apply`."""
    membership = _move(workflow.CONFIRM_MEMBER, pk, actor=actor)
    telling.of_role("membership.confirmed", membership, actor=actor)
    return membership


@transaction.atomic
def refuse_membership(pk: int, *, reason: str = "", actor: Any) -> Membership:
    """Turn a request down. Raises as `apply`."""
    membership = _move(workflow.REFUSE_MEMBER, pk, actor=actor, changes={"reason": reason})
    said = {"reason": reason or gettext_lazy("未说明")}
    telling.of_role("membership.refused", membership, actor=actor, **said)
    return membership


@transaction.atomic
def withdraw_membership(pk: int, *, actor: Any) -> Membership:
    """Take one's own request back. Raises as `apply`."""
    return _move(workflow.WITHDRAW, pk, actor=actor)


@transaction.atomic
def end_membership(pk: int, *, actor: Any) -> Membership:
    """End a role from now on. Raises as `apply`."""
    membership = _move(workflow.END, pk, actor=actor)
    telling.of_role("membership.ended", membership, actor=actor)
    return membership


@transaction.atomic
def set_dates(
    pk: int, *, valid_from: date | None, valid_to: date | None, actor: Any
) -> Membership:
    """Say from which day to which the role counts, both included. Raises as `apply`."""
    _in_order(valid_from, valid_to)
    dates = {"valid_from": valid_from, "valid_to": valid_to}
    membership = _move(workflow.SET_DATES, pk, actor=actor, changes=dates)
    telling.of_dates(membership, actor=actor)
    return membership


@transaction.atomic
def make_administrator(pk: int, *, actor: Any) -> Membership:
    """Let a member confirm people and edit the organisation. Raises as `apply`."""
    changes = {"is_administrator": True}
    membership = _move(workflow.MAKE_ADMINISTRATOR, pk, actor=actor, changes=changes)
    telling.of_role("membership.administrator", membership, actor=actor)
    return membership


@transaction.atomic
def unmake_administrator(pk: int, *, actor: Any) -> Membership:
    """Take that back; the last administrator stays. Raises as `apply`."""
    changes = {"is_administrator": False}
    membership = _move(workflow.UNMAKE_ADMINISTRATOR, pk, actor=actor, changes=changes)
    telling.of_role("membership.no_administrator", membership, actor=actor)
    return membership
