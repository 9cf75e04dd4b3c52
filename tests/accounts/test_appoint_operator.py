"""How a new installation gets its first operator."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Membership, Organisation, Role, User
from accounts.services import memberships, organisations
from core.models import AuditEvent
from tests.factories import OrganisationFactory, RegionFactory, UserFactory, credit_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def founder():
    """Who has signed up and entered the bureau, as the first person of an installation does."""
    person = UserFactory(name="林某")
    facts = {
        "name": "示例科技局",
        "code": credit_code(9000902),
        "kind": Organisation.Kind.GOVERNMENT,
        "region": RegionFactory(),
    }
    organisations.found_organisation(facts, role=Role.OPERATOR, actor=person)
    return person


@pytest.mark.parametrize("known_by", ["phone", "username"])
def test_the_founder_of_the_bureau_becomes_operator_and_can_grant_roles(founder, known_by):
    out = StringIO()

    call_command("appoint_operator", getattr(founder, known_by), stdout=out)

    bureau = Organisation.objects.get()
    assert founder.has_role(Role.OPERATOR, organisation=bureau)
    assert bureau.status == Organisation.Status.CONFIRMED
    assert Membership.objects.count() == 1
    assert out.getvalue().splitlines()[0] == "林某已是示例科技局的运维。"
    assert "下一步" in out.getvalue()
    system = AuditEvent.objects.filter(actor=None).order_by("pk")
    assert list(system.values_list("action", flat=True)) == [
        "organisation.confirm",
        "membership.confirm",
    ]
    clerk = UserFactory()
    memberships.grant_role(bureau.pk, user_pk=clerk.pk, role=Role.SECTION_STAFF, actor=founder)
    assert clerk.has_role(Role.SECTION_STAFF)


def test_a_second_operator_is_not_for_the_command(founder, operator):
    with pytest.raises(CommandError, match="已有运维"):
        call_command("appoint_operator", founder.phone)

    assert not founder.has_role(Role.OPERATOR)


def test_an_authority_may_be_named_by_its_code():
    bureau = OrganisationFactory(kind=Organisation.Kind.GOVERNMENT)
    person = UserFactory()

    call_command(
        "appoint_operator", person.phone, organisation=bureau.code.lower(), stdout=StringIO()
    )

    assert person.has_role(Role.OPERATOR, organisation=bureau)


def test_whoever_has_no_account_or_no_authority_is_told_what_to_do(founder):
    firm = OrganisationFactory()

    with pytest.raises(CommandError, match="请先在网页上注册"):
        call_command("appoint_operator", "13800000009")
    for options in ({}, {"organisation": firm.code}):
        with pytest.raises(CommandError, match="登记单位"):
            call_command("appoint_operator", UserFactory().phone, **options)

    assert not Membership.objects.in_force().exists()


@pytest.mark.parametrize("options", [[], ["--noinput", "--username", "root"]])
def test_there_is_no_superuser_and_the_refusal_says_what_to_use(db, options):
    with pytest.raises(CommandError, match="appoint_operator"):
        call_command("createsuperuser", *options)

    assert not User.objects.exists()
