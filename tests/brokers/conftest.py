"""A place of their own for papers, and the people around a deal."""

from types import SimpleNamespace

import pytest
from django.core.files.storage import storages

from accounts.models import Role
from brokers import hooks
from tests.factories import (
    DealFactory,
    EnquiryFactory,
    MembershipFactory,
    RegionFactory,
    UserFactory,
)
from tests.parts.people import person


def _files(folder=""):
    """Every file of the private store, which tests keep in memory."""
    try:
        folders, names = storages["private"].listdir(folder)
    except FileNotFoundError:
        return set()
    found = {f"{folder}/{name}" for name in names}
    return found.union(*(_files(f"{folder}/{each}".lstrip("/")) for each in folders))


@pytest.fixture
def papers():
    """What this test has put into the private store, asked when called."""
    before = _files()
    return lambda: sorted(_files() - before)


@pytest.fixture
def no_hooks(monkeypatch):
    """As it is where no upper room listens."""
    monkeypatch.setattr(hooks, "on_signed", [])


def around(deal):
    """Everybody who stands in some relation to ``deal``, by what they are to it."""
    return {
        "broker": deal.broker,
        "agency_head": MembershipFactory(role=Role.AGENCY_HEAD, organisation=deal.agency).user,
        "colleague": MembershipFactory(role=Role.BROKER, organisation=deal.agency).user,
        "other_broker": person(Role.BROKER),
        "other_head": person(Role.AGENCY_HEAD),
        "buyer": MembershipFactory(role=Role.FIRM_MEMBER, organisation=deal.buyer).user,
        "seller": MembershipFactory(role=Role.RESEARCH_OFFICE, organisation=deal.seller).user,
        "section_staff": person(Role.SECTION_STAFF),
        "county_staff": person(Role.COUNTY_STAFF, organisation__region=deal.seller.region),
        "other_county": person(
            Role.COUNTY_STAFF, organisation__region=RegionFactory(code="360481")
        ),
        "leader": person(Role.LEADER),
        "registrar": person(Role.REGISTRAR),
        "operator": person(Role.OPERATOR),
        "nobody": UserFactory(),
    }


@pytest.fixture
def deal(db):
    return DealFactory()


@pytest.fixture
def asked(db):
    """An enquiry that nobody carries, and a broker who could."""
    enquiry = EnquiryFactory()
    held = MembershipFactory(role=Role.BROKER, organisation__kind="agency")
    return SimpleNamespace(enquiry=enquiry, broker=held.user, agency=held.organisation)
