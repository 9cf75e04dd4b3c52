"""A task whose worker was killed runs again; one that kills its workers fails."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page
from wagtail.tasks import update_reference_index_task

from core import heartbeat, jobs, stranded_tasks

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=2)


@pytest.fixture
def run_by():
    """A task that ``workers`` took one after the other, the last of them two minutes ago."""

    def make(*workers):
        page = Page.objects.last()
        kind = ContentType.objects.get_for_model(Page)
        update_reference_index_task.enqueue(kind.app_label, kind.model, str(page.pk))
        task = DBTaskResult.objects.get()
        for worker in workers:
            task.claim(worker)
        DBTaskResult.objects.update(started_at=timezone.now() - LATER)
        return task

    return make


@pytest.mark.django_db(transaction=True)
def test_a_task_of_a_dead_worker_runs_again_and_succeeds(run_by):
    task = run_by("host.1.aaaaaa")

    assert stranded_tasks.give_back() == 1
    call_command("worker", once=True)

    task.refresh_from_db()
    assert (task.status, len(task.worker_ids)) == ("SUCCESSFUL", 2)


def test_a_task_that_took_three_workers_with_it_fails_and_says_why(run_by):
    task = run_by("host.1.aaaaaa", "host.1.bbbbbb", "host.1.cccccc")

    assert stranded_tasks.give_back() == 1

    task.refresh_from_db()
    assert task.status == "FAILED"
    assert task.exception_class_path == "core.stranded_tasks.WorkerDied"
    assert "3 workers died at it" in task.traceback
    assert stranded_tasks.give_back() == 0


def test_who_lives_is_left_at_work(run_by, monkeypatch):
    monkeypatch.setattr(heartbeat, "_last", {})
    heartbeat.beat_if_due()
    task = run_by(heartbeat.own_name())

    assert stranded_tasks.give_back() == 0
    heartbeat.end()
    assert stranded_tasks.give_back() == 1
    task.refresh_from_db()
    assert task.status == "READY"


def test_who_has_just_begun_is_left_at_work(run_by):
    run_by("host.1.aaaaaa")
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(seconds=50))

    assert stranded_tasks.give_back() == 0


def test_results_are_forgotten_after_a_fortnight(run_by):
    run_by("host.1.aaaaaa").set_successful(None)
    jobs.prune()
    assert DBTaskResult.objects.count() == 1

    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=15))
    jobs.prune()

    assert not DBTaskResult.objects.exists()
