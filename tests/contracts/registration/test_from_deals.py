"""A signed deal becomes a draft of its seller's, and learns when that is registered."""

from datetime import date

import pytest

from accounts.models import Role
from brokers.models import Stage
from brokers.services import moving
from contracts.models import Contract
from contracts.registration import drafting, services
from core.errors import ValidationError
from core.models import AuditEvent, Notice
from tests.brokers.evidence import evidence
from tests.contracts.factories import ContractFactory
from tests.factories import DealFactory, ListingFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def deal():
    listing = ListingFactory(public=True)
    return DealFactory(
        status=Stage.INTENT, listing=listing, seller=listing.organisation, title="铜箔落地"
    )


def sign(deal, **changes):
    return moving.move(deal.pk, Stage.SIGNED, evidence(Stage.SIGNED, **changes), actor=deal.broker)


def test_signing_makes_the_draft_with_what_is_known(deal):
    sign(deal)

    draft = Contract.objects.get()
    assert (draft.deal, draft.chain, draft.status) == (deal, deal.chain, Contract.Status.DRAFT)
    assert (draft.title, draft.kind) == (deal.listing.title, "licence")
    assert (draft.amount_fen, draft.technology_amount_fen) == (45_000_000, 45_000_000)
    assert (draft.signed_on, draft.field) == (date(2026, 3, 2), deal.listing.field)
    assert draft.region == deal.seller.region
    assert [
        (party.side, party.organisation, party.is_filing) for party in draft.parties.all()
    ] == [
        ("seller", deal.seller, True),
        ("buyer", deal.buyer, False),
    ]


def test_the_seller_is_told_and_may_go_on_writing_but_the_broker_not(deal):
    head = MembershipFactory(
        organisation=deal.seller, role=Role.RESEARCH_OFFICE, is_administrator=True
    ).user

    sign(deal)

    draft = Contract.objects.get()
    told = Notice.objects.filter(kind="contract.drafted").values_list("recipient", flat=True)
    assert {*told} == {head.pk, deal.listing.author_id}
    assert draft in Contract.objects.visible_to(deal.listing.author)  # who leads the project
    assert draft in Contract.objects.visible_to(head)
    assert draft not in Contract.objects.visible_to(deal.broker)


def test_a_buyer_without_an_account_is_left_to_the_seller(deal):
    type(deal).objects.filter(pk=deal.pk).update(buyer=None, buyer_name="示例厂")

    sign(deal)

    assert [party.side for party in Contract.objects.get().parties.all()] == ["seller"]


def test_a_draft_that_cannot_be_made_takes_the_signing_back(deal, monkeypatch):
    def refuse(*_args, **_facts):
        raise ValidationError("示例")

    monkeypatch.setattr(drafting, "_write_parties", refuse)
    events = AuditEvent.objects.count()

    with pytest.raises(ValidationError):
        sign(deal)

    deal.refresh_from_db()
    assert deal.status == Stage.INTENT
    assert not Contract.objects.exists()
    assert AuditEvent.objects.count() == events


def test_registration_reaches_the_deal(desk):
    deal = DealFactory(status=Stage.SIGNED)
    contract = ContractFactory(
        reviewed=True, body=desk.body, deal=deal, chain=deal.chain, seller=deal.seller
    )

    services.register_contract(
        contract.pk,
        national_number="3604012026000123",
        registered_on=date(2026, 3, 20),
        actor=desk.a,
    )

    deal.refresh_from_db()
    assert (deal.status, deal.national_number) == (Stage.REGISTERED, "3604012026000123")
