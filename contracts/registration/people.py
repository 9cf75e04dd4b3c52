"""Who of a party reaches a contract: named when it is drafted, and by the party afterwards."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import authority
from accounts.models import Membership, Organisation, User
from contracts.models import Contract, ContractPerson
from contracts.registration import permissions
from core import audit
from core.errors import PermissionDenied, ValidationError


def colleagues(place: Organisation | int) -> QuerySet[User]:
    """Who could be named for a party: those who act for it today, not for an authority."""
    held = Membership.objects.in_force().filter(organisation=place, role__in=authority.CIVIL_ROLES)
    return User.objects.filter(pk__in=held.values("user")).order_by("name", "pk")


def note(contract: Contract, place: Organisation, user: Any, part: str) -> ContractPerson:
    """Write whom ``place`` named; the caller has asked who may, and audits the act."""
    row = ContractPerson(contract=contract, organisation=place, user=user, part=part)
    row.full_clean(exclude=["contract"])
    row.save(force_insert=True)
    return row


@transaction.atomic
def name_person(pk: int, *, user: User, part: str, actor: Any) -> ContractPerson:
    """Let a colleague reach the contract, as its leader or as one who was let in.

    Who is on the list already gets the new part, but not who drafted it.

    Raises:
        PermissionDenied: ``actor`` does not name people in this part.
        ValidationError: nobody of the actor's side, or its drafter.

    """
    contract = _locked(pk)
    if part not in permissions.parts_to_name(actor, contract):
        raise PermissionDenied("contract.let_in")
    place = Organisation.objects.get(pk=permissions.side_of(actor, contract) or 0)
    if not colleagues(place).filter(pk=user.pk).exists():
        raise ValidationError({"user": [_("只能指定本单位在任的人员。")]})
    known = contract.people.filter(organisation=place, user=user).first()
    if known is not None and known.part == ContractPerson.Part.DRAFTER:
        raise ValidationError({"user": [_("起草人已经可以办理。")]})
    if known is not None:
        known.delete()
    row = note(contract, place, user, part)
    said = {"colleague": str(user), "part": row.get_part_display()}
    audit.record(contract, "contract.let_in", actor=actor, changes=said)
    return row


@transaction.atomic
def remove_person(pk: int, person_pk: int, *, actor: Any) -> None:
    """Take somebody of one's side off the list. Raises `PermissionDenied`."""
    contract = _locked(pk)
    if not permissions.may_remove_people(actor, contract):
        raise PermissionDenied("contract.let_out")
    row = contract.people.get(pk=person_pk, organisation=permissions.side_of(actor, contract))
    said = {"colleague": str(row.user), "part": row.get_part_display()}
    audit.record(contract, "contract.let_out", actor=actor, changes=said)
    row.delete()


def of_side(contract: Contract, place: int | None) -> QuerySet[ContractPerson]:
    """Whom a party named."""
    return contract.people.filter(organisation=place).select_related("user")


def drop_twin(row: ContractPerson, heir: Any, actor: Any) -> None:
    """Two organisations that are merged had both named the person: once is enough."""
    row.delete()


def _locked(pk: int) -> Contract:
    return Contract.objects.select_for_update(of=("self",)).get(pk=pk)
