"""Found, confirm, refuse and edit organisations, and correct their codes."""

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import hooks, workflow
from accounts.models import Contact, FormerCode, Membership, Organisation
from accounts.services import groups, telling
from accounts.validators import normalise_credit_code
from core import locks, records
from core.errors import Outdated, PermissionDenied, ValidationError, WrongState
from core.workflow import apply


class CodeTaken(ValidationError):  # noqa: N818 — named as `WrongState` is
    """The code stands already; ``organisation`` is whose it is, to be joined instead."""

    CODE = "taken"

    def __init__(self, organisation: Organisation | None):
        self.organisation = organisation
        says = _("该统一社会信用代码的单位已在册，请申请加入该单位，不必重复登记。")
        super().__init__({"code": ValidationError(says, code=self.CODE)})


def standing_code(code: str) -> Organisation | None:
    """The organisation that holds ``code`` now, also by a duplicate that was merged into it."""
    held = Organisation.objects.filter(code=normalise_credit_code(code))
    if living := held.filter(status__in=workflow.EDITABLE).first():
        return living
    tombstone = held.filter(status=Organisation.Status.MERGED).select_related("merged_into").last()
    return tombstone.merged_into if tombstone else None


def locked(pk: int) -> Organisation:
    """The row under its lock; every service of organisations and members takes this one first."""
    rows = Organisation.objects.select_for_update(of=("self",)).select_related("region")
    return rows.get(pk=pk)


@transaction.atomic
def found_organisation(
    facts: Mapping[str, Any],
    *,
    role: str,
    contacts: Sequence[Mapping[str, str]] = (),
    is_demo: bool = False,
    actor: Any,
) -> Organisation:
    """Enter an organisation that nobody has entered; its founder waits with it as administrator.

    Raises:
        CodeTaken: an organisation with this code stands, or was founded a moment ago.
        ValidationError: a fact is missing or wrong.

    """
    code = normalise_credit_code(facts["code"])
    locks.acquire(locks.Lock.ORGANISATION_CODE, code)
    if holder := standing_code(code):
        raise CodeTaken(holder)
    organisation = Organisation(**{**facts, "code": code}, is_demo=is_demo)
    try:
        records.create(organisation, "organisation.found", actor=actor)
    except IntegrityError as error:  # the last guard, should a writer have gone round the lock
        raise CodeTaken(None) from error
    _write_contacts(organisation, contacts, actor=actor)
    founder = Membership(user=actor, organisation=organisation, role=role, is_administrator=True)
    workflow.bureau_role_at_authority(founder)
    records.create(founder, "membership.request", actor=actor)
    telling.founded(organisation, actor=actor)
    return organisation


@transaction.atomic
def confirm_organisation(pk: int, *, actor: Any) -> Organisation:
    """Confirm an organisation, and its founder with it unless the role is the operator's to give.

    Raises as `core.workflow.apply`.
    """
    organisation = locked(pk)
    apply(workflow.CONFIRM, organisation, actor=actor)
    for founder in organisation.memberships.select_for_update().filter(
        status=Membership.Status.PENDING, is_administrator=True
    ):
        founder.organisation = organisation
        if workflow.CONFIRM_MEMBER.allowed(actor, founder):
            apply(workflow.CONFIRM_MEMBER, founder, actor=actor)
            groups.mirror_with_stand_ins(founder.user)
    telling.confirmed(organisation, actor=actor)
    return organisation


@transaction.atomic
def refuse_organisation(pk: int, *, reason: str, actor: Any) -> Organisation:
    """Refuse an organisation with the reason that its founder reads. Raises as `apply`."""
    organisation = locked(pk)
    apply(workflow.REFUSE, organisation, actor=actor, changes={"refusal_reason": reason})
    waiting = Membership.objects.select_for_update(of=("self",)).select_related("user")
    people = []
    for membership in waiting.filter(organisation=organisation, status=Membership.Status.PENDING):
        records.change(
            membership,
            workflow.REFUSE_MEMBER.action,
            actor=actor,
            changes={"status": Membership.Status.REFUSED, "reason": reason},
        )
        people.append(membership.user)
    telling.refused(organisation, people, actor=actor)
    return organisation


