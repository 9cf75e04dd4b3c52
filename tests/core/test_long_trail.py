"""A hundred thousand events: sealed, checked, read and taken away in bounded time and memory."""

import time
import tracemalloc
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from core import audit
from core.audit_check import verify
from core.models import AuditEvent, AuditSeal, AuditUnsealed
from tests.factories import OrganisationFactory

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]

EVENTS = 100_000
PAGE_WITHIN_S = 3  # a search without an index reads them all; a page must stay a page
MEMORY = 100 * 2**20


@pytest.fixture
def trail(operator):
    """The events of two years, as many acts would have left them."""
    organisation = OrganisationFactory()
    begin = timezone.now() - timedelta(days=730)
    step = timedelta(days=729) / EVENTS
    with transaction.atomic():
        events = AuditEvent.objects.bulk_create(
            (
                AuditEvent(
                    at=begin + step * number,
                    actor=operator if number % 2 else None,
                    action="organisation.edit",
                    subject_type="accounts.organisation",
                    subject_id=str(organisation.pk),
                    subject_label=f"示例单位 {number}",
                    changes={"name": [f"{number}", f"{number + 1}"]},
                )
                for number in range(EVENTS)
            ),
            batch_size=2000,
        )
        AuditUnsealed.objects.bulk_create(
            (AuditUnsealed(event=event) for event in events), batch_size=2000
        )


def test_the_whole_trail_is_sealed_and_holds_and_one_change_is_found(trail):
    while audit.seal():
        pass

    assert AuditSeal.objects.count() == EVENTS
    assert not AuditUnsealed.objects.exists()
    head = audit.head()
    tracemalloc.start()
    assert list(verify(heads=[head])) == []
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < MEMORY

    link = AuditSeal.objects.get(sequence=EVENTS // 2)
    AuditEvent.objects.filter(pk=link.event_id).update(subject_label="改过")
    [fault] = verify(heads=[head])
    assert f"链节 {EVENTS // 2}" in fault


def test_the_page_stays_a_page(trail, client, operator):
    client.force_login(operator)
    client.get("/audit/")  # what is loaded once is loaded
    yesterday = timezone.localdate() - timedelta(days=3)

    for query in (
        {},
        {"since": yesterday},
        {"subject": "示例单位 4711"},
        {"action": "organisation.edit", "page": EVENTS // 20},
        {"actor": operator.name},
    ):
        begun = time.monotonic()
        answer = client.get("/audit/", query)
        took = time.monotonic() - begun

        assert answer.status_code == 200
        assert took < PAGE_WITHIN_S, (query, took)


def test_all_of_it_goes_out_without_being_held_in_memory(trail, client, operator):
    client.force_login(operator)

    tracemalloc.start()
    answer = client.get("/audit/", {"export": "csv"})
    size = sum(map(len, answer.streaming_content))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert AuditEvent.objects.get(action="table.export").changes["rows"] == EVENTS
    assert size > EVENTS * 40
    assert most < MEMORY
