"""Who sees which deals, who merely counts them, and what they add up to."""

import pytest

from accounts.models import Role, User
from brokers import services, statistics, tellings
from brokers.models import Deal, Note, Stage
from brokers.models.terms import RANK
from brokers.querysets import waiting_enquiries
from core.chains import timeline
from tests.brokers.conftest import around
from tests.brokers.evidence import evidence
from tests.factories import DealFactory, EnquiryFactory, MembershipFactory
from tests.parts.people import person

pytestmark = pytest.mark.django_db

AGENCY = {"broker", "agency_head"}
SIDES = AGENCY | {"buyer", "seller"}
STAFF = SIDES | {"section_staff", "county_staff"}
SEEN_BY = {
    Stage.LEAD: AGENCY,
    Stage.CONTACT: SIDES,
    Stage.NEGOTIATION: SIDES,
    Stage.INTENT: STAFF,
    Stage.SIGNED: STAFF,
    Stage.REGISTERED: STAFF,
}


@pytest.mark.parametrize("stage", SEEN_BY)
def test_who_sees_a_deal_at_each_stage(stage):
    deal = DealFactory(status=stage)

    seeing = {who for who, user in around(deal).items() if Deal.objects.visible_to(user).exists()}

    assert seeing == SEEN_BY[stage]


@pytest.mark.parametrize("status", [Stage.SHELVED, Stage.LOST])
@pytest.mark.parametrize("reached", SEEN_BY)
def test_who_saw_it_goes_on_seeing_it(status, reached):
    deal = DealFactory(status=status, furthest=RANK[reached])

    seeing = {who for who, user in around(deal).items() if Deal.objects.visible_to(user).exists()}

    assert seeing == SEEN_BY[reached]


def test_a_note_stays_within_the_agency_at_every_stage():
    deal = DealFactory(status=Stage.REGISTERED)
    Note.objects.create(deal=deal, by=deal.broker, text="对方预算紧")

    seeing = {who for who, user in around(deal).items() if Note.objects.visible_to(user).exists()}

    assert seeing == AGENCY


def test_staff_count_what_they_do_not_see():
    DealFactory(status=Stage.LEAD, amount_fen=700_000_000)
    DealFactory(status=Stage.INTENT, amount_fen=150_000_000)
    DealFactory(status=Stage.INTENT, amount_fen=None)
    section = person(Role.SECTION_STAFF)

    columns = statistics.by_stage(Deal.objects.visible_to(section), section)

    lead, intent = columns[Stage.LEAD], columns[Stage.INTENT]
    assert (lead.count, lead.hidden, lead.amount_fen) == (1, 1, 0)
    assert (intent.count, intent.hidden, intent.amount_fen) == (2, 0, 150_000_000)
    assert intent.weighted_fen == 75_000_000
    assert statistics.total(columns) == statistics.Total(3, 150_000_000, 75_000_000, 1)


def test_the_sums_of_a_broker_are_of_the_own_deals(deal):
    DealFactory(agency=deal.agency, amount_fen=1)

    columns = statistics.by_stage(Deal.objects.visible_to(deal.broker), deal.broker)

    assert (columns[Stage.LEAD].count, columns[Stage.LEAD].amount_fen) == (1, 45_000_000)
    assert columns[Stage.LEAD].hidden == 0


def test_a_chain_shows_a_lead_to_its_agency_alone():
    enquiry = EnquiryFactory()
    held = MembershipFactory(role=Role.BROKER, organisation__kind="agency")
    deal = services.take_enquiry(enquiry.pk, agency=held.organisation, actor=held.user)
    services.log(deal.pk, text="先打电话", actor=held.user)

    def told(user):
        return [entry.event.action for entry in timeline(enquiry.chain, user)]

    assert told(held.user) == ["deal.take", "deal.log"]
    assert told(enquiry.asker) == []
    services.move(deal.pk, Stage.CONTACT, evidence(Stage.CONTACT), actor=held.user)
    assert told(enquiry.asker) == ["deal.take", "deal.to_contact"]


def test_who_asked_for_a_firm_and_left_it_sees_its_deal_no_more():
    enquiry = EnquiryFactory()
    deal = DealFactory(enquiry=enquiry, buyer=enquiry.organisation, status=Stage.CONTACT)
    assert Deal.objects.visible_to(User.objects.get(pk=enquiry.asker_id)).get() == deal

    enquiry.asker.memberships.update(status="ended")

    assert not Deal.objects.visible_to(User.objects.get(pk=enquiry.asker_id)).exists()
    assert tellings.sides(deal) == []


def test_the_pool_holds_what_nobody_carries(asked):
    closed = EnquiryFactory(status="closed")
    carried = EnquiryFactory()
    DealFactory(enquiry=carried)
    lost = EnquiryFactory()
    DealFactory(enquiry=lost, status=Stage.LOST)

    found = {*waiting_enquiries(asked.broker)}

    assert found == {asked.enquiry, lost}
    assert closed not in found