@transaction.atomic
def edit_organisation(
    pk: int,
    facts: Mapping[str, Any],
    *,
    contacts: Sequence[Mapping[str, str]] | None = None,
    version: int | None = None,
    actor: Any,
) -> Organisation:
    """Change an organisation's facts, and its contacts where they are given.

    Args:
        version: that of the row whose facts were edited, where a person did.

    Raises:
        PermissionDenied: not its administrator.
        WrongState: refused or merged.
        Outdated: somebody changed it since ``version``.
        CodeTaken: the new code stands elsewhere.
        ValidationError: a fact is wrong, or the code of a confirmed organisation would change.

    """
    organisation = locked(pk)
    if not workflow.permissions.may_edit_organisation(actor, organisation):
        raise PermissionDenied("organisation.edit")
    if organisation.status not in workflow.EDITABLE:
        msg = f"organisation.edit from {organisation.status!r}"
        raise WrongState(msg)
    if version is not None and version != organisation.version:
        msg = f"organisation.edit of version {version}, not {organisation.version}"
        raise Outdated(msg)
    changes = dict(facts)
    if "code" in changes:
        changes["code"] = _new_code(organisation, changes["code"])
    _check(organisation, changes)
    called = organisation.name
    records.change(organisation, "organisation.edit", actor=actor, changes=changes)
    if organisation.name != called:
        hooks.renamed(organisation)
    if contacts is not None:
        _write_contacts(organisation, contacts, actor=actor)
    return organisation


def _new_code(organisation: Organisation, given: str) -> str:
    code = normalise_credit_code(given)
    if code == organisation.code:
        return code
    if organisation.status == Organisation.Status.CONFIRMED:
        raise ValidationError(
            {"code": _("单位确认后不能修改统一社会信用代码，请联系主管科室更正。")}
        )
    locks.acquire(locks.Lock.ORGANISATION_CODE, code)
    if holder := standing_code(code):
        raise CodeTaken(holder)
    return code


@transaction.atomic
def change_code(pk: int, *, code: str, reason: str, actor: Any) -> Organisation:
    """Correct the code of a confirmed organisation; the old one is kept, with the reason.

    The code may be that of a duplicate which was merged into this organisation.

    Raises:
        ValidationError: wrong, the same as now, or another organisation's.
        PermissionDenied, WrongState: as `core.workflow.apply`.

    """
    organisation = locked(pk)
    former = FormerCode(organisation=organisation, code=organisation.code, reason=reason)
    code = normalise_credit_code(code)
    locks.acquire(locks.Lock.ORGANISATION_CODE, code)
    if not workflow.CHANGE_CODE.allowed(actor, organisation):  # before others' codes are told
        raise PermissionDenied(workflow.CHANGE_CODE.action)
    if code == former.code:
        raise ValidationError({"code": _("与现在的代码相同。")})
    if standing_code(code) not in {None, organisation}:
        raise ValidationError({"code": _("这个代码属于另一家单位。")})
    apply(workflow.CHANGE_CODE, organisation, actor=actor, changes={"code": code})
    records.create(former, "former_code.keep", actor=actor)
    return organisation


def _check(organisation: Organisation, changes: Mapping[str, Any]) -> None:
    """Hold the changes against the model's own checks without touching the locked row."""
    changed = copy(organisation)
    for name, value in changes.items():
        setattr(changed, name, value)
    changed.full_clean()


def _write_contacts(
    organisation: Organisation, contacts: Sequence[Mapping[str, str]], *, actor: Any
) -> None:
    """Replace the contacts; the trail tells that they changed, not what the numbers were."""
    fresh = [Contact(organisation=organisation, **contact) for contact in contacts]
    names = ("name", "post", "phone", "email")
    old = [tuple(row) for row in organisation.contacts.values_list(*names)]
    new = [tuple(getattr(contact, name) for name in names) for contact in fresh]
    if old == new:
        return
    for contact in fresh:
        contact.full_clean(exclude=["organisation"])
    organisation.contacts.all().delete()
    Contact.objects.bulk_create(fresh)
    count = {"count": [len(old), len(new)]}
    records.touch(organisation, "contact.change", actor=actor, changes=count)
