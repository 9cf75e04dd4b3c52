"""The worker is woken by a commit, and looks by itself where it was not."""

import threading

import pytest
from django.db import connection, transaction

from core import outbox, wake
from core.models import OutboxMessage
from tests.factories import OrganisationFactory
from tests.parts.workers import wait_until


def leave_work():
    with transaction.atomic():
        outbox.enqueue("nobody", "accounts.organisation", "1")
        outbox.enqueue("nobody", "accounts.organisation", "2")


@pytest.mark.django_db(transaction=True)
def test_a_commit_of_another_connection_wakes():
    woken, stop = threading.Semaphore(0), threading.Event()

    def run():
        wake.watch(woken.release, stop)
        connection.close()

    watcher = threading.Thread(target=run)
    watcher.start()
    try:
        assert woken.acquire(timeout=30)  # for what was left before it watched
        while woken.acquire(timeout=2):
            pass  # what the test's own beginning has committed
        leave_work()
        assert woken.acquire(timeout=30)
    finally:
        stop.set()
        watcher.join(30)
    assert not watcher.is_alive()


@pytest.mark.django_db
def test_work_is_told_of_once_a_transaction_and_after_its_commit(
    django_capture_on_commit_callbacks,
):
    with django_capture_on_commit_callbacks() as callbacks:
        leave_work()

    told = [callback for callback in callbacks if callback is wake._notify]
    assert len(told) == (connection.vendor == "postgresql")
    assert OutboxMessage.objects.filter(topic="nobody").count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_was_not_woken_looks_by_itself(start_worker, folder, monkeypatch):
    start_worker()
    organisation = OrganisationFactory()
    (folder / "write").touch()
    (folder / "settle").touch()
    monkeypatch.setattr(wake, "there_is_work", lambda: None)

    with transaction.atomic():
        outbox.enqueue("slow", "accounts.organisation", str(organisation.pk))

    wait_until(lambda: not OutboxMessage.objects.filter(topic="slow").exists())
