"""The rollup of registered turnover, kept by the outbox and checked against the contracts.

A message says only that a contract changed. Its old and its new place (day and region) are then
summed anew from the contracts, so that a message that comes late or twice does no harm.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import structlog
from django.db import transaction
from django.db.models import Count, Q, Sum

from contracts.models import Contract, TurnoverCell, TurnoverEntry
from core import locks, outbox
from core.chunks import chunks
from core.models import OutboxMessage

log = structlog.get_logger(__name__)

TOPIC = "turnover"
BATCH = 500

Place = tuple[date, str]  # day and region code
Key = tuple[date, str, str]  # and type


@dataclass(frozen=True, slots=True)
class Figures:
    """How many contracts, and their two amounts in fen."""

    contracts: int = 0
    amount_fen: int = 0
    technology_amount_fen: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell in which the rollup and the contracts disagree."""

    key: Key
    rollup: Figures
    contracts: Figures


def carry(messages: Sequence[OutboxMessage]) -> Iterable[outbox.Failure]:
    """Bring the rollup to where the contracts of ``messages`` stand now."""
    refresh(int(message.subject_id) for message in messages)
    return []


@transaction.atomic
def refresh(contract_ids: Iterable[int]) -> None:
    """Count these contracts where they stand now, and nowhere else; safe to run twice."""
    ids = set(contract_ids)
    locks.acquire(locks.Lock.TURNOVER_ROLLUP)
    # Read after the lock was had: what another writer of the rollup has just done is seen.
    held = TurnoverEntry.objects.filter(pk__in=ids).values_list("pk", "day", "region_id")
    stand = Contract.objects.registered().filter(pk__in=ids)
    before = {pk: (day, region) for pk, day, region in held}
    now = {
        pk: (day, region)
        for pk, day, region in stand.values_list("pk", "registered_on", "region_id")
    }
    TurnoverEntry.objects.filter(pk__in=before.keys() - now.keys()).delete()
    TurnoverEntry.objects.bulk_create(
        [
            TurnoverEntry(contract_id=pk, day=day, region_id=region)
            for pk, (day, region) in now.items()
        ],
        update_conflicts=True,
        unique_fields=["contract"],
        update_fields=["day", "region"],
    )
    for place in sorted({*before.values(), *now.values()}):
        _write(place)


def _write(place: Place) -> None:
    day, region = place
    summed = from_contracts(Q(registered_on=day, region=region))
    here = TurnoverCell.objects.filter(day=day, region=region)
    here.exclude(kind__in=[kind for _day, _region, kind in summed]).delete()
    _store(summed)


def _store(summed: dict[Key, Figures]) -> None:
    TurnoverCell.objects.bulk_create(
        [
            TurnoverCell(
                day=day,
                region_id=region,
                kind=kind,
                contracts=figures.contracts,
                amount_fen=figures.amount_fen,
                technology_amount_fen=figures.technology_amount_fen,
            )
            for (day, region, kind), figures in summed.items()
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["day", "region", "kind"],
        update_fields=["contracts", "amount_fen", "technology_amount_fen"],
    )


def from_contracts(which: Q | None = None) -> dict[Key, Figures]:
    """What the cells should hold, summed from the registered contracts by one query."""
    rows = (
        Contract.objects.registered()
        .filter(which or Q())
        .order_by()
        .values_list("registered_on", "region_id", "kind")
        .annotate(Count("pk"), Sum("amount_fen"), Sum("technology_amount_fen"))
    )
    return {(day, region, kind): Figures(*figures) for day, region, kind, *figures in rows}


def from_cells() -> dict[Key, Figures]:
    """What the cells hold."""
    rows = TurnoverCell.objects.values_list(
        "day", "region_id", "kind", "contracts", "amount_fen", "technology_amount_fen"
    )
    return {(day, region, kind): Figures(*figures) for day, region, kind, *figures in rows}


def check() -> list[Difference]:
    """Every cell in which the rollup and the contracts disagree, as of the last message carried.

    A place (day and region) of which a message still waits is left out: there they may differ.
    The lock keeps messages from being carried meanwhile, and what waits is read last: a change
    that the contracts showed has its message carried already, or it is among those.
    """
    with transaction.atomic():
        locks.acquire(locks.Lock.TURNOVER_ROLLUP)
        held, due = from_cells(), from_contracts()
        open_places = _waiting_places()
    none = Figures()
    return [
        Difference(key, held.get(key, none), due.get(key, none))
        for key in sorted({*held, *due})
        if held.get(key) != due.get(key) and key[:2] not in open_places
    ]


def _waiting_places() -> set[Place]:
    """Where the contracts stand, and were counted, of which a message waits to be carried."""
    ids = {int(message.subject_id) for message in OutboxMessage.objects.filter(topic=TOPIC)}
    places: set[Place] = set()
    for part in chunks(sorted(ids), BATCH):
        counted = TurnoverEntry.objects.filter(pk__in=part)
        places |= set(counted.values_list("day", "region_id"))
        stand = Contract.objects.registered().filter(pk__in=part)
        places |= set(stand.values_list("registered_on", "region_id"))
    return places


@transaction.atomic
def rebuild() -> int:
    """Sum everything anew from the contracts; returns how many cells there are then."""
    locks.acquire(locks.Lock.TURNOVER_ROLLUP)
    TurnoverCell.objects.all().delete()
    TurnoverEntry.objects.all().delete()
    rows = Contract.objects.registered().values_list("pk", "registered_on", "region_id")
    TurnoverEntry.objects.bulk_create(
        (TurnoverEntry(contract_id=pk, day=day, region_id=region) for pk, day, region in rows),
        batch_size=BATCH,
    )
    summed = from_contracts()
    _store(summed)
    return len(summed)


def waiting() -> int:
    """How many messages the rollup has not seen yet."""
    return OutboxMessage.objects.filter(topic=TOPIC).count()


def reconcile() -> None:
    """The nightly comparison: says what differs, and takes the contracts' word for it.

    It waits for no quiet moment: on a busy night there is none.
    """
    differences = check()
    for found in differences:
        log.error("turnover.differs", cell=[str(part) for part in found.key])
    if differences:
        rebuild()
