"""Acts, promises, carriers and sealers in any order that Hypothesis thinks of.

A machine keeps a plain model of what must be true and compares after each step.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from accounts.models import Organisation
from accounts.workflow import MERGE, ORGANISATION
from core import audit, outbox, records
from core.audit_check import verify
from core.errors import PermissionDenied, ValidationError, WrongState
from core.leases import lease
from core.models import AuditEvent, AuditSeal, AuditUnsealed, Lease, OutboxMessage
from core.workflow import apply
from tests.factories import OrganisationFactory, UserFactory
from tests.parts.people import person

pytestmark = [pytest.mark.long, pytest.mark.django_db]

LONG = settings(
    max_examples=60,
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TOPIC = "sequence"
KEYS = st.sampled_from("abc")


class Undone(Exception):  # noqa: N818 — what it does
    """Takes back what an example did, so that the next begins anew."""


class Isolated(RuleBasedStateMachine):
    """Every example in a savepoint of its own."""

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()

    def teardown(self):
        self.savepoint.__exit__(Undone, Undone(), None)


class Promises(Isolated):
    """The outbox beside a list of what was promised and not yet kept."""

    def __init__(self):
        super().__init__()
        self.owed = {}  # message → failures so far; a parked one has ten
        self.failing = set()
        self.away = False
        outbox.register(TOPIC, self.carry)

    def teardown(self):
        del outbox._handlers[TOPIC]
        super().teardown()

    def carry(self, messages):
        if self.away:
            raise outbox.Unavailable("away")
        self.seen = [message.pk for message in messages]
        return [
            outbox.Failure(message, "no")
            for message in messages
            if message.subject_id in self.failing
        ]

    @rule(key=KEYS)
    def promise(self, key):
        message = outbox.enqueue(TOPIC, "test.row", key, unlike=len(self.owed))
        self.owed[message.pk] = 0

    @rule(key=KEYS)
    def an_act_fails(self, key):
        with transaction.atomic():
            outbox.enqueue(TOPIC, "test.row", key)
            transaction.set_rollback(True)

    @rule(keys=st.sets(KEYS))
    def some_cannot_be_carried(self, keys):
        self.failing = keys

    @rule(away=st.booleans())
    def the_neighbour_comes_and_goes(self, away):
        self.away = away
        Lease.objects.filter(name=f"outbox.{TOPIC}").update(until=timezone.now())

    @rule()
    def time_passes(self):
        OutboxMessage.objects.filter(topic=TOPIC).update(
            available_at=timezone.now() - timedelta(seconds=1)
        )

    @rule()
    def another_holds_the_lease(self):
        with lease(f"outbox.{TOPIC}") as held:
            if held:
                assert outbox.drain(TOPIC) == outbox.Drained()

    @rule()
    def carry_what_is_due(self):
        due = list(outbox._due(TOPIC).order_by("id").values_list("pk", "subject_id"))
        done = outbox.drain(TOPIC)
        if self.away or not done.taken:
            assert done.carried == done.postponed == 0
            return
        assert self.seen == [pk for pk, _key in due]  # oldest first, none left out
        for pk, key in due:
            if key in self.failing:
                self.owed[pk] += 1
            else:
                del self.owed[pk]

    @rule()
    def a_person_unparks(self):
        outbox.unpark(TOPIC)
        self.owed = {pk: 0 if failed >= 10 else failed for pk, failed in self.owed.items()}

    @invariant()
    def what_is_owed_is_there_and_nothing_else(self):
        rows = OutboxMessage.objects.filter(topic=TOPIC)
        assert dict(rows.values_list("pk", "attempts")) == self.owed
        parked = set(rows.filter(parked_at__isnull=False).values_list("pk", flat=True))
        assert parked == {pk for pk, failed in self.owed.items() if failed >= 10}


class Trail(Isolated):
    """The audit chain under acts, failed acts, sealers of any appetite, and tampering."""

    def __init__(self):
        super().__init__()
        self.row = OrganisationFactory()
        self.acts = 0
        self.heads = []

    @rule(name=st.sampled_from("甲乙丙丁"))
    def act(self, name):
        before = self.row.name
        records.change(self.row, "test.act", actor=None, changes={"name": name})
        self.acts += before != name

    @rule()
    def an_act_fails(self):
        with transaction.atomic():
            audit.record(self.row, "test.act", actor=None)
            transaction.set_rollback(True)

    @rule(limit=st.integers(1, 5))
    def seal(self, limit):
        waiting = AuditUnsealed.objects.count()
        assert audit.seal(limit=limit) == min(limit, waiting)

    @rule()
    def the_night_comes(self):
        self.heads.append(audit.head())

    @rule(part=st.sampled_from(["label", "changes", "delete", "hash"]))
    def somebody_tampers_and_is_found(self, part):
        last = AuditSeal.objects.order_by("sequence").last()
        if last is None:
            return
        known = [*self.heads, audit.head()]
        with transaction.atomic():
            event = AuditEvent.objects.filter(pk=last.event_id)
            if part == "label":
                event.update(subject_label="改过")
            elif part == "changes":
                event.update(changes={"name": ["改", "过"]})
            elif part == "hash":
                AuditSeal.objects.filter(pk=last.pk).update(hash="f" * 64)
            else:
                AuditSeal.objects.filter(pk=last.pk).delete()
            assert list(verify(heads=known)) != []
            transaction.set_rollback(True)

    @invariant()
    def the_chain_holds(self):
        assert list(verify(heads=self.heads)) == []
        assert AuditEvent.objects.count() == self.acts
        assert AuditSeal.objects.count() + AuditUnsealed.objects.count() == self.acts


class Steps(Isolated):
    """Anybody tries any arrow of an organisation at any time; the tables decide."""

    @initialize()
    def begin(self):
        self.row, self.heir = OrganisationFactory(pending=True), OrganisationFactory()
        self.people = [person("section_staff"), person("operator"), UserFactory()]
        self.version = self.row.version
        self.events = AuditEvent.objects.count()

    @rule(number=st.integers(0, len(ORGANISATION) - 1), who=st.integers(0, 2))
    def someone_tries(self, number, who):
        arrow, actor = ORGANISATION[number], self.people[who]
        row = Organisation.objects.get(pk=self.row.pk)
        may = arrow.allowed(actor, row)
        fits = row.status in arrow.sources
        try:
            with transaction.atomic():
                heir = {"merged_into": self.heir} if arrow is MERGE else {}
                apply(arrow, row, actor=actor, changes=heir)
        except PermissionDenied:
            assert not may
        except WrongState:
            assert may
            assert not fits
        except ValidationError:
            assert may
            assert fits
        else:
            assert may
            assert fits
            self.version += 1
            self.events += 1
            self.row.status = arrow.target

    @invariant()
    def row_and_trail_tell_the_same(self):
        if not hasattr(self, "version"):
            return
        row = Organisation.objects.get(pk=self.row.pk)
        assert (row.status, row.version) == (self.row.status, self.version)
        assert AuditEvent.objects.count() == self.events
        last = AuditEvent.objects.filter(subject_id=str(row.pk)).last()
        assert last is None or last.after == row.status


@pytest.mark.parametrize("machine", [Promises, Trail, Steps])
def test_no_sequence_breaks_it(machine):
    run_state_machine_as_test(machine, settings=LONG)
