from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from contracts.models import Contract, TurnoverCell, TurnoverEntry
from contracts.turnover import rollup, statistics
from contracts.turnover.rollup import Figures
from core import outbox
from tests.contracts.factories import ContractFactory
from tests.factories import RegionFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 20)
WAN = 1_000_000


def registered(amount_wan=100, **facts):
    return ContractFactory(registered=True, amount_fen=amount_wan * WAN, **facts)


def carried(*contracts):
    rollup.refresh(contract.pk for contract in contracts)
    return rollup.from_cells()


def test_a_registered_contract_is_counted_on_its_day_in_its_region_and_type():
    assert carried(registered(), registered(50)) == {
        (DAY, "360403", "development"): Figures(2, 150 * WAN, 150 * WAN)
    }


@pytest.mark.parametrize("state", ["submitted", "returned", "accepted", "examined", "reviewed"])
def test_what_is_on_its_way_is_counted_apart(state):
    contract = ContractFactory(**{state: True}, amount_fen=70 * WAN)

    assert carried(contract) == {}
    assert statistics.pending() == {"360403": Figures(1, 70 * WAN, 70 * WAN)}


def test_to_be_told_twice_counts_once():
    contract = registered()

    carried(contract)

    assert carried(contract) == {(DAY, "360403", "development"): Figures(1, 100 * WAN, 100 * WAN)}


def test_a_contract_that_moves_leaves_no_trace_where_it_was():
    RegionFactory(code="360404", name="柴桑区")
    contract, other = registered(), registered(30)
    carried(contract, other)

    Contract.objects.filter(pk=contract.pk).update(
        region="360404", registered_on=date(2026, 4, 1), amount_fen=80 * WAN,
        technology_amount_fen=80 * WAN,
    )  # fmt: skip

    assert carried(contract) == {
        (DAY, "360403", "development"): Figures(1, 30 * WAN, 30 * WAN),
        (date(2026, 4, 1), "360404", "development"): Figures(1, 80 * WAN, 80 * WAN),
    }


def test_a_contract_that_no_longer_stands_is_taken_out():
    contract = registered()
    carried(contract)

    Contract.objects.filter(pk=contract.pk).update(status="cancelled", cancelled_on=DAY)

    assert carried(contract) == {}
    assert not TurnoverEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_outbox_carries_what_services_announce():
    contract = registered()
    with transaction.atomic():
        outbox.announce(contract)

    outbox.drain(rollup.TOPIC)

    assert rollup.from_cells() == {
        (DAY, "360403", "development"): Figures(1, 100 * WAN, 100 * WAN)
    }
    assert rollup.waiting() == 0


def test_a_check_names_every_cell_that_differs_and_a_rebuild_mends_it():
    carried(registered())
    TurnoverCell.objects.update(amount_fen=99 * WAN, technology_amount_fen=99 * WAN)
    said = StringIO()

    with pytest.raises(CommandError, match="1 格不一致"):
        call_command("turnover_check", stdout=said)
    call_command("turnover_check", "--repair", stdout=said)

    assert "2026-03-20 360403 development：汇总 1 项 99000000 分，合同 1 项 100000000 分" in (
        said.getvalue()
    )
    assert rollup.check() == []


def test_sums_are_grouped_as_asked():
    RegionFactory(code="360404", name="柴桑区")
    contracts = [
        registered(10),
        registered(20, kind="service", subkind="service.general"),
        registered(40, region_id="360404", registered_on=date(2026, 12, 31)),
        registered(80, registered_on=date(2025, 3, 20)),
    ]
    carried(*contracts)
    year = statistics.whole_year(2026)

    assert {
        key: row.amount_fen // WAN for key, row in statistics.sums(year, by=["county"]).items()
    } == {
        ("360403",): 30,
        ("360404",): 40,
    }
    assert {
        key: row.amount_fen // WAN
        for key, row in statistics.sums(year, by=["quarter", "type"]).items()
    } == {(1, "development"): 10, (1, "service"): 20, (4, "development"): 40}
    assert statistics.sums(year.year_before, by=["type"])[("development",)].amount_fen == 80 * WAN


def test_the_29th_of_february_is_compared_with_the_28th():
    assert statistics.year_to(date(2028, 2, 29)).year_before.until == date(2027, 2, 28)


def test_a_busy_night_is_checked_but_for_what_is_on_its_way():
    standing, moving = registered(100), registered(50, registered_on=date(2026, 2, 2))
    carried(standing, moving)
    cell = TurnoverCell.objects.filter(day=standing.registered_on)
    cell.update(amount_fen=99 * WAN, technology_amount_fen=99 * WAN)  # a fault
    with transaction.atomic():  # and a change whose message waits: no fault
        Contract.objects.filter(pk=moving.pk).update(registered_on=date(2026, 2, 3))
        outbox.announce(moving)
    assert rollup.waiting() == 1

    assert [found.key[0] for found in rollup.check()] == [standing.registered_on]

    rollup.reconcile()
    assert rollup.check() == []
    assert rollup.from_cells() == rollup.from_contracts()
