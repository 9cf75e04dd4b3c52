"""The demo's targets: drawn up by a section, signed by a leader, for two years, once."""

from datetime import date

import pytest
import time_machine
from django.core.management import CommandError, call_command

from accounts.models import Role
from contracts.models import Target
from contracts.turnover.overview import overview
from core.models import AuditEvent
from tests.contracts.factories import ContractFactory
from tests.parts.people import person

pytestmark = pytest.mark.django_db
WAN = 1_000_000


@pytest.fixture
def turnover(db):
    """What was registered before, which the worker has not carried; and the two demo people."""
    for amount_wan, region, day in (
        (1_000, "360402", date(2024, 5, 1)),
        (3_001, "360402", date(2025, 5, 1)),
        (1_000, "3604Z01", date(2025, 6, 1)),
    ):
        ContractFactory(
            registered=True, amount_fen=amount_wan * WAN, region_id=region, registered_on=day
        )
    return {role: person(role, user__is_demo=True) for role in (Role.SECTION_STAFF, Role.LEADER)}


@time_machine.travel("2026-11-24T12:00:00+08:00", tick=False)
def test_two_years_have_a_signed_target_and_a_second_run_changes_nothing(turnover):
    call_command("load_demo_target", verbosity=0)

    this, last = Target.objects.all()
    assert [(each.year, each.base_fen, each.total_fen) for each in (this, last)] == [
        (2026, 4_001 * WAN, 5_202 * WAN),
        (2025, 1_000 * WAN, 1_300 * WAN),
    ]
    assert this.status == Target.Status.PUBLISHED
    assert (this.drawn_up_by, this.approved_by) == tuple(turnover.values())
    assert this.created_at < this.published_at
    assert dict(this.cells.values_list("region", "section")) == {
        "360402": "county", "3604Z01": "high-tech"
    }  # fmt: skip
    assert overview(date(2026, 1, 14)).target is None
    assert overview(date(2026, 11, 24)).city.progress.target_fen == 5_202 * WAN
    events = AuditEvent.objects.count()
    call_command("load_demo_target", verbosity=0)
    assert (Target.objects.count(), AuditEvent.objects.count()) == (2, events)


@time_machine.travel("2026-01-05T12:00:00+08:00", tick=False)
def test_early_in_a_year_its_target_is_signed_no_later_than_now(turnover):
    call_command("load_demo_target", verbosity=0)

    assert overview(date(2026, 1, 5)).target.year == 2026


def test_without_demo_nothing_is_made(settings, turnover):
    settings.DEMO = False

    with pytest.raises(CommandError):
        call_command("load_demo_target")

    assert not Target.objects.exists()
