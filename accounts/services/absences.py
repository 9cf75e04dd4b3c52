"""Leave and stand-ins (AB 角)."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.models import BUREAU_ROLES, Absence, Membership, User
from accounts.services import groups, telling
from core import records
from core.errors import PermissionDenied, ValidationError, WrongState


@transaction.atomic
def record_absence(
    *, user_pk: int, stand_in_pk: int, starts_on: date, ends_on: date, actor: Any
) -> Absence:
    """Let ``stand_in`` act in the person's roles from ``starts_on`` to ``ends_on``, both included.

    The stand-in belongs wherever the person does, and has a bureau role where the person has one:
    otherwise leave would be a way to hand out roles that only the operator gives.

    Raises:
        PermissionDenied: ``actor`` may not speak for the person.
        ValidationError: wrong dates, overlapping leave, or a stand-in who does not belong.

    """
    people = {row.pk: row for row in _locked_people(user_pk, stand_in_pk)}
    user, stand_in = people[user_pk], people[stand_in_pk]
    if not permissions.may_record_absence(actor, user):
        raise PermissionDenied("absence.record")
    if ends_on < timezone.localdate():
        raise ValidationError({"ends_on": _("这段日期已经过去。")})
    absence = Absence(user=user, stand_in=stand_in, starts_on=starts_on, ends_on=ends_on)
    absence.full_clean()
    same_days = Absence.objects.overlapping(starts_on, ends_on)
    if same_days.filter(user=user).exists():
        raise ValidationError(_("这几天已经登记过离岗代理。"))
    if same_days.filter(Q(user=stand_in) | Q(stand_in=user)).exists():
        raise ValidationError(_("代理人这几天也离岗，或由离岗人员代理，请另选一位。"))
    if lacking := places_lacking(user, stand_in):
        names = "、".join(sorted(lacking))
        raise ValidationError({"stand_in": _("代理人不在岗位所在单位：%s。") % names})
    records.create(absence, "absence.record", actor=actor)
    groups.mirror({user.pk, stand_in.pk})
    telling.of_leave("absence.recorded", absence, actor=actor)
    return absence


def _locked_people(*keys: int) -> Any:
    return User.objects.select_for_update().filter(pk__in=keys).order_by("pk")


def places_lacking(user: User, stand_in: User) -> set[str]:
    """Names of the organisations at which ``stand_in`` could not act in the person's roles."""
    return {
        held.organisation.name
        for held in Membership.objects.in_force().filter(user=user).select_related("organisation")
        if not _fits(held, stand_in)
    }


def _fits(held: Membership, stand_in: User) -> bool:
    there = Membership.objects.in_force().filter(
        user=stand_in, organisation_id=held.organisation_id
    )
    if held.role in BUREAU_ROLES:
        there = there.filter(role__in=BUREAU_ROLES)
    return there.exists()


@transaction.atomic
def end_absence(pk: int, *, actor: Any) -> None:
    """The person is back today: leave ends yesterday, or never was where it has not begun.

    Raises:
        PermissionDenied: ``actor`` may not speak for the person.
        WrongState: it is over already.

    """
    rows = Absence.objects.select_for_update(of=("self",)).select_related("user", "stand_in")
    absence = rows.get(pk=pk)
    if not permissions.may_end_absence(actor, absence):
        raise PermissionDenied("absence.end")
    today = timezone.localdate()
    if absence.ends_on < today:
        raise WrongState("absence.end after it ended")
    people = {absence.user_id, absence.stand_in_id}
    telling.of_leave("absence.ended", absence, actor=actor)
    if absence.starts_on >= today:
        records.delete(absence, "absence.end", actor=actor)
    else:
        yesterday = today - timedelta(days=1)
        records.change(absence, "absence.end", actor=actor, changes={"ends_on": yesterday})
    groups.mirror(people)
