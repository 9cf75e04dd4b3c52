"""Where the data cannot be read or written the reader is told so, by 503 and not by a traceback.

The trouble is the engine's own: a lock that is held, a database that only reads, one that cannot
grow (SQLite) or whose server has ended the connection (PostgreSQL).
"""

import errno
import threading
from contextlib import contextmanager, suppress

import pytest
from django.db import OperationalError, connection, transaction
from django.urls import reverse

from core.models import Draft
from core.views import refusals
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

TROUBLE = {
    "sqlite": {
        "locked": ["PRAGMA busy_timeout = 50"],
        "only reads": ["PRAGMA query_only = ON"],
        "out of reach": ["VACUUM", "PRAGMA max_page_count = 1"],
    },
    "postgresql": {
        "locked": ["SET lock_timeout = '50ms'"],
        "only reads": ["SET default_transaction_read_only = on"],
        "out of reach": ["SELECT pg_terminate_backend(pg_backend_pid())"],
    },
}


@pytest.fixture
def visitor(client):
    client.raise_request_exception = False  # as a browser sees it
    client.force_login(UserFactory())
    return client


def keep_draft(visitor):
    url = reverse("core:draft", args=["contract", "1"])
    sent = {"version": 0, "data": {"text": "字" * 8000}}
    return visitor.post(url, sent, content_type="application/json")


@contextmanager
def another_writes():
    """Somebody else holds what a draft needs."""
    held, done = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute(f"LOCK TABLE {Draft._meta.db_table}")
            held.set()
            done.wait(30)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(10)
    try:
        yield
    finally:
        done.set()
        thread.join()


def run(statements):
    for statement in statements:
        with suppress(OperationalError), connection.cursor() as cursor:  # ended, as it was told
            cursor.execute(statement)


@pytest.mark.parametrize("trouble", ["locked", "only reads", "out of reach"])
def test_the_reader_is_told_that_data_is_away_and_nothing_is_kept(visitor, trouble):
    run(TROUBLE[connection.vendor][trouble])

    if trouble == "locked":
        with another_writes():
            answer = keep_draft(visitor)
    else:
        answer = keep_draft(visitor)

    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert "数据暂时无法读写" in answer.content.decode()
    connection.close()
    assert not Draft.objects.exists()
    assert keep_draft(visitor).status_code == 200


def answer_to(error, request):
    """The page of the handler, called as Django calls it: while the error is handled."""

    def fail():
        raise error

    try:
        fail()
    except type(error):
        return refusals.server_error(request)


def test_a_full_disk_is_said_the_same_way(rf):
    assert answer_to(OSError(errno.ENOSPC, "No space left"), rf.get("/")).status_code == 503


def test_a_fault_of_ours_stays_a_fault(rf):
    answer = answer_to(KeyError("ours"), rf.get("/"))

    assert answer.status_code == 500
    assert "Retry-After" not in answer
