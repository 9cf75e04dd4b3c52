"""One fixture a role: a person who holds it, at an organisation of the kind that has it."""

import pytest

from accounts.models import Organisation, Role
from tests.factories import MembershipFactory

HOME = {
    Role.RESEARCHER: Organisation.Kind.UNIVERSITY,
    Role.RESEARCH_OFFICE: Organisation.Kind.UNIVERSITY,
    Role.FIRM_MEMBER: Organisation.Kind.COMPANY,
    Role.BROKER: Organisation.Kind.AGENCY,
    Role.AGENCY_HEAD: Organisation.Kind.AGENCY,
}


def person(role: Role, **membership):
    """A person who holds ``role`` from now on."""
    kind = HOME.get(role, Organisation.Kind.GOVERNMENT)
    return MembershipFactory(role=role, organisation__kind=kind, **membership).user


def _fixture(role: Role):
    @pytest.fixture(name=role.value)
    def make(db):
        return person(role)

    return make


for _role in Role:
    globals()[_role.value] = _fixture(_role)
