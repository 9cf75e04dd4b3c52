"""A body, its people, and a seller with a draft that passes the pre-check."""

from types import SimpleNamespace

import pytest
import time_machine

from accounts.models import Role
from contracts.models import ContractFile
from tests.contracts.factories import ContractFactory, JurisdictionFactory
from tests.factories import MembershipFactory, OrganisationFactory, RegionFactory, UserFactory


def with_text(contract, sha256="0" * 64):
    """The contract with a signed text."""
    ContractFile.objects.create(
        contract=contract,
        name="合同.pdf",
        file="contracts/x.pdf",
        ending="pdf",
        size=1,
        sha256=sha256,
        uploaded_by=UserFactory(),
    )
    return contract


@pytest.fixture(autouse=True)
def _noon():
    """20 March 2026, so that the dates of the factories lie in the past or not."""
    with time_machine.travel("2026-03-20T12:00:00+08:00", tick=False):
        yield


@pytest.fixture
def desk(db):
    """The body of the county and its people: two registrars and two reviewers."""
    body = JurisdictionFactory(region=RegionFactory()).body

    def of(role, **facts):
        return MembershipFactory(organisation=body, role=role, **facts).user

    return SimpleNamespace(
        body=body,
        of=of,
        a=of(Role.REGISTRAR),
        other_a=of(Role.REGISTRAR),
        b=of(Role.REVIEWER),
        other_b=of(Role.REVIEWER),
    )


@pytest.fixture
def seller(db):
    """Who files: a firm's person."""
    return MembershipFactory(organisation=OrganisationFactory()).user


@pytest.fixture
def draft(seller):
    """A draft of the seller's that nothing stands in the way of."""
    return with_text(ContractFactory(seller=seller.organisations().get()))
