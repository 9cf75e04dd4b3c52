"""A worker killed by -9 at each step between a commit and what follows from it.

Whatever it had done by then, the next worker brings index and rollup to where the rows stand.
"""

from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.models import Role
from contracts.models import Contract
from contracts.registration.services import register_contract
from contracts.turnover import rollup
from contracts.turnover.rollup import Figures
from core import audit, outbox
from core.audit_check import verify
from core.models import AuditUnsealed, OutboxMessage
from marketplace.models import Listing
from search import rebuild
from search.engines.current import engine
from tests.contracts.factories import ContractFactory
from tests.factories import ListingFactory, MembershipFactory, OrganisationFactory
from tests.parts.halting import halt_at
from tests.parts.indexes import LISTINGS
from tests.parts.workers import wait_until

WAN = 1_000_000
DAY = date(2026, 3, 20)
# The function at whose beginning or end the lane stands, and how often it was there by then.
EVERY = {
    "committed": "call core.outbox:_due 1",
    "leased": "return core.leases:_claim 1",
    "messages-read": "return core.outbox:_take 1",
    "settling": "return core.outbox:_settle 1",
    "settled": "call threading:Event.set 1",
}
ONCE, REPEATED = "embedded", {*EVERY.values()}
SEARCH = EVERY | {
    "rows-read": "return search.documents:changes 1",
    "told": "return search.indexer:carry 1",
}
STEPS = {
    "embedded": SEARCH | {"mid-batch": "call search.engines.embedded:_apply 3"},
    "elastic": SEARCH | {"mid-batch": "call elasticsearch.helpers.actions:_process_bulk_chunk 2"},
    "turnover": EVERY
    | {
        "rows-read": "call contracts.turnover.rollup:_write 1",
        "mid-batch": "call contracts.turnover.rollup:_write 2",
        "told": "return contracts.turnover.rollup:carry 1",
    },
}


def cases(steps, engine, topic, marks=()):
    """Each step; those of the outbox itself are the same for all, and quick for one alone."""
    return [
        pytest.param(
            engine,
            f"outbox.{topic} {where}",
            marks=[*marks, pytest.mark.long] if where in REPEATED and steps != ONCE else marks,
            id=f"{steps}-{step}",
        )
        for step, where in STEPS[steps].items()
    ]


@pytest.fixture
def city(shared_index):
    """What was there before, carried: two listings, and a contract that counts."""
    rows = ListingFactory.create_batch(2, public=True)
    counted = ContractFactory(registered=True, registered_on=DAY, amount_fen=3 * WAN)
    with transaction.atomic():
        outbox.announce_all([*rows, counted])
    for topic in ("search", "turnover"):
        outbox.drain(topic)
    assert not OutboxMessage.objects.exists()
    return [*rows, counted]


@pytest.fixture
def today(city):
    """Rows come, change and go, for both topics, and nothing of it is carried; returns the day."""
    changed, hidden, cancelled = city
    body = OrganisationFactory(kind="government")
    registrar = MembershipFactory(organisation=body, role=Role.REGISTRAR).user
    today = timezone.localdate()
    for number in range(2):
        contract = ContractFactory(reviewed=True, body=body, amount_fen=(number + 1) * WAN)
        register_contract(
            contract.pk,
            national_number=f"360401202690000{number}",
            registered_on=today,
            actor=registrar,
        )
    with transaction.atomic():
        moved = Contract.objects.filter(pk=cancelled.pk)
        moved.update(status="cancelled", cancelled_on=today, version=2)
        outbox.announce(cancelled)
    with transaction.atomic():
        ListingFactory.create_batch(2, public=True, title="玻璃纤维回收")
        Listing.objects.filter(pk=changed.pk).update(title="碳化硅衬底", version=2)
        Listing.objects.filter(pk=hidden.pk).update(live=False, version=2)
        outbox.announce_all(Listing.objects.order_by("pk"))
    return today


@pytest.mark.parametrize(
    ("shared_index", "where"),
    [
        *cases("embedded", "embedded", "search"),
        *cases("elastic", "elastic", "search", [pytest.mark.elastic]),
        *cases("turnover", "embedded", "turnover"),
    ],
    indirect=["shared_index"],
)
def test_killed_at_a_step_the_next_worker_makes_it_good(
    where, today, shared_index, workers, folder
):
    killed = workers(**shared_index, **halt_at(where, folder))
    wait_until((folder / "halted").exists)
    killed.kill()
    killed.wait(10)
    topic = where.split()[0].removeprefix("outbox.")
    waits = OutboxMessage.objects.filter(topic=topic).exists()
    assert waits == (not where.endswith(EVERY["settled"]))

    workers(**shared_index)
    wait_until(lambda: not OutboxMessage.objects.exists())

    assert Listing.objects.public().count() == 3
    assert rebuild.check(LISTINGS, heal=False) == rebuild.Difference(3, (), (), ())
    assert engine().count(LISTINGS.kind) == 3
    assert rollup.from_cells() == {(today, "360403", "development"): Figures(2, 3 * WAN, 3 * WAN)}
    assert rollup.check() == []
    wait_until(lambda: not AuditUnsealed.objects.exists())
    assert list(verify(heads=[audit.head()])) == []
