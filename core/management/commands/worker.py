import os
import signal
import threading
import time

import structlog
from django.core.management.base import BaseCommand
from django.db import connection
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult

from core import audit, heartbeat, jobs, outbox, periodic, wake

log = structlog.get_logger(__name__)

IDLE_S = 2  # a lane looks by itself so often: for what falls due by the clock, and if unwoken
AFTER_FAILURE_S = 1
PARTING_S = 0.8  # a stop is answered within a second; what is cut off is done again by lease


class Command(BaseCommand):
    help = "做后台的一切：封存审计、送出消息、定时任务、Wagtail 的任务。一个进程即可，多个也无妨。"

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="做完眼下的事就结束")

    def handle(self, *, once, **options):
        if once:
            while sum(_try(name, step) or 0 for name, step in _lanes()):
                pass
            return
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        log.info("worker.started", pid=os.getpid(), topics=outbox.topics())
        # A thread a lane: a slow mail server or a long job keeps nothing else waiting.
        lanes = [
            _Lane(name, step, stop)
            for name, step in [*_lanes(), ("heartbeat", heartbeat.beat_if_due)]
        ]
        for lane in lanes:
            lane.start()
        threading.Thread(target=_watch, args=(lanes, stop), name="watch", daemon=True).start()
        stop.wait()
        for lane in lanes:
            lane.woken.set()
        _part(lanes)
        _try("audit.export_head", jobs.export_audit_head)
        log.info("worker.stopped", pid=os.getpid())


def _lanes():
    """Each line of work, and the step that says how much it did."""
    return [
        ("audit", audit.seal),
        *(
            (f"outbox.{topic}", lambda topic=topic: outbox.drain(topic).carried)
            for topic in outbox.topics()
        ),
        ("periodic", lambda: len(periodic.run_due())),
        ("tasks", _run_tasks),
    ]


class _Lane(threading.Thread):
    """Does a step as long as there is something to do; then waits to be woken, or a while.

    It keeps its connection while all is well: to open one for each look cost a fifth of a
    processor. After a failure the next look opens another.
    """

    def __init__(self, name, step, stop):
        super().__init__(name=name, daemon=True)
        self.step, self.stop = step, stop
        self.woken = threading.Event()

    def run(self):
        while not self.stop.is_set():
            self.woken.clear()  # before the look, so that what comes meanwhile is seen
            done = _try(self.name, self.step)
            if done is None:
                connection.close()
                self.stop.wait(AFTER_FAILURE_S)
            elif not done:
                self.woken.wait(IDLE_S)
        connection.close()


def _watch(lanes, stop):
    """Wake every lane after each commit of others; where the database goes, come back to it."""

    def wake_all():
        for lane in lanes:
            lane.woken.set()

    while not stop.is_set():
        _try("watch", lambda: wake.watch(wake_all, stop))
        connection.close()
        stop.wait(AFTER_FAILURE_S)


def _try(name, step):
    """What the step did; None where it failed: the database away, a bug. It is tried again."""
    try:
        return step()
    except Exception:
        log.exception("worker.step_failed", step=name)
        return None


def _part(lanes):
    until = time.monotonic() + PARTING_S
    for lane in lanes:
        lane.join(max(0, until - time.monotonic()))
    heartbeat.end()


def _run_tasks():
    """Wagtail's own tasks (search index, references), all that are due; none is kept waiting."""
    if not DBTaskResult.objects.ready().filter(queue_name="default").exists():
        return 0
    TaskWorker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=heartbeat.own_name(),
        excluded_queue_names=[],
    ).run()
    return 0
