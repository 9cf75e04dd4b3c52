"""A unit that is called otherwise is found by its new name at once, and by its old one no more."""

import pytest

from accounts.models import Role
from accounts.services import organisations
from accounts.services.merge import merge_organisation
from core import outbox
from core.models import OutboxMessage
from marketplace.models import Need
from search import rebuild
from search.engines.current import engine
from search.query import Query
from tests.factories import ListingFactory, MembershipFactory, NeedFactory, OrganisationFactory
from tests.parts.indexes import LISTINGS
from tests.parts.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def listing(tmp_path, settings):
    """A public listing, found by its unit's old name."""
    settings.SEARCH_DIR = tmp_path
    made = ListingFactory(public=True, organisation=OrganisationFactory(name="浔阳玻纤所"))
    assert rebuild.build(LISTINGS)
    assert found("浔阳玻纤所") == [made.pk]
    return made


def found(name):
    hits = engine().search(LISTINGS.kind, Query("listing", f"org:{name}")).hits
    return [hit.id for hit in hits]


def drain():
    while outbox.drain("search").taken:
        pass


def rename(organisation, name):
    administrator = MembershipFactory(organisation=organisation, is_administrator=True).user
    organisations.edit_organisation(organisation.pk, {"name": name}, actor=administrator)


def test_renaming_tells_of_public_listings_and_needs(listing):
    need = NeedFactory(status=Need.Status.OPEN, organisation=listing.organisation)
    ListingFactory(organisation=listing.organisation)

    rename(listing.organisation, "柴桑晶体中心")

    said = OutboxMessage.objects.filter(topic="search")
    assert {*said.values_list("subject_type", "subject_id")} == {
        ("marketplace.listing", str(listing.pk)),
        ("marketplace.need", str(need.pk)),
    }
    drain()
    assert found("柴桑晶体中心") == [listing.pk]
    assert found("浔阳玻纤所") == []
    assert rebuild.check(LISTINGS, heal=False).ids == ()


def test_another_fact_tells_of_none(listing):
    administrator = MembershipFactory(organisation=listing.organisation, is_administrator=True)
    facts = {"address": "别处"}

    organisations.edit_organisation(listing.organisation_id, facts, actor=administrator.user)

    assert not OutboxMessage.objects.filter(topic="search").exists()


def test_a_merge_brings_them_under_the_heirs_name(listing):
    heir = OrganisationFactory(name="柴桑晶体中心")

    merge_organisation(listing.organisation_id, into=heir.pk, actor=person(Role.SECTION_STAFF))
    drain()

    assert found("柴桑晶体中心") == [listing.pk]
    assert found("浔阳玻纤所") == []
