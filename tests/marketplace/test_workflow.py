"""The whole table of listings: every state × arrow, every role × arrow."""

import pytest

from accounts.models import Role
from core.errors import PermissionDenied, ValidationError, WrongState
from core.models import AuditEvent, OutboxMessage
from core.workflow import apply
from marketplace import workflow
from marketplace.models import Listing, UnitConsent
from marketplace.models.parts import CONFIRMED
from marketplace.services import listings
from marketplace.text import digest
from tests.factories import ListingFactory, MembershipFactory, OrganisationFactory, right
from tests.marketplace.conftest import trail

pytestmark = pytest.mark.django_db

Status = Listing.Status
OWNERS = {"listing.edit", "listing.submit", "listing.keep_consent", "listing.withdraw"}
UNITS = {"listing.consent", "listing.send_back"}
BOTH = {"listing.unpublish", "listing.expire"}


def agreed(listing, office):
    """The unit's agreement to what stands in the row."""
    revision = listing.save_revision()
    UnitConsent.objects.create(
        listing=listing,
        revision=revision,
        digest=digest(revision.content),
        decision="consented",
        capacity="office",
        by=office,
        **dict.fromkeys(CONFIRMED, True),
    )


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("arrow", workflow.LISTING, ids=lambda t: t.action)
def test_every_state_and_action(arrow, status, site_editor):
    listing = ListingFactory(status=status)
    office = MembershipFactory(role=Role.RESEARCH_OFFICE, organisation=listing.organisation).user
    agreed(listing, office)
    actor = listing.author if arrow.action in OWNERS else site_editor
    actor = office if arrow.action in UNITS else actor

    if status in arrow.sources:
        apply(arrow, listing, actor=actor)
        assert Listing.objects.get(pk=listing.pk).status == arrow.target
        assert AuditEvent.objects.get().action == arrow.action
        assert OutboxMessage.objects.get().topic == "search"
    else:
        with pytest.raises(WrongState):
            apply(arrow, listing, actor=actor)
        assert trail() == ([], 0)


@pytest.mark.parametrize("arrow", workflow.LISTING, ids=lambda t: t.action)
@pytest.mark.parametrize("role", Role)
def test_every_role_and_action(arrow, role, request):
    """Roles elsewhere; an office there and the author are the next test's."""
    person = request.getfixturevalue(role)
    listing = ListingFactory(status=min(arrow.sources))

    if role == Role.SITE_EDITOR and arrow.action not in OWNERS | UNITS:
        apply(arrow, listing, actor=person)
        assert trail() == ([arrow.action], 1)
    else:
        with pytest.raises(PermissionDenied):
            apply(arrow, listing, actor=person)
        assert trail() == ([], 0)
        assert Listing.objects.get(pk=listing.pk).status == listing.status


@pytest.mark.parametrize("arrow", workflow.LISTING, ids=lambda t: t.action)
def test_author_and_research_office_do_what_owners_do(arrow):
    listing = ListingFactory(status=min(arrow.sources))
    place = listing.organisation
    office = MembershipFactory(role=Role.RESEARCH_OFFICE, organisation=place).user
    colleague = MembershipFactory(role=Role.RESEARCHER, organisation=place).user
    is_theirs = arrow.action in OWNERS | BOTH

    assert arrow.allowed(listing.author, listing) is is_theirs
    assert arrow.allowed(office, listing) is (is_theirs or arrow.action in UNITS)
    assert arrow.allowed(colleague, listing) is False


def test_what_is_secret_is_turned_away_before_anything_is_written(researcher):
    place = researcher.roles_in_force[0].organisation

    with pytest.raises(ValidationError, match="涉密"):
        listings.begin_listing(place, {}, is_declared_open=False, actor=researcher)

    assert not Listing.objects.exists()
    assert trail() == ([], 0)


def test_nobody_begins_for_a_place_not_theirs(researcher):
    with pytest.raises(PermissionDenied):
        listings.begin_listing(OrganisationFactory(), {}, is_declared_open=True, actor=researcher)

    assert not Listing.objects.exists()


def test_numbers_follow_each_other_and_the_region_is_the_places_own(researcher):
    place = researcher.roles_in_force[0].organisation

    made = [
        listings.begin_listing(place, {}, is_declared_open=True, actor=researcher)
        for _n in range(2)
    ]

    assert [row.number[-6:] for row in made] == ["000001", "000002"]
    assert {row.region_id for row in made} == {place.region_id}
    assert all(row.latest_revision for row in made)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": ""}, "title"),
        ({"limits": ""}, "limits"),
        ({"modes": []}, "modes"),
        ({"benefit": "好得多。"}, "benefit"),
        ({"trl_evidence": ""}, "trl_evidence"),
        ({"rights": [right("invention")]}, "rights"),
        ({"price_kind": "fixed"}, "price_fen"),
        ({"price_fen": 100}, "price_fen"),
        ({"price_kind": "fixed", "price_fen": 9, "price_to_fen": 9}, "price_from_fen"),
        ({"price_kind": "use_first"}, "modes"),
        ({"price_kind": "auction", "sale_venue": "示例交易所"}, "sale_notice"),
    ],
)
def test_an_incomplete_listing_is_not_submitted(facts, field, market):
    listing = ListingFactory(**facts)
    listing.save_revision(user=listing.author)
    MembershipFactory(role=Role.RESEARCH_OFFICE, organisation=listing.organisation)

    with pytest.raises(ValidationError) as refusal:
        listings.submit_listing(listing.pk, actor=listing.author)

    assert {*refusal.value.message_dict} == {field}
    assert Listing.objects.get(pk=listing.pk).status == Status.DRAFT
    assert trail() == ([], 0)


def test_a_withdrawn_submission_can_be_worked_on_and_submitted_again(submitted, editor):
    listings.withdraw_listing(submitted.pk, actor=submitted.author)
    listings.save_listing(submitted.pk, {"title": "又改"}, actor=submitted.author)
    listings.submit_listing(submitted.pk, actor=submitted.author)

    assert Listing.objects.get().current_workflow_state.status == "in_progress"
    assert trail()[0] == ["listing.withdraw", "listing.edit", "listing.submit"]


def test_an_editor_is_told_and_not_the_author(submitted, editor):
    assert "待审查" in editor.notices.get().title
    assert not submitted.author.notices.exists()


def test_a_new_text_leaves_the_public_row_alone(public):
    listings.save_listing(public.pk, {"title": "新名称"}, actor=public.author)

    row = Listing.objects.get()
    assert (row.title, row.draft.title) == (public.title, "新名称")
    assert (row.live, row.status) == (True, Status.DRAFT)


def test_while_it_waits_nobody_writes_at_it(submitted):
    with pytest.raises(WrongState):
        listings.save_listing(submitted.pk, {"title": "x"}, actor=submitted.author)


def test_taking_down_needs_a_reason_and_keeps_it(public):
    with pytest.raises(ValidationError):
        listings.unpublish_listing(public.pk, reason=" ", actor=public.author)
    listings.unpublish_listing(public.pk, reason="专利已失效", actor=public.author)

    row = Listing.objects.get()
    assert (row.live, row.unpublish_reason) == (False, "专利已失效")
    assert AuditEvent.objects.get().actor == public.author
