import os
import signal
import threading
import time

import structlog
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker

from core import audit, outbox, periodic

log = structlog.get_logger(__name__)

RESTING_S = 0.25


class Command(BaseCommand):
    help = (
        "做后台的一切:封存审计、送出待办消息、定时任务、Wagtail 的任务。一个进程即可,多个也无妨。"
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="做完眼下的事就结束")

    def handle(self, *, once, **options):
        stop = threading.Event()
        if not once:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: stop.set())
        log.info("worker.started", pid=os.getpid(), topics=outbox.topics())
        while not stop.is_set():
            busy = self._round()
            if once and not busy:
                break
            if not busy:
                stop.wait(RESTING_S)
        log.info("worker.stopped", pid=os.getpid())

    def _round(self):
        """Everything once; returns whether there was something to do."""
        close_old_connections()
        steps = [
            ("audit", audit.seal),
            *(
                (f"outbox.{topic}", lambda topic=topic: outbox.drain(topic).carried)
                for topic in outbox.topics()
            ),
            ("periodic", lambda: len(periodic.run_due())),
            ("tasks", _run_tasks),
        ]
        done = [self._step(name, step) for name, step in steps]
        return any(done)

    def _step(self, name, step):
        try:
            return step()
        except Exception:
            # The database away, a bug in one step: the others go on, this one is tried again.
            log.exception("worker.step_failed", step=name)
            time.sleep(RESTING_S)
            return 0


def _run_tasks():
    """Wagtail's own tasks (search index, references), all that are due; none is kept waiting."""
    TaskWorker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"worker-{os.getpid()}",
        excluded_queue_names=[],
    ).run()
    return 0
