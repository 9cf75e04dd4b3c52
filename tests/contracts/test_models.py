"""What the database itself holds about every contract."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Role
from contracts.codes import FOUR_KINDS, Kind, Subkind
from contracts.models import Clock, Contract, CostItem
from tests.contracts.factories import NOON, ContractFactory, PartyFactory, in_state
from tests.factories import UserFactory
from tests.parts.people import person

pytestmark = pytest.mark.django_db
S = Contract.Status


def refused(contract, **values):
    """Whether the database refuses ``values``, whoever writes them."""
    try:
        with transaction.atomic():
            Contract.objects.filter(pk=contract.pk).update(**values)
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize("status", S)
def test_a_contract_can_stand_in_each_state(status):
    assert in_state(status).status == status


@pytest.mark.parametrize(
    "values",
    [
        {"technology_amount_fen": 99_999_999},
        {"non_technical_fen": 100},
        {"non_technical_fen": 100_000_100, "technology_amount_fen": -100},
        {"non_technical_fen": -100, "technology_amount_fen": 100_000_100},
        {"amount_fen": 0, "technology_amount_fen": 0},
        {"subkind": Subkind.TRAINING},
        {"valid_to": "2026-02-19"},
        {"status": S.REGISTERED},
        {"national_number": "3604012026000001"},
        {"status": S.REFUSED},
        {"status": S.CANCELLED},
    ],
    ids=str,
)
def test_what_can_never_be_is_refused(values):
    assert refused(in_state(S.SUBMITTED), **values)


def test_one_million_less_120000_and_30000_is_850000():
    """Statement 7 of §9."""
    contract = ContractFactory(
        amount_fen=100_000_000, non_technical_fen=15_000_000, technology_amount_fen=85_000_000
    )

    assert contract.technology_amount_fen == 85_000_000
    assert refused(contract, technology_amount_fen=85_000_001)


def test_nobody_stands_as_registrar_and_reviewer_of_one_case():
    contract = in_state(S.REVIEWED)

    assert refused(contract, reviewer=contract.registrar)


def test_a_national_number_is_given_once():
    first = in_state(S.REGISTERED)

    assert refused(in_state(S.REGISTERED), national_number=first.national_number)


def test_the_same_contract_stands_once_among_those_that_are_filed():
    ContractFactory(registered=True, fingerprint="a" * 64)
    ended = ContractFactory(refused=True, fingerprint="a" * 64)

    assert refused(ended, status=S.SUBMITTED)


def test_one_party_files_and_it_is_no_intermediary():
    contract = ContractFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        PartyFactory(contract=contract, is_filing=True)
    contract.parties.update(is_filing=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        PartyFactory(contract=contract, side="intermediary", is_filing=True)


def test_a_cost_is_positive_and_one_clock_runs():
    contract = ContractFactory()
    Clock.objects.create(contract=contract, started_at=NOON, due_on="2026-04-01")

    with pytest.raises(IntegrityError), transaction.atomic():
        CostItem.objects.create(contract=contract, kind="parts", label="x", amount_fen=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Clock.objects.create(contract=contract, started_at=NOON, due_on="2026-04-02")


def test_a_licence_is_a_transfer_where_types_are_four():
    assert ContractFactory(kind=Kind.LICENCE, subkind="").four_kind == Kind.TRANSFER
    assert len(set(FOUR_KINDS.values())) == 4
    assert all(subkind.kind in Kind for subkind in Subkind)


def test_registered_and_pending_are_two_different_things():
    rows = {status: in_state(status) for status in S}

    assert set(Contract.objects.registered()) == {rows[S.REGISTERED]}
    assert set(Contract.objects.pending()) == {
        rows[S.SUBMITTED], rows[S.RETURNED], rows[S.ACCEPTED], rows[S.EXAMINED], rows[S.REVIEWED]
    }  # fmt: skip


def seen_by(user):
    return {contract.status for contract in Contract.objects.visible_to(user)}


def test_each_role_sees_its_contracts(registrar, section_staff, county_staff, firm_member):
    tax_reader, leader = person(Role.TAX_READER), person(Role.LEADER)
    body = registrar.organisations().get()
    seller = firm_member.organisations().get()
    for status in S:
        in_state(status, body=body, seller=seller)
    filed = {*S} - {S.DRAFT}

    assert seen_by(registrar) == seen_by(section_staff) == seen_by(county_staff) == filed
    assert seen_by(tax_reader) == {S.REGISTERED, S.CANCELLED}
    assert seen_by(firm_member) == {*S}
    assert seen_by(leader) == seen_by(UserFactory()) == set()
    assert Contract.objects.anonymous_to(leader).count() == len(filed)


def test_other_bodies_counties_and_the_other_sides_draft_stay_unseen(
    registrar, county_staff, firm_member
):
    elsewhere = {"region__code": "360424", "region__name": "修水县"}
    buyer = firm_member.organisations().get()
    in_state(S.SUBMITTED, **elsewhere)
    in_state(S.DRAFT, buyer=buyer)
    sold = in_state(S.SUBMITTED, buyer=buyer, **elsewhere)

    assert seen_by(registrar) == seen_by(county_staff) == set()
    assert set(Contract.objects.visible_to(firm_member)) == {sold}
