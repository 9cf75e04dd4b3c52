"""Two at one deal, or at one enquiry, in the same moment: one wins, the other is told."""

import pytest

from accounts.models import Role
from brokers import services
from brokers.models import Deal, Stage, Step
from core.errors import WrongState
from core.models import AuditEvent
from tests.brokers.evidence import evidence
from tests.factories import DealFactory, EnquiryFactory, MembershipFactory
from tests.parts.threads import race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_broker_and_head_who_move_one_deal_at_once_move_it_once():
    deal = DealFactory()
    head = MembershipFactory(role=Role.AGENCY_HEAD, organisation=deal.agency).user

    got = race(
        *(
            lambda actor=actor: services.move(
                deal.pk, Stage.CONTACT, evidence(Stage.CONTACT), actor=actor
            )
            for actor in (deal.broker, head)
        )
    )

    assert sum(isinstance(answer, WrongState) for answer in got) == 1
    assert Deal.objects.get().status == Stage.CONTACT
    assert Step.objects.count() == 1
    assert AuditEvent.objects.filter(action="deal.to_contact").count() == 1


def test_one_moves_while_the_other_gives_up_and_one_of_them_learns_it():
    """Whoever comes second acts on what the first left: a lost deal does not move on."""
    deal = DealFactory(status=Stage.NEGOTIATION)

    race(
        lambda: services.move(deal.pk, Stage.INTENT, evidence(Stage.INTENT), actor=deal.broker),
        lambda: services.lose(deal.pk, reason="price", actor=deal.broker),
    )

    deal.refresh_from_db()
    steps = [(step.before, step.after) for step in deal.steps.all()]
    assert deal.status == Stage.LOST
    assert steps in (
        [("negotiation", "lost")],
        [("negotiation", "intent"), ("intent", "lost")],
    )


def test_two_brokers_who_take_one_enquiry_at_once_take_it_once():
    enquiry = EnquiryFactory()
    held = [MembershipFactory(role=Role.BROKER, organisation__kind="agency") for _n in range(2)]

    got = race(
        *(
            lambda one=one: services.take_enquiry(
                enquiry.pk, agency=one.organisation, actor=one.user
            )
            for one in held
        )
    )

    assert sum(isinstance(answer, WrongState) for answer in got) == 1
    assert Deal.objects.get().enquiry == enquiry
