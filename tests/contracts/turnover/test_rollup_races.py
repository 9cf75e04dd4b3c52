"""Many at once: registrations that fall into one cell are all counted, whoever carries them."""

from datetime import date
from itertools import pairwise

import pytest
from django.db import transaction

from contracts.models import Contract
from contracts.turnover import rollup
from contracts.turnover.rollup import Figures
from core import outbox
from tests.contracts.factories import ContractFactory
from tests.parts.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
WAN = 1_000_000
DAY = date(2026, 3, 20)
CELL = (DAY, "360403", "development")


def register(contract):
    """As registration leaves a row; what leads there is tested with its service."""
    with transaction.atomic():
        row = Contract.objects.select_for_update().get(pk=contract.pk)
        row.status, row.registered_on = "registered", DAY
        row.national_number = f"3604012026{row.pk:06d}"
        row.save(update_fields=["status", "registered_on", "national_number"])
        outbox.announce(row)


def test_registrations_in_one_county_and_quarter_all_count():
    contracts = [ContractFactory(reviewed=True, amount_fen=(n + 1) * WAN) for n in range(8)]

    at_once(lambda n: register(contracts[n]), len(contracts))
    at_once(lambda _n: outbox.drain(rollup.TOPIC, limit=3), 4)
    while outbox.drain(rollup.TOPIC).taken:
        pass

    assert rollup.from_cells() == {CELL: Figures(8, 36 * WAN, 36 * WAN)}
    assert rollup.check() == []


def test_the_rollup_written_from_several_sides_at_once_is_never_wrong():
    contracts = [ContractFactory(registered=True, amount_fen=WAN) for _n in range(6)]
    parts = list(pairwise(contracts))

    at_once(lambda n: rollup.refresh([row.pk for row in parts[n]]), len(parts))

    assert rollup.from_cells() == {CELL: Figures(6, 6 * WAN, 6 * WAN)}


def test_a_carrier_that_died_before_it_noted_its_work_counts_nothing_twice():
    contract = ContractFactory(reviewed=True, amount_fen=WAN)
    register(contract)
    rollup.refresh([contract.pk])  # done, and the message still there

    outbox.drain(rollup.TOPIC)

    assert rollup.from_cells() == {CELL: Figures(1, WAN, WAN)}
    assert rollup.waiting() == 0
