"""What a listing's row holds by itself, and who sees which row."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from accounts.models import Role
from accounts.services.merge import merge_organisation
from core.models import OutboxMessage
from marketplace.models import Enquiry, Listing
from marketplace.models.parts import EDITORIAL, OPERATIONAL, SCHEDULE
from tests.factories import (
    EnquiryFactory,
    ListingFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

MUST = {
    "title": "",
    "benefit": "",
    "problem": "",
    "abstract": "",
    "limits": "",
    "industry": "",
    "field": "",
    "region": None,
    "trl": None,
    "trl_evidence": "",
    "confirmed_on": None,
    "rights": [],
    "modes": [],
}


def test_every_field_is_editorial_or_operational():
    named = [*EDITORIAL, *SCHEDULE, *OPERATIONAL]

    assert sorted(named) == sorted({*named})
    assert {*named} == {field.name for field in Listing._meta.fields} - {"id"}


def test_an_old_revision_brings_no_old_answer_back():
    listing = ListingFactory(title="旧名称")
    revision = listing.save_revision()
    heir = OrganisationFactory()
    Listing.objects.filter(pk=listing.pk).update(
        title="新名称", organisation=heir, version=7, availability="transferred", external_id="x1"
    )

    restored = type(revision).objects.get(pk=revision.pk).as_object()

    assert restored.title == "旧名称"
    assert restored.organisation == heir
    assert restored.version == 7
    assert restored.availability == "transferred"
    assert restored.external_id == "x1"


@pytest.mark.parametrize("missing", MUST)
def test_the_database_keeps_the_incomplete_from_the_public(missing):
    with pytest.raises(IntegrityError), transaction.atomic():
        ListingFactory(public=True, **{missing: MUST[missing]})

    assert ListingFactory(**{missing: MUST[missing]}).live is False


@pytest.mark.parametrize(
    "facts",
    [
        {"price_kind": "fixed", "price_fen": None},
        {"price_kind": "fixed", "price_fen": 0},
        {"price_kind": "negotiable", "price_fen": 100},
        {"price_kind": "use_first", "price_fen": 100},
        {"price_kind": "listed", "sale_venue": "示例交易所"},
        {"price_kind": "auction", "sale_notice": "示例 1 号"},
    ],
)
def test_the_database_keeps_half_a_price_from_the_public(facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        ListingFactory(public=True, **facts)


@pytest.mark.parametrize(
    "facts",
    [
        {"price_from_fen": -1},
        {"price_to_fen": -1},
        {"price_from_fen": 200, "price_to_fen": 199},
    ],
)
def test_bounds_of_a_price_are_in_order_even_in_a_draft(facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        ListingFactory(**facts)


def test_an_import_may_be_public_and_incomplete_where_it_names_its_source():
    bare = {"benefit": "", "trl": None, "rights": [], "region": None, "confirmed_on": None}

    assert ListingFactory(public=True, is_unverified=True, source="nasa", **bare).live
    with pytest.raises(IntegrityError), transaction.atomic():
        ListingFactory(public=True, is_unverified=True, source="", **bare)


def test_what_is_at_an_early_level_needs_no_evidence():
    assert ListingFactory(public=True, trl=3, trl_evidence="").live


@pytest.mark.parametrize("trl", [0, 10])
def test_no_level_but_one_to_nine(trl):
    with pytest.raises(IntegrityError), transaction.atomic():
        ListingFactory(trl=trl)


def test_public_ones_are_for_all_and_drafts_for_their_side(site_editor, firm_member):
    public, draft = ListingFactory(public=True), ListingFactory()
    office = MembershipFactory(role=Role.RESEARCH_OFFICE, organisation=draft.organisation).user
    foreign_office = MembershipFactory(role=Role.RESEARCH_OFFICE).user
    colleague = MembershipFactory(role=Role.RESEARCHER, organisation=draft.organisation).user

    both = {public, draft}

    assert {*Listing.objects.visible_to(AnonymousUser())} == {public}
    for who, seen in (
        (draft.author, both),
        (office, both),
        (site_editor, {public}),  # nobody has submitted it
        (foreign_office, {public}),
        (colleague, {public}),
        (firm_member, {public}),
    ):
        assert {*Listing.objects.visible_to(who)} == seen


def test_an_enquiry_is_for_its_two_sides(site_editor, operator, broker):
    enquiry = EnquiryFactory()
    place = enquiry.listing.organisation
    office = MembershipFactory(role=Role.RESEARCH_OFFICE, organisation=place).user

    for who in (enquiry.asker, enquiry.listing.author, office):
        assert Enquiry.objects.visible_to(who).get() == enquiry
    for who in (site_editor, operator, broker, UserFactory(), AnonymousUser()):
        assert not Enquiry.objects.visible_to(who).exists()


def test_a_merge_of_organisations_carries_listings_and_enquiries_along(section_staff):
    listing = ListingFactory(public=True)
    revision = listing.save_revision(changed=False)
    heir = OrganisationFactory()

    merge_organisation(listing.organisation_id, into=heir.pk, actor=section_staff)

    listing.refresh_from_db()
    assert listing.organisation == heir
    assert listing.version == 2
    assert OutboxMessage.objects.get(subject_type="marketplace.listing").topic == "search"
    assert type(revision).objects.get(pk=revision.pk).as_object().organisation == heir
