"""An event in words, as far as its reader may see what it was done to."""

import pytest

from accounts.models import Contact
from core import audit, audit_words, registry
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _details_are_put_back(monkeypatch):
    monkeypatch.setattr(registry, "_details", dict(registry._details))


def said(row, changes, viewer):
    """Each change as ``viewer`` is told it; of what is not theirs to know, the label alone."""
    event = audit.record(row, "test.act", actor=None, changes=changes)
    event.refresh_from_db()
    return [
        f"{change.label}：{change.old} → {change.new}" if change.told else change.label
        for change in audit_words.changes([event], viewer)[event.pk]
    ]


def test_choices_rows_lists_and_truth_have_words(operator):
    changes = {
        "kind": ["company", "agency"],
        "region": ["360403", None],
        "labels": [[], ["high_tech", "gazelle"]],
    }

    # PostgreSQL keeps the keys of JSON in an order of its own.
    assert set(said(OrganisationFactory(), changes, operator)) == {
        "单位类型：企业 → 技术转移机构",
        "所在地区：浔阳区 → —",
        "资质标签：— → high_tech、gazelle",
    }


def test_whoever_does_not_see_the_row_learns_only_what_kind_of_thing_changed():
    changes = {"name": ["甲", "乙"]}

    assert said(OrganisationFactory(pending=True), changes, UserFactory()) == ["单位名称"]


def test_what_reaches_a_person_stays_masked(operator):
    organisation = OrganisationFactory()
    registry_of = {"contact_phone": "13900000001", "contact_email": "zhou@example.com"}
    for name in registry_of:
        registry.describe_detail(name, name)

    assert set(said(organisation, registry_of, operator)) == {
        "contact_phone：— → 139****0001",
        "contact_email：— → z***@example.com",
    }


def test_fen_are_said_in_yuan_and_moments_in_shanghai(operator):
    registry.describe_detail("price_fen", "价格")
    organisation = OrganisationFactory()
    changes = {"price_fen": 680_000_050, "created_at": ["2026-03-01T17:00:00Z", None]}

    assert said(organisation, changes, operator) == [
        "价格：— → 6,800,000.50 元",
        "创建时间：2026-03-02 01:00 → —",
    ]


def test_a_detail_is_told_to_every_reader_and_what_nobody_described_to_none():
    person = UserFactory()
    changes = {"rows": 3, "filters": {"县区": "浔阳区"}, "unheard_of": "甲"}

    assert said(person, changes, UserFactory()) == [
        "行数：— → 3",
        "筛选条件：— → 县区：浔阳区",
        "unheard_of",
    ]


def test_a_row_that_the_reader_may_not_see_is_not_named(operator):
    organisation = OrganisationFactory(name="不给看（示例）")
    contact = Contact.objects.create(organisation=organisation, name="周某")

    assert said(contact, {"organisation": [None, organisation.pk]}, operator) == ["单位"]


def test_kinds_that_are_gone_keep_their_code():
    event = audit.record(OrganisationFactory(), "test.act", actor=None, before="x", after="y")
    event.subject_type = "gone.model"

    assert audit_words.model_label("gone.model") == "gone.model"
    assert audit_words.status_label(event, "y") == "y"
    assert audit_words.changes([event], UserFactory()) == {event.pk: []}


def test_a_page_of_events_costs_a_query_a_kind(operator, django_assert_num_queries):
    events = [
        audit.record(
            OrganisationFactory(), "test.act", actor=None, changes={"region": [None, "360403"]}
        )
        for _number in range(20)
    ]
    operator.has_role("operator")  # what a request knows already

    with django_assert_num_queries(2):
        audit_words.changes(events, operator)
