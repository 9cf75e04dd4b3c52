"""How often one may ask: counted together by all threads and processes, and forgotten."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.utils import timezone

from core import jobs, rates
from core.models import Rate
from tests.parts.threads import at_once
from tests.parts.workers import database_url

ROOT = Path(__file__).resolve().parents[2]
LIMIT = rates.Limit("test", 3)
ONE_WINDOW = rates.Limit("test", 60, seconds=10**9)
ASK = """
import django
django.setup()
from core import rates
limit = rates.Limit("test", 60, seconds=10**9)
print(sum(not rates.is_too_often(limit, "203.0.113.7") for _time in range(25)))
"""


@pytest.mark.django_db
def test_one_too_many_is_told_apart_and_the_next_window_begins_anew():
    with time_machine.travel("2026-03-01T12:00:45+08:00", tick=False):
        said = [rates.is_too_often(LIMIT, "203.0.113.7") for _time in range(5)]
        wait = LIMIT.wait_s
    with time_machine.travel("2026-03-01T12:01:00+08:00", tick=False):
        later = rates.is_too_often(LIMIT, "203.0.113.7")

    assert said == [False, False, False, True, True]
    assert wait == 15
    assert not later


@pytest.mark.django_db
@time_machine.travel("2026-03-01T12:00:45+08:00", tick=False)
def test_people_and_limits_are_counted_apart():
    for _time in range(4):
        rates.is_too_often(LIMIT, "203.0.113.7")

    assert not rates.is_too_often(LIMIT, "203.0.113.8")
    assert not rates.is_too_often(rates.Limit("other", 3), "203.0.113.7")
    assert rates.is_too_often(LIMIT, "203.0.113.7")


@pytest.mark.django_db
def test_no_address_is_kept_and_a_day_later_nothing_is():
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        rates.is_too_often(LIMIT, "203.0.113.7")
    rates.is_too_often(LIMIT, "203.0.113.8")
    assert not Rate.objects.filter(key__contains="203").exists()

    jobs.prune()

    assert Rate.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_threads_count_together():
    said = at_once(lambda _number: rates.is_too_often(ONE_WINDOW, "203.0.113.7"), 100)

    assert said.count(False) == 60


@pytest.mark.django_db(transaction=True)
def test_processes_count_together():
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.base",
        "DATABASE_URL": database_url(),
    }
    asking = [
        subprocess.Popen(
            [sys.executable, "-c", ASK], cwd=ROOT, env=environment, stdout=subprocess.PIPE
        )
        for _process in range(4)
    ]

    passed = [int(process.communicate(timeout=60)[0]) for process in asking]

    assert sum(passed) == 60
    assert Rate.objects.get().count == 100


@pytest.mark.django_db(transaction=True)
def test_where_nothing_can_be_written_reading_goes_on(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(rates, "COUNT", "INSERT INTO core_rate_away VALUES (%s, %s) RETURNING 1")

        assert not rates.is_too_often(LIMIT, "203.0.113.7")

    assert not Rate.objects.exists()
    with connection.cursor() as cursor, pytest.raises(DatabaseError):
        cursor.execute("SELECT * FROM core_rate_away")
