from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from core import outbox
from core.leases import LeaseLost
from core.models import Lease, OutboxMessage
from tests.factories import OrganisationFactory

TOPIC = "test-topic"


@pytest.fixture
def carried():
    """What the handler saw, call by call; `carried.fails` and `carried.raises` say how it acts."""

    class Calls(list):
        fails = set()
        raises = {}

    calls = Calls()

    def handler(messages):
        calls.append([message.subject_id for message in messages])
        for message in messages:
            if message.subject_id in calls.raises:
                raise calls.raises[message.subject_id]
        return [
            outbox.Failure(message, "no")
            for message in messages
            if message.subject_id in calls.fails
        ]

    outbox.register(TOPIC, handler)
    yield calls
    del outbox._handlers[TOPIC]


def promise(key, **payload):
    return outbox.enqueue(TOPIC, "test.row", key, **payload)


def due_now():
    OutboxMessage.objects.update(available_at=timezone.now() - timedelta(seconds=1))


@pytest.mark.django_db(transaction=True)
def test_a_promise_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="belongs in the transaction of the act"):
        promise("1")


@pytest.mark.django_db(transaction=True)
def test_a_rollback_takes_the_promise_with_it(carried):
    with transaction.atomic():
        promise("1")
        transaction.set_rollback(True)

    assert outbox.drain(TOPIC) == outbox.Drained()
    assert carried == []


def test_messages_are_carried_oldest_first_and_once(db, carried):
    for key in ("1", "2", "3"):
        promise(key)

    assert outbox.drain(TOPIC) == outbox.Drained(taken=3, carried=3)
    assert outbox.drain(TOPIC) == outbox.Drained()
    assert carried == [["1", "2", "3"]]
    assert not OutboxMessage.objects.exists()


def test_changes_of_one_row_are_carried_as_one(db, carried):
    for key in ("1", "2", "1", "1"):
        promise(key)

    assert outbox.drain(TOPIC) == outbox.Drained(taken=2, carried=2)
    assert carried == [["1", "2"]]
    assert not OutboxMessage.objects.exists()


def test_messages_with_payload_are_carried_each(db, carried):
    promise("1", text="甲")
    promise("1", text="乙")

    assert outbox.drain(TOPIC).carried == 2
    assert carried == [["1", "1"]]


def test_a_message_written_while_the_handler_works_is_kept(db):
    calls = []

    def handler(messages):
        calls.append(len(messages))
        if len(calls) == 1:
            promise("1")
        return ()

    outbox.register(TOPIC, handler)
    promise("1")

    try:
        assert outbox.drain(TOPIC).carried == 1
        assert OutboxMessage.objects.count() == 1
        assert outbox.drain(TOPIC).carried == 1
    finally:
        del outbox._handlers[TOPIC]


def test_a_failure_does_not_hold_the_others(db, carried):
    carried.fails = {"2"}
    for key in ("1", "2", "3"):
        promise(key)

    assert outbox.drain(TOPIC) == outbox.Drained(taken=3, carried=2, postponed=1)
    left = OutboxMessage.objects.get()
    assert (left.subject_id, left.attempts, left.last_error) == ("2", 1, "no")


def test_an_error_in_one_message_does_not_hold_the_others(db, carried):
    carried.raises = {"2": ValueError("bad row")}
    for key in ("1", "2", "3"):
        promise(key)

    assert outbox.drain(TOPIC) == outbox.Drained(taken=3, carried=2, postponed=1)
    assert carried == [["1", "2", "3"], ["1"], ["2"], ["3"]]
    assert OutboxMessage.objects.get().last_error == "ValueError('bad row')"


def test_a_neighbour_that_is_away_pauses_the_topic_and_blames_nobody(db, carried):
    carried.raises = {"1": outbox.Unavailable("refused")}
    promise("1")

    assert outbox.drain(TOPIC) == outbox.Drained(taken=1)
    assert outbox.drain(TOPIC) == outbox.Drained()
    assert carried == [["1"]]
    assert OutboxMessage.objects.get().attempts == 0

    carried.raises = {}
    Lease.objects.update(until=timezone.now())
    assert outbox.drain(TOPIC).carried == 1


def test_waits_double_and_the_tenth_failure_parks(db, carried):
    carried.fails = {"1"}
    promise("1")
    waits = []

    for _turn in range(10):
        due_now()
        before = timezone.now()
        outbox.drain(TOPIC)
        left = OutboxMessage.objects.get()
        waits.append(round((left.available_at - before).total_seconds()))

    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]
    assert left.parked_at is not None
    due_now()
    assert outbox.drain(TOPIC) == outbox.Drained()


def test_a_parked_message_gets_ten_more_tries(db, carried):
    promise("1")
    OutboxMessage.objects.update(parked_at=timezone.now(), attempts=10)
    assert outbox.drain(TOPIC).taken == 0

    assert outbox.unpark("other") == 0
    assert outbox.unpark(TOPIC) == 1
    assert outbox.drain(TOPIC).carried == 1


def test_a_postponed_message_waits_while_a_newer_one_of_its_row_goes(db, carried):
    carried.fails = {"1"}
    promise("1")
    outbox.drain(TOPIC)
    carried.fails = set()
    promise("1")

    assert outbox.drain(TOPIC).carried == 1
    due_now()
    assert outbox.drain(TOPIC).carried == 1
    assert not OutboxMessage.objects.exists()


def test_who_lost_the_lease_notes_nothing(db):
    """The work stood still so long that another took it up: the promise is kept by the other."""

    def handler(messages):
        Lease.objects.filter(name=f"outbox.{TOPIC}").update(holder="another")
        return ()

    outbox.register(TOPIC, handler)
    promise("1")

    try:
        with pytest.raises(LeaseLost):
            outbox.drain(TOPIC)
    finally:
        del outbox._handlers[TOPIC]
    assert OutboxMessage.objects.count() == 1


def test_a_topic_without_a_handler_waits(db):
    promise("1")

    with pytest.raises(LookupError):
        outbox.drain(TOPIC)
    assert OutboxMessage.objects.get().attempts == 0


def test_a_change_is_promised_to_each_topic_of_the_row(db):
    organisation = OrganisationFactory()

    outbox.announce(organisation)

    assert list(OutboxMessage.objects.values_list("topic", flat=True)) == list(
        organisation.outbox_topics
    )
