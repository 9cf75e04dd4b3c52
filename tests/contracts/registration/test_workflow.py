"""The whole table: every state, every act, every role; what is refused leaves no trace."""

from datetime import date

import pytest

from accounts.models import Absence, Role
from contracts.models import Contract, Opinion
from contracts.registration import services
from contracts.registration.workflow import (
    ACCEPT,
    DESK,
    EXAMINE,
    REFUSE,
    REGISTER,
    RETURN,
    REVIEW,
    SELLER,
    SEND_BACK,
    SUBMIT,
    SUPPLEMENT,
    TRANSITIONS,
    WITHDRAW,
)
from core.errors import PermissionDenied, WrongState
from core.models import AuditEvent, Notice, OutboxMessage
from tests.contracts.factories import in_state
from tests.contracts.registration.conftest import with_text
from tests.factories import MembershipFactory
from tests.parts.people import person

pytestmark = pytest.mark.django_db
S = Contract.Status
NUMBER = {"national_number": "3604012026000123", "registered_on": date(2026, 3, 20)}
ACTS = {
    SUBMIT: lambda pk, actor: services.submit_contract(pk, actor=actor),
    ACCEPT: lambda pk, actor: services.accept_contract(pk, actor=actor),
    RETURN: lambda pk, actor: services.return_contract(pk, items="补盖印章", actor=actor),
    SUPPLEMENT: lambda pk, actor: services.file_supplement(pk, actor=actor),
    EXAMINE: lambda pk, actor: services.examine_contract(pk, actor=actor),
    SEND_BACK: lambda pk, actor: services.send_back(pk, text="费用未核减", actor=actor),
    REVIEW: lambda pk, actor: services.review_contract(pk, actor=actor),
    REGISTER: lambda pk, actor: services.register_contract(pk, **NUMBER, actor=actor),
    REFUSE: lambda pk, actor: services.refuse_contract(
        pk, code="R2", article="规则第六条", text="设备买卖", actor=actor
    ),
    WITHDRAW: lambda pk, actor: services.withdraw_contract(pk, actor=actor),
}
WHO = {
    **dict.fromkeys(SELLER, "seller"),
    **dict.fromkeys(DESK, "a"),
    SEND_BACK: "b",
    REVIEW: "b",
}
ids = {"ids": lambda value: getattr(value, "action", value)}


def traces():
    return [model.objects.count() for model in (AuditEvent, OutboxMessage, Notice, Opinion)]


@pytest.fixture
def case(desk, seller):
    def make(status):
        contract = in_state(status, body=desk.body, seller=seller.organisations().get())
        if status == S.RETURNED:
            contract.supplements.create(items="x", asked_by=desk.a, asked_at="2026-03-02T12:00Z")
        return with_text(contract)

    return make


def test_every_act_has_its_row():
    assert set(ACTS) == set(TRANSITIONS) == set(WHO)


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize("transition", TRANSITIONS, **ids)
def test_an_act_starts_from_its_states_and_from_no_other(transition, status, case, desk, seller):
    contract = case(status)
    actor = seller if WHO[transition] == "seller" else getattr(desk, WHO[transition])
    before = traces()

    if status in transition.sources:
        ACTS[transition](contract.pk, actor)
        contract.refresh_from_db()
        assert contract.status == transition.target
        event = AuditEvent.objects.filter(action=transition.action).get()
        assert (event.before, event.after, event.chain) == (
            status, transition.target, contract.chain
        )  # fmt: skip
        assert OutboxMessage.objects.filter(topic="turnover").count() == 1
    else:
        with pytest.raises(WrongState):
            ACTS[transition](contract.pk, actor)
        assert traces() == before


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("transition", TRANSITIONS, **ids)
def test_no_role_elsewhere_may_act(transition, role, case):
    contract = case(next(iter(transition.sources)))
    before = traces()

    with pytest.raises(PermissionDenied):
        ACTS[transition](contract.pk, person(role))

    assert traces() == before


@pytest.mark.parametrize("transition", TRANSITIONS, **ids)
def test_the_buyer_may_do_nothing_with_a_case(transition, case):
    contract = case(next(iter(transition.sources)))
    buyer = contract.parties.get(side="buyer").organisation

    with pytest.raises(PermissionDenied):
        ACTS[transition](contract.pk, MembershipFactory(organisation=buyer).user)


@pytest.mark.parametrize("transition", DESK, **ids)
@pytest.mark.parametrize("side", ["seller", "buyer"])
def test_nobody_at_the_desk_acts_on_a_contract_of_their_own(transition, side, case, desk):
    contract = case(next(iter(transition.sources)))
    role = Role.REVIEWER if WHO[transition] == "b" else Role.REGISTRAR
    official = desk.of(role)
    party = contract.parties.get(side=side).organisation
    MembershipFactory(user=official, organisation=party)

    with pytest.raises(PermissionDenied):
        ACTS[transition](contract.pk, official)


def test_nobody_examines_what_they_filed(case, desk):
    contract = case(S.ACCEPTED)
    Contract.objects.filter(pk=contract.pk).update(submitted_by=desk.a)

    with pytest.raises(PermissionDenied):
        services.examine_contract(contract.pk, actor=desk.a)


def test_the_same_person_is_never_a_and_b_even_in_two_roles(case, desk):
    contract = case(S.ACCEPTED)
    MembershipFactory(user=desk.a, organisation=desk.body, role=Role.REVIEWER)

    services.examine_contract(contract.pk, actor=desk.a)

    with pytest.raises(PermissionDenied):
        services.review_contract(contract.pk, actor=desk.a)


def test_who_was_a_before_the_case_came_back_is_not_b_of_it(case, desk):
    contract = case(S.ACCEPTED)
    MembershipFactory(user=desk.a, organisation=desk.body, role=Role.REVIEWER)
    services.examine_contract(contract.pk, actor=desk.a)
    services.send_back(contract.pk, text="费用未核减", actor=desk.b)
    services.examine_contract(contract.pk, actor=desk.other_a)

    with pytest.raises(PermissionDenied):
        services.review_contract(contract.pk, actor=desk.a)
    assert services.review_contract(contract.pk, actor=desk.b).reviewer == desk.b


def test_a_stand_in_acts_in_the_role_and_counts_as_themselves(case, desk):
    contract = case(S.ACCEPTED)
    Absence.objects.create(
        user=desk.b, stand_in=desk.a, starts_on="2026-03-01", ends_on="2026-03-31"
    )
    Absence.objects.create(
        user=desk.other_a, stand_in=desk.other_b, starts_on="2026-03-01", ends_on="2026-03-31"
    )
    services.examine_contract(contract.pk, actor=desk.a)

    with pytest.raises(PermissionDenied):
        services.review_contract(contract.pk, actor=desk.a)

    services.send_back(contract.pk, text="x", actor=desk.b)
    assert services.examine_contract(contract.pk, actor=desk.other_b).registrar == desk.other_b
