"""The demo's needs: every state, over the counties, and a second run that changes nothing."""

from collections import Counter

import pytest

from accounts import demo
from core.models import AuditEvent, Notice
from marketplace.demo_needs import load_demo_needs
from marketplace.models import Need


@pytest.fixture
def loaded(db, settings):
    settings.DEMO = True
    demo.load()
    return load_demo_needs()


def test_every_state_over_the_counties_and_nothing_twice(loaded):
    acts = AuditEvent.objects.count()

    assert loaded == 15
    assert Counter(Need.objects.values_list("status", flat=True)) == {
        "received": 4,
        "refining": 2,
        "proposed": 1,
        "open": 4,
        "matching": 1,
        "settled": 1,
        "withdrawn": 1,
        "declined": 1,
    }
    assert Need.objects.values("region").distinct().count() >= 12
    assert Need.objects.overdue().count() == 2
    for need in Need.objects.all():
        happened = dict(need.chain.events.values_list("action", "at"))
        assert happened["need.leave"] == need.received_at == need.chain.created_at
        assert happened.get("need.publish", need.published_at) == need.published_at
    assert not Notice.objects.filter(deliveries__status="queued").exists()
    assert load_demo_needs() == 0
    assert AuditEvent.objects.count() == acts


def test_no_name_could_be_a_firms(loaded):
    named = Need.objects.exclude(company="").values_list("company", flat=True)

    assert [name for name in named if "（示例）" not in name] == []
