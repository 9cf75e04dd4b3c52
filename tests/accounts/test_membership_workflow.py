"""Every state × action of memberships; who gives which role; the last administrator."""

from datetime import date

import pytest
import time_machine

from accounts import workflow
from accounts.models import BUREAU_ROLES, Membership, Organisation, Role
from accounts.services import memberships
from core.errors import PermissionDenied, ValidationError, WrongState
from core.models import AuditEvent
from core.workflow import apply, available
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.parts.people import person

pytestmark = pytest.mark.django_db

Status = Membership.Status


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("transition", workflow.MEMBERSHIP, ids=lambda t: t.action)
def test_every_state_and_action(transition, status, section_staff):
    membership = MembershipFactory(status=status, is_administrator=True)
    MembershipFactory(organisation=membership.organisation, is_administrator=True)
    actor = membership.user if transition is workflow.WITHDRAW else section_staff

    if status in transition.sources:
        changes = {"is_administrator": False, "section": "研发部"}
        apply(transition, membership, actor=actor, changes=changes)
        assert membership.status == transition.target
        assert AuditEvent.objects.get().action == transition.action
    else:
        with pytest.raises(WrongState):
            apply(transition, membership, actor=actor)
        assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("transition", workflow.MEMBERSHIP, ids=lambda t: t.action)
def test_a_colleague_who_is_no_administrator_decides_nothing(transition):
    membership = MembershipFactory(status=Status.PENDING)
    colleague = MembershipFactory(organisation=membership.organisation).user

    with pytest.raises(PermissionDenied):
        apply(transition, membership, actor=colleague)

    assert not AuditEvent.objects.exists()


def test_an_administrator_confirms_a_colleague():
    administrator = MembershipFactory(is_administrator=True)
    colleague = UserFactory()
    asked = memberships.request_membership(
        administrator.organisation_id, role=Role.FIRM_MEMBER, actor=colleague
    )

    memberships.confirm_membership(asked.pk, actor=administrator.user)

    assert colleague.has_role(Role.FIRM_MEMBER, organisation=administrator.organisation)


def test_asking_twice_is_refused():
    asked = MembershipFactory(status=Status.PENDING)

    with pytest.raises(ValidationError, match="已在该单位担任或申请了这一角色"):
        memberships.request_membership(asked.organisation_id, role=asked.role, actor=asked.user)


@pytest.mark.parametrize("role", sorted(BUREAU_ROLES))
def test_a_bureau_role_is_the_operators_to_give(role, operator, section_staff):
    bureau = OrganisationFactory(kind=Organisation.Kind.GOVERNMENT)
    administrator = MembershipFactory(
        organisation=bureau, role=Role.SITE_EDITOR, is_administrator=True
    ).user
    asked = MembershipFactory(organisation=bureau, role=role, status=Status.PENDING)

    for other in (section_staff, administrator):
        with pytest.raises(PermissionDenied):
            memberships.confirm_membership(asked.pk, actor=other)
    memberships.confirm_membership(asked.pk, actor=operator)

    assert asked.user.has_role(role, organisation=bureau)


def test_a_bureau_role_is_held_at_an_authority_only(operator):
    firm = OrganisationFactory()

    with pytest.raises(ValidationError, match="只能授予政府部门的人员"):
        memberships.grant_role(
            firm.pk, user_pk=UserFactory().pk, role=Role.REGISTRAR, actor=operator
        )


def test_the_operator_grants_with_dates(operator):
    bureau = operator.memberships.get().organisation
    person_ = UserFactory()

    held = memberships.grant_role(
        bureau.pk,
        user_pk=person_.pk,
        role=Role.REGISTRAR,
        valid_from=date(2026, 1, 1),
        valid_to=date(2026, 12, 31),
        actor=operator,
    )

    assert held.status == Status.CONFIRMED
    assert AuditEvent.objects.get().action == "membership.grant"


def test_nobody_grants_to_themself(operator):
    bureau = operator.memberships.get().organisation
    own = MembershipFactory(
        user=operator, organisation=bureau, role=Role.LEADER, status=Status.PENDING
    )

    with pytest.raises(PermissionDenied):
        memberships.grant_role(bureau.pk, user_pk=operator.pk, role=Role.REGISTRAR, actor=operator)
    with pytest.raises(PermissionDenied):
        memberships.confirm_membership(own.pk, actor=operator)

    assert not AuditEvent.objects.exists()


def test_the_first_operator_is_appointed_once():
    bureau = OrganisationFactory(kind=Organisation.Kind.GOVERNMENT)
    first = UserFactory()

    memberships.appoint_first_operator(bureau.pk, user_pk=first.pk)

    assert first.has_role(Role.OPERATOR)
    with pytest.raises(WrongState):
        memberships.appoint_first_operator(bureau.pk, user_pk=UserFactory().pk)


@pytest.mark.parametrize("act", [memberships.end_membership, memberships.unmake_administrator])
def test_the_last_administrator_stays_until_there_is_an_heir(act):
    last = MembershipFactory(is_administrator=True)
    heir = MembershipFactory(organisation=last.organisation)

    with pytest.raises(ValidationError, match="最后一位管理员"):
        act(last.pk, actor=last.user)
    memberships.make_administrator(heir.pk, actor=last.user)
    act(last.pk, actor=last.user)

    last.refresh_from_db()
    assert not (last.is_administrator and last.status == Status.CONFIRMED)


def test_an_heir_whose_days_are_numbered_does_not_count():
    last = MembershipFactory(is_administrator=True)
    MembershipFactory(
        organisation=last.organisation, is_administrator=True, valid_to=date(2099, 1, 1)
    )

    with pytest.raises(ValidationError, match="最后一位管理员"):
        memberships.end_membership(last.pk, actor=last.user)


def test_a_person_takes_a_request_back():
    asked = MembershipFactory(status=Status.PENDING)

    memberships.withdraw_membership(asked.pk, actor=asked.user)

    asked.refresh_from_db()
    assert asked.status == Status.ENDED


def test_a_colleagues_request_is_turned_down_with_a_reason_and_not_ended():
    administrator = MembershipFactory(is_administrator=True)
    asked = MembershipFactory(organisation=administrator.organisation, status=Status.PENDING)

    with pytest.raises(WrongState):
        memberships.end_membership(asked.pk, actor=administrator.user)
    with pytest.raises(PermissionDenied):
        memberships.withdraw_membership(asked.pk, actor=administrator.user)

    asked.refresh_from_db()
    assert asked.status == Status.PENDING
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    ("moment", "held"),
    [
        ("2026-06-30T15:59:59Z", False),  # 30 June, 23:59:59 in Shanghai
        ("2026-06-30T16:00:00Z", True),
        ("2026-07-31T15:59:59Z", True),
        ("2026-07-31T16:00:00Z", False),
    ],
)
def test_a_role_counts_from_its_first_to_its_last_day_in_shanghai(moment, held, db):
    user = person(Role.REGISTRAR, valid_from=date(2026, 7, 1), valid_to=date(2026, 7, 31))

    with time_machine.travel(moment, tick=False):
        assert user.has_role(Role.REGISTRAR) is held


def test_a_page_offers_what_the_reader_may_do(section_staff):
    membership = MembershipFactory(status=Status.PENDING)

    offered = available(workflow.MEMBERSHIP, membership, actor=section_staff)

    assert [t.action for t in offered] == [
        "membership.confirm",
        "membership.refuse",
    ]
