from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from core import periodic
from core.models import PeriodicJob
from core.periodic import Job

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=SHANGHAI)
DAY = timedelta(days=1)


@pytest.fixture
def runs(db, monkeypatch):
    monkeypatch.setattr(periodic, "_jobs", {})
    return []


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        (NOON, NOON.replace(hour=23, minute=55)),
        (NOON.replace(hour=23, minute=55), NOON.replace(hour=23, minute=55) + DAY),
        (
            datetime(2026, 12, 31, 16, 0, tzinfo=ZoneInfo("UTC")),
            datetime(2027, 1, 1, 23, 55, tzinfo=SHANGHAI),
        ),
    ],
)
def test_a_daily_job_runs_by_the_clock_of_shanghai(moment, due):
    assert Job("nightly", print, at=time(23, 55)).next_after(moment) == due


def test_a_new_job_waits_for_its_first_time(runs):
    periodic.register(Job("hourly", lambda: runs.append(1), every=timedelta(hours=1)))

    assert periodic.run_due(NOON) == []
    assert periodic.run_due(NOON + timedelta(minutes=59)) == []
    assert periodic.run_due(NOON + timedelta(minutes=60)) == ["hourly"]
    assert runs == [1]


def test_what_was_missed_is_made_up_for_once(runs):
    periodic.register(Job("nightly", lambda: runs.append(1), at=time(23, 55)))
    periodic.run_due(NOON)

    assert periodic.run_due(NOON + 5 * DAY) == ["nightly"]
    assert periodic.run_due(NOON + 5 * DAY) == []
    assert PeriodicJob.objects.get().next_run_at == (NOON + 5 * DAY).replace(hour=23, minute=55)


def test_a_failure_is_kept_does_not_spread_and_is_tried_again(runs):
    def fail():
        runs.append("failed")
        raise ValueError("no disk")

    periodic.register(Job("bad", fail, every=DAY))
    periodic.register(Job("good", lambda: runs.append("good"), every=DAY))
    periodic.run_due(NOON)

    assert periodic.run_due(NOON + DAY) == ["bad", "good"]
    bad = PeriodicJob.objects.get(name="bad")
    assert bad.last_error == "ValueError('no disk')"
    assert bad.next_run_at == NOON + DAY + timedelta(minutes=10)
    assert runs == ["failed", "good"]


def test_a_job_whose_worker_was_killed_is_tried_again(runs):
    """A kill ends the process without a word, as `KeyboardInterrupt` here ends the call."""

    def killed():
        runs.append(1)
        if len(runs) == 1:
            raise KeyboardInterrupt

    periodic.register(Job("nightly", killed, at=time(23, 55)))
    periodic.run_due(NOON)
    with pytest.raises(KeyboardInterrupt):
        periodic.run_due(NOON + DAY)

    assert PeriodicJob.objects.get().last_finished_at is None
    assert periodic.run_due(NOON + DAY) == []
    assert periodic.run_due(NOON + DAY + timedelta(minutes=10)) == ["nightly"]
    assert PeriodicJob.objects.get().last_error == ""
