"""Which of a party's people reach a contract, and how somebody is let in."""

from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from accounts.models import Membership, Organisation, Role, User
from contracts.models import Contract, ContractPerson
from contracts.registration import drafting, people, services
from contracts.registration.permissions import files_for
from core.errors import PermissionDenied, ValidationError
from core.models import AuditEvent
from tests.contracts.factories import ContractFactory, in_state
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.parts.people import person

pytestmark = pytest.mark.django_db

LEADER, LET_IN = ContractPerson.Part.LEADER, ContractPerson.Part.LET_IN


@pytest.fixture
def university():
    return OrganisationFactory(kind=Organisation.Kind.UNIVERSITY)


def member(place, role=Role.RESEARCHER, **facts):
    return MembershipFactory(organisation=place, role=role, **facts).user


@pytest.fixture
def drafter(university):
    return member(university)


@pytest.fixture
def office(university):
    return member(university, Role.RESEARCH_OFFICE)


@pytest.fixture
def contract(university, drafter):
    facts = {"title": "示例项目", "kind": "development", "amount_fen": 100}
    return drafting.create_draft(facts, filing=university, actor=drafter)


def reaches(user, contract):
    """What every page and service asks: to see it, and to act on it."""
    user = User.objects.get(pk=user.pk)
    seen = Contract.objects.visible_to(user).filter(pk=contract.pk).exists()
    assert files_for(user, contract) is seen
    return seen


def test_a_university_s_is_its_drafter_s_and_its_office_s(contract, drafter, office, university):
    colleague = member(university)
    run = member(university, is_administrator=True)

    assert reaches(drafter, contract)
    assert reaches(office, contract)
    assert not reaches(colleague, contract)
    assert not reaches(run, contract)  # there is an office, which decides
    with pytest.raises(PermissionDenied):
        drafting.discard_draft(contract.pk, actor=colleague)
    filed = in_state("submitted", seller=university)
    with pytest.raises(PermissionDenied):
        services.withdraw_contract(filed.pk, actor=colleague)


def test_without_an_office_its_administrators_go_on(contract, drafter, university):
    run = member(university, is_administrator=True)
    drafter.memberships.update(status=Membership.Status.ENDED)

    assert not reaches(drafter, contract)
    assert reaches(run, contract)


def test_the_office_lets_in_and_takes_off_and_the_trail_says_so(contract, office, university):
    colleague = member(university)

    row = people.name_person(contract.pk, user=colleague, part=LET_IN, actor=office)
    assert reaches(colleague, contract)
    with pytest.raises(PermissionDenied):  # who was let in lets in nobody
        people.name_person(contract.pk, user=member(university), part=LET_IN, actor=colleague)
    people.remove_person(contract.pk, row.pk, actor=office)

    assert not reaches(colleague, contract)
    said = AuditEvent.objects.filter(action__startswith="contract.let").order_by("id")
    assert [(event.action, event.actor, event.changes["colleague"]) for event in said] == [
        ("contract.let_in", office, str(colleague)),
        ("contract.let_out", office, str(colleague)),
    ]


def test_the_drafter_names_the_leader_alone(contract, drafter, university):
    leader = member(university)

    with pytest.raises(PermissionDenied):
        people.name_person(contract.pk, user=leader, part=LET_IN, actor=drafter)
    people.name_person(contract.pk, user=leader, part=LEADER, actor=drafter)

    assert reaches(leader, contract)
    leader.memberships.update(status=Membership.Status.ENDED)
    assert not reaches(leader, contract)


@pytest.mark.parametrize("whom", ["stranger", "drafter"])
def test_only_colleagues_who_are_not_on_it_are_named(whom, contract, drafter, office):
    user = drafter if whom == "drafter" else person(Role.RESEARCHER)

    with pytest.raises(ValidationError):
        people.name_person(contract.pk, user=user, part=LET_IN, actor=office)

    assert contract.people.get().user == drafter


@pytest.mark.parametrize("access", Organisation.ContractAccess)
def test_a_firm_chooses(access):
    firm = OrganisationFactory(contract_access=access)
    contract = in_state("submitted", seller=firm)

    assert reaches(member(firm, Role.FIRM_MEMBER), contract) is (access == "all")
    assert reaches(member(firm, Role.FIRM_MEMBER, is_administrator=True), contract)


def test_the_other_side_s_people_reach_it_by_the_same_rule(university):
    office, colleague = member(university, Role.RESEARCH_OFFICE), member(university)
    contract = ContractFactory(submitted=True, buyer=university)

    assert contract in Contract.objects.visible_to(office)
    assert contract not in Contract.objects.visible_to(colleague)
    people.name_person(contract.pk, user=colleague, part=LET_IN, actor=office)
    assert contract in Contract.objects.visible_to(colleague)
    contract.parties.filter(organisation=university).delete()
    assert contract not in Contract.objects.visible_to(colleague)


def test_the_pages_let_a_colleague_in_and_off(client, contract, office, university):
    colleague = member(university)
    client.force_login(office)
    here = reverse("contracts:people", args=[contract.pk])

    assert here in client.get(contract.get_absolute_url()).content.decode()
    client.post(here, {"user": colleague.pk, "part": "let_in"})
    row = contract.people.get(user=colleague)
    assert str(colleague) in client.get(here).content.decode()
    client.post(reverse("contracts:person_remove", args=[contract.pk, row.pk]))

    assert not contract.people.filter(user=colleague).exists()


def test_a_firm_s_administrator_sets_it_and_a_university_cannot(client):
    run = MembershipFactory(is_administrator=True)
    client.force_login(run.user)
    page = client.get(reverse("accounts:edit", args=[run.organisation_id])).content.decode()
    assert 'name="contract_access"' in page

    unit = MembershipFactory(is_administrator=True, organisation__kind="university")
    client.force_login(unit.user)
    page = client.get(reverse("accounts:edit", args=[unit.organisation_id])).content.decode()
    assert 'name="contract_access"' not in page


def test_who_drafted_before_there_was_a_list_stays_on_it(contract, drafter, university):
    contract.people.all().delete()
    old = in_state("submitted", seller=university, submitted_by=drafter)
    stranger = in_state("submitted", seller=university, submitted_by=UserFactory())
    migration = import_module("contracts.migrations.0006_people_of_old")

    migration.name_people(apps, None)

    assert contract.people.get().part == "drafter"
    assert old.people.get().user == drafter
    assert not stranger.people.exists()
