"""A merge keeps every reference, leaves a tombstone, and tells who needs to know."""

import pytest

from accounts.models import Contact, Membership, Organisation, Role
from accounts.services import merge, organisations
from core.errors import PermissionDenied, ValidationError, WrongState
from core.models import AuditEvent, OutboxMessage
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

Status = Organisation.Status


@pytest.fixture
def two(db):
    return OrganisationFactory(name="旧名（示例）"), OrganisationFactory(name="新名（示例）")


def test_every_reference_moves_and_a_tombstone_stays(two, section_staff):
    duplicate, heir = two
    member = MembershipFactory(organisation=duplicate)
    contact = Contact.objects.create(organisation=duplicate, name="周某")
    older = OrganisationFactory(status=Status.MERGED, merged_into=duplicate)

    merge.merge_organisation(duplicate.pk, into=heir.pk, actor=section_staff)

    for row in (member, contact, older, duplicate):
        row.refresh_from_db()
    assert member.organisation == contact.organisation == older.merged_into == heir
    assert (duplicate.status, duplicate.merged_into) == (Status.MERGED, heir)
    for reference in merge.references():
        assert not reference.rows(duplicate).exists(), reference


def test_the_trail_shows_it_on_both_and_moved_rows_are_announced(two, section_staff, monkeypatch):
    monkeypatch.setattr(Organisation, "outbox_topics", ("search",))
    duplicate, heir = two
    older = OrganisationFactory(status=Status.MERGED, merged_into=duplicate)

    merge.merge_organisation(duplicate.pk, into=heir.pk, actor=section_staff)

    acts = set(AuditEvent.objects.values_list("action", "subject_id"))
    assert ("organisation.merge", str(duplicate.pk)) in acts
    assert ("organisation.take_over", str(heir.pk)) in acts
    told = set(OutboxMessage.objects.values_list("subject_id", flat=True))
    assert {str(duplicate.pk), str(older.pk)} <= told
    older.refresh_from_db()
    assert older.version == 2


def test_one_person_on_both_sides_keeps_the_stronger_rights(two, section_staff):
    duplicate, heir = two
    user = UserFactory()
    here = MembershipFactory(
        user=user, organisation=heir, role=Role.FIRM_MEMBER, status=Membership.Status.PENDING
    )
    there = MembershipFactory(
        user=user, organisation=duplicate, role=Role.FIRM_MEMBER, is_administrator=True
    )

    merge.merge_organisation(duplicate.pk, into=heir.pk, actor=section_staff)

    here.refresh_from_db()
    there.refresh_from_db()
    assert (here.status, here.is_administrator) == (Membership.Status.CONFIRMED, True)
    assert (there.status, there.organisation) == (Membership.Status.ENDED, heir)
    assert user.administers(heir)


def test_a_row_that_no_room_can_settle_stops_the_whole_merge(two, section_staff, monkeypatch):
    monkeypatch.setattr(merge, "_resolvers", {})
    duplicate, heir = two
    user = UserFactory()
    for organisation in two:
        MembershipFactory(user=user, organisation=organisation)

    with pytest.raises(ValidationError, match="在两个单位都有"):
        merge.merge_organisation(duplicate.pk, into=heir.pk, actor=section_staff)

    duplicate.refresh_from_db()
    assert duplicate.status == Status.CONFIRMED
    assert not AuditEvent.objects.exists()


def test_founding_the_code_of_a_tombstone_leads_to_its_heir(two, section_staff):
    duplicate, heir = two
    merge.merge_organisation(duplicate.pk, into=heir.pk, actor=section_staff)

    assert organisations.standing_code(duplicate.code) == heir


def test_a_tombstone_is_seen_by_all_who_are_signed_in(two, section_staff):
    duplicate, heir = two
    merge.merge_organisation(duplicate.pk, into=heir.pk, actor=section_staff)

    assert duplicate in Organisation.objects.visible_to(UserFactory())


def test_county_staff_do_not_merge(two, county_staff):
    with pytest.raises(PermissionDenied):
        merge.merge_organisation(two[0].pk, into=two[1].pk, actor=county_staff)

    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("status", [Status.PENDING, Status.REFUSED])
def test_the_heir_stands(two, status, section_staff):
    heir = OrganisationFactory(status=status)

    with pytest.raises(WrongState):
        merge.merge_organisation(two[0].pk, into=heir.pk, actor=section_staff)


def test_nothing_merges_into_itself(two, section_staff):
    with pytest.raises(ValidationError, match="不能并入本单位自己"):
        merge.merge_organisation(two[0].pk, into=two[0].pk, actor=section_staff)


def test_preview_counts_what_would_move(two):
    MembershipFactory(organisation=two[0])

    assert merge.preview(two[0]) == [(Membership._meta.verbose_name, 1)]
