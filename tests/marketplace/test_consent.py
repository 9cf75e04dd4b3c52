"""The unit's word before the city's: who gives it, on what, and what it leaves behind."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Role
from core.errors import PermissionDenied, ValidationError, WrongState
from core.models import AuditEvent
from marketplace.models import Listing, UnitConsent
from marketplace.models.parts import CONFIRMED
from marketplace.services import consents, listings
from tests.factories import ListingFactory, MembershipFactory
from tests.marketplace.conftest import approve, consent, office_of, trail

pytestmark = pytest.mark.django_db

S = Listing.Status
ALL = dict.fromkeys(CONFIRMED, True)


def now(listing):
    return Listing.objects.get(pk=listing.pk)


def test_the_office_is_told_and_no_editor_yet(at_unit, editor):
    assert "待单位同意" in office_of(at_unit).notices.get().title
    assert not editor.notices.exists()


def test_consent_records_who_what_and_when_and_hands_over(at_unit, editor):
    office = office_of(at_unit)

    consent(at_unit, opinion="同意。", said={"benefit": "数字请附报告编号。"})

    said = UnitConsent.objects.get()
    assert (said.by, said.capacity, said.decision) == (office, "office", "consented")
    assert all(getattr(said, name) for name in CONFIRMED)
    assert now(at_unit).status == S.CONSENTED
    assert trail() == (["listing.consent"], 1)
    comment = at_unit.comments.get()
    assert (comment.field, comment.stage, comment.author) == ("benefit", "unit", office)
    assert "待审查" in editor.notices.get().title


@pytest.mark.parametrize("missing", CONFIRMED)
def test_consent_without_one_of_its_points_is_none(at_unit, missing):
    with pytest.raises(ValidationError) as refusal:
        consents.consent_listing(
            at_unit.pk, confirmed={**ALL, missing: False}, actor=office_of(at_unit)
        )

    assert {*refusal.value.message_dict} == {missing}
    assert trail() == ([], 0)
    assert not UnitConsent.objects.exists()


@pytest.mark.parametrize("missing", CONFIRMED)
def test_the_database_keeps_no_half_consent(at_unit, missing):
    consent(at_unit)

    with pytest.raises(IntegrityError), transaction.atomic():
        UnitConsent.objects.update(**{missing: False})


def test_sending_back_says_why_and_where(at_unit):
    with pytest.raises(ValidationError):
        consents.send_back(at_unit.pk, opinion=" ", actor=office_of(at_unit))
    consents.send_back(
        at_unit.pk,
        opinion="共有人未确认。",
        said={"team": "请写共有人。"},
        actor=office_of(at_unit),
    )

    assert now(at_unit).status == S.RETURNED
    assert trail() == (["listing.send_back"], 1)
    assert "共有人未确认。" in at_unit.author.notices.get().body
    assert at_unit.comments.get().text == "请写共有人。"


def test_an_editor_cannot_be_faster_than_the_unit(at_unit, editor):
    with pytest.raises(PermissionDenied):
        approve(at_unit, editor)

    assert trail() == ([], 0)


def test_nobody_else_consents(at_unit, site_editor, research_office, operator):
    colleague = MembershipFactory(role=Role.RESEARCHER, organisation=at_unit.organisation).user
    chief = MembershipFactory(
        role=Role.RESEARCHER, organisation=at_unit.organisation, is_administrator=True
    ).user

    for who in (at_unit.author, colleague, chief, site_editor, research_office, operator):
        with pytest.raises(PermissionDenied):
            consents.consent_listing(at_unit.pk, confirmed=ALL, actor=who)

    assert trail() == ([], 0)


def test_without_an_office_the_administrators_speak_for_the_unit(market):
    listing = ListingFactory()
    chief = MembershipFactory(
        role=Role.FIRM_MEMBER, organisation=listing.organisation, is_administrator=True
    ).user
    listing.save_revision(user=listing.author)

    listings.submit_listing(listing.pk, actor=listing.author)
    consents.consent_listing(listing.pk, confirmed=ALL, actor=chief)

    assert UnitConsent.objects.get().capacity == "administrator"
    assert "待单位同意" in chief.notices.get().title


def test_where_nobody_can_speak_for_the_unit_nothing_is_submitted(market, client):
    listing = ListingFactory()
    listing.save_revision(user=listing.author)
    client.force_login(listing.author)

    answer = client.post(reverse("marketplace:submit", args=[listing.number]), follow=True)

    assert "无人能代表单位同意" in answer.content.decode()
    assert now(listing).status == S.DRAFT
    assert not AuditEvent.objects.filter(action="listing.submit").exists()


def test_what_was_agreed_letter_by_letter_is_not_asked_again(submitted, editor):
    state = submitted.current_workflow_task_state
    state.task.specific.on_action(state, user=editor, action_name="reject", comment="请答复。")

    listings.submit_listing(submitted.pk, actor=submitted.author)

    assert now(submitted).status == S.CONSENTED
    assert trail()[0] == ["listing.return", "listing.submit", "listing.keep_consent"]
    approve(now(submitted), editor)
    assert now(submitted).live


def test_one_changed_letter_is_the_units_again(submitted, editor):
    state = submitted.current_workflow_task_state
    state.task.specific.on_action(state, user=editor, action_name="reject", comment="请改。")
    listings.save_listing(submitted.pk, {"title": "改过"}, actor=submitted.author)

    listings.submit_listing(submitted.pk, actor=submitted.author)

    assert now(submitted).status == S.SUBMITTED
    with pytest.raises(PermissionDenied):
        approve(now(submitted), editor)


def test_two_of_the_office_decide_once(at_unit):
    consent(at_unit)

    with pytest.raises(WrongState):
        consents.send_back(at_unit.pk, opinion="不同意。", actor=office_of(at_unit))

    assert UnitConsent.objects.get().decision == "consented"


def test_the_page_asks_for_each_point_and_keeps_what_was_typed(client, at_unit):
    client.force_login(office_of(at_unit))
    url = reverse("marketplace:consent", args=[at_unit.number])

    page = client.post(url, {"decision": "consent", "owns": "on", "on_title": "太长。"})

    text = page.content.decode()
    assert text.count("同意前请确认这一项。") == 6  # three points, in the summary and at the field
    assert "太长。" in text
    assert now(at_unit).status == S.SUBMITTED
    client.post(url, {"decision": "return", "opinion": "请改。", "on_title": "太长。"})
    assert now(at_unit).status == S.RETURNED
    assert client.get(url).status_code == 409


def test_the_list_holds_what_waits_for_ones_unit(client, at_unit, django_assert_max_num_queries):
    ListingFactory(status="submitted")
    client.force_login(office_of(at_unit))
    client.get(reverse("marketplace:consents"))

    with django_assert_max_num_queries(12):
        page = client.get(reverse("marketplace:consents"))

    assert [row.pk for row in page.context["page"]] == [at_unit.pk]
