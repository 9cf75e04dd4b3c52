"""Many at once, each on a connection of its own: one chain, no gap in the numbers, one carrier."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from accounts.models import Organisation
from core import audit, locks, outbox, records
from core.audit_check import verify
from core.errors import WrongState
from core.leases import lease
from core.models import AuditEvent, AuditSeal, AuditUnsealed, Counter, OutboxMessage
from core.numbering import next_number
from core.periodic import Job
from tests.factories import OrganisationFactory
from tests.parts.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def many():
    """How many acts at once: SQLite has one writer, and its others queue."""
    return 200 if connection.vendor == "postgresql" else 40


def test_many_services_and_several_sealers_make_one_chain():
    organisations = [OrganisationFactory() for _number in range(10)]
    acts_done = threading.Event()

    def act(number):
        with transaction.atomic():
            row = Organisation.objects.select_for_update().get(pk=organisations[number % 10].pk)
            records.change(row, "organisation.change", actor=None, changes={"name": f"{number}"})

    def seal(_number):
        while not acts_done.is_set() or AuditUnsealed.objects.exists():
            audit.seal(limit=7)
            time.sleep(0.01)

    with ThreadPoolExecutor(1) as side:
        sealers = side.submit(at_once, seal, 3)
        at_once(act, many())
        acts_done.set()
        sealers.result()

    assert AuditEvent.objects.count() == AuditSeal.objects.count() == many()
    assert list(verify(heads=[audit.head()])) == []
    assert Organisation.objects.get(pk=organisations[0].pk).version == 1 + many() // 10


def test_numbers_have_no_gap_and_no_double_where_acts_roll_back():
    def act(number):
        with transaction.atomic():
            given = next_number("test.series")
            if number % 5 == 0:
                transaction.set_rollback(True)
                return None
            return given

    given = [number for number in at_once(act, 50) if number]

    assert sorted(given) == list(range(1, 41))
    assert Counter.objects.get(name="test.series").value == 40


def test_one_carrier_a_topic_and_nothing_carried_twice():
    seen, at_work, together = [], threading.Lock(), []

    def handler(messages):
        together.append(at_work.acquire(blocking=False))
        seen.extend(message.subject_id for message in messages)
        time.sleep(0.02)
        at_work.release()
        return ()

    outbox.register("test-topic", handler)
    with transaction.atomic():
        for number in range(60):
            outbox.enqueue("test-topic", "test.row", str(number))

    def drain(_number):
        while OutboxMessage.objects.exists():
            outbox.drain("test-topic", limit=5)

    try:
        at_once(drain, 4)
    finally:
        del outbox._handlers["test-topic"]

    assert seen == [str(number) for number in range(60)]
    assert all(together)


def test_a_lease_has_one_holder():
    start = threading.Barrier(8)

    def hold(_number):
        start.wait()
        with lease("test") as held:
            time.sleep(0.3)
            return held is not None

    assert sum(at_once(hold, 8)) == 1


def test_a_lease_is_had_again_after_it_was_given_back():
    with lease("test") as first, lease("test") as meanwhile:
        pass
    with lease("test") as second:
        pass

    assert (first is not None, meanwhile, second is not None) == (True, None, True)


def test_work_longer_than_its_lease_keeps_it():
    with lease("test", seconds=0.6) as held:
        time.sleep(1.5)
        with lease("test", seconds=0.6) as other:
            pass
        with transaction.atomic():
            held.confirm()

    assert other is None


def test_a_lock_excludes_and_its_keys_do_not_exclude_each_other():
    inside, most = [], []

    def work(number):
        with transaction.atomic():
            locks.acquire(locks.Lock.ORGANISATION_CODE, "same")
            inside.append(number)
            most.append(len(inside))
            time.sleep(0.02)
            inside.remove(number)

    at_once(work, 10)

    assert set(most) == {1}


def test_a_lock_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="locks"):
        locks.acquire(locks.Lock.AUDIT_SEAL)
    with pytest.raises(RuntimeError, match="next_number"):
        next_number("test.series")


def test_locks_are_numbered_in_rising_order():
    numbers = [int(lock) for lock in locks.Lock]

    assert numbers == sorted(set(numbers))


def test_a_row_changed_meanwhile_is_a_wrong_state():
    organisation = OrganisationFactory()
    stale = Organisation.objects.get(pk=organisation.pk)
    with transaction.atomic():
        records.change(organisation, "organisation.change", actor=None, changes={"name": "甲"})

    with pytest.raises(WrongState), transaction.atomic():
        records.change(stale, "organisation.change", actor=None, changes={"name": "乙"})

    organisation.refresh_from_db()
    assert (organisation.name, organisation.version) == ("甲", 2)
    assert AuditEvent.objects.count() == 1


def test_two_workers_run_a_job_once(monkeypatch):
    from core import periodic  # noqa: PLC0415 — the registry is swapped for this test

    runs = []
    job = Job("test.job", lambda: (runs.append(1), time.sleep(0.2)))
    monkeypatch.setattr(periodic, "_jobs", {job.name: job})
    periodic.run_due()
    periodic.PeriodicJob.objects.update(next_run_at="2020-01-01T00:00:00+08:00")

    at_once(lambda _number: periodic.run_due(), 4)

    assert runs == [1]
