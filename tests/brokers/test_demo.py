"""The demo deals: every stage, by the services, once."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from brokers import demo
from brokers.models import Deal, Stage
from brokers.querysets import waiting_enquiries
from core.models import AuditEvent, Notice

pytestmark = pytest.mark.django_db


def test_forty_deals_stand_at_every_stage_and_a_second_run_changes_nothing(demo_listings):
    call_command("load_demo_deals", verbosity=0)
    deals = Deal.objects.select_related("buyer", "seller")

    assert Counter(deals.values_list("status", flat=True)) == demo.COUNTS
    assert set(demo.COUNTS) == set(Stage) - {Stage.REGISTERED}
    assert all(deal.is_demo and deal.buyer_said.endswith(("（示例）", "公司")) for deal in deals)
    assert waiting_enquiries(deals[0].broker).count() >= demo.WAITING
    assert not Notice.objects.filter(kind__startswith="deal.", in_app=True).exists()
    assert_the_story_has_its_dates(deals)
    acts = AuditEvent.objects.count()
    assert demo.load_demo_deals() == 0
    assert AuditEvent.objects.count() == acts


def assert_the_story_has_its_dates(deals):
    for deal in deals:
        events = list(deal.chain.events.order_by("id"))
        days = {timezone.localdate(event.at) for event in events}
        assert all(event.recorded_at for event in events)
        assert [event.at for event in events] == sorted(event.at for event in events)
        assert len(days) >= deal.furthest + 1
        steps = list(deal.steps.all())
        assert steps[-1].at == deal.stage_since <= timezone.now()
        assert all(step.happened_on in {None, timezone.localdate(step.at)} for step in steps)
        if deal.enquiry:
            assert deal.listing.first_published_at < deal.enquiry.created_at < deal.created_at
    assert deals.filter(created_at__lt=timezone.now() - timedelta(days=30)).count() > 20


def test_without_demo_nothing_is_made(settings):
    settings.DEMO = False

    with pytest.raises(CommandError):
        call_command("load_demo_deals")

    assert not Deal.objects.exists()
