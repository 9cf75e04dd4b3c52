from datetime import UTC, datetime
from decimal import Decimal

import pytest

from accounts.models import Role
from contracts.models import Target
from contracts.turnover import targets
from core.errors import PermissionDenied, ValidationError, WrongState
from core.models import AuditEvent
from tests.factories import RegionFactory
from tests.parts.people import person

pytestmark = pytest.mark.django_db
WAN = 1_000_000


@pytest.fixture
def regions():
    for code, name in (("360402", "濂溪区"), ("360403", "浔阳区"), ("3604Z01", "经开区")):
        kind = "zone" if "Z" in code else "county"
        RegionFactory(code=code, name=name, kind=kind, gb_code=None if "Z" in code else code)


def drawn_up(actor, **changes):
    facts = {
        "base_fen": 10_000 * WAN,
        "base_note": "2025 年登记口径，12 月 31 日",
        "growth_percent": Decimal(30),
        "weights": {"360402": 4_000, "360403": 6_000, "3604Z01": 0},
        "cumulative_percent": [20, 45, 70, 100],
    }
    return targets.draw_up_target(2026, **facts | changes, actor=actor)


def cells_of(target):
    return {(cell.region_id, cell.quarter): cell.amount_fen // WAN for cell in target.cells.all()}


def test_a_target_grows_from_its_base_and_is_divided_exactly(regions, section_staff):
    target = drawn_up(section_staff)

    assert (target.total_fen, target.number) == (13_000 * WAN, 1)
    assert cells_of(target) == {
        **{("360402", n): amount for n, amount in enumerate((1040, 1300, 1300, 1560), 1)},
        **{("360403", n): amount for n, amount in enumerate((1560, 1950, 1950, 2340), 1)},
        **{("3604Z01", n): 0 for n in (1, 2, 3, 4)},
    }
    assert AuditEvent.objects.get(action="target.draw_up").actor == section_staff


def test_a_base_between_whole_wan_gives_a_target_in_whole_wan(regions, section_staff):
    assert drawn_up(section_staff, base_fen=1).total_fen == WAN


def test_cells_are_moved_but_never_out_of_the_sum(regions, section_staff):
    target = drawn_up(section_staff)

    targets.set_cells(
        target.pk,
        {("360402", 4): 1_460 * WAN, ("3604Z01", 4): 100 * WAN},
        sections={"360402": "county"},
        actor=section_staff,
    )

    assert cells_of(target)["3604Z01", 4] == 100
    assert {cell.section for cell in target.cells.filter(region="360402")} == {"county"}
    with pytest.raises(ValidationError, match=r"相差 \+1 万元"):
        targets.set_cells(target.pk, {("3604Z01", 4): 99 * WAN}, sections={}, actor=section_staff)


def test_nobody_signs_what_they_drew_up(regions, section_staff):
    target = drawn_up(section_staff)

    with pytest.raises(PermissionDenied):
        targets.publish_target(target.pk, actor=section_staff)

    target.refresh_from_db()
    assert (target.status, target.approved_by) == (Target.Status.DRAFT, None)


def test_a_leader_signs_and_a_signed_target_stays_as_it_is(regions, section_staff):
    target = targets.publish_target(drawn_up(section_staff).pk, actor=person(Role.LEADER))

    with pytest.raises(WrongState):
        targets.set_cells(target.pk, {("3604Z01", 4): 1}, sections={}, actor=section_staff)
    with pytest.raises(WrongState):
        targets.discard_target(target.pk, actor=section_staff)


def test_a_second_version_needs_a_reason_and_leaves_the_first_to_its_days(regions, section_staff):
    leader = person(Role.LEADER)
    march, july = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
    first = targets.publish_target(drawn_up(section_staff).pk, actor=leader, now=march)

    with pytest.raises(ValidationError, match="须写明原因"):
        drawn_up(section_staff)
    second = drawn_up(section_staff, growth_percent=Decimal(35), reason="省厅调整")
    targets.publish_target(second.pk, actor=leader, now=july)

    assert targets.in_force(2026, datetime(2026, 2, 1, tzinfo=UTC)) is None
    assert targets.in_force(2026, datetime(2026, 6, 30, tzinfo=UTC)) == first
    assert targets.in_force(2026, july) == second
    assert second.number == 2


def test_there_is_one_draft_a_year(regions, section_staff):
    drawn_up(section_staff)

    with pytest.raises(ValidationError, match="正在拟定"):
        drawn_up(section_staff)


@pytest.mark.parametrize(
    "role", [role for role in Role if role != Role.SECTION_STAFF], ids=lambda role: role.value
)
def test_only_a_section_sets_targets(role, regions):
    with pytest.raises(PermissionDenied):
        drawn_up(person(role))

    assert not Target.objects.exists()
    assert not AuditEvent.objects.exists()
