import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from core.children import end_with_parent

STOP_WITHIN_S = 15
LOOK_EVERY_S = 0.2


class Command(BaseCommand):
    help = "在本机运行网站和后台进程;Ctrl-C 一并停下。"

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--prepare", action="store_true", help="先做 prepare 所做的")

    def handle(self, *, port, prepare, **options):
        if prepare:  # here, since another process would read all of Django again
            call_command("prepare", stdout=self.stdout)
            connection.close()
        self.stopping = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        # Sessions of their own: Ctrl-C reaches us alone, and we end them in order.
        children = [
            subprocess.Popen(  # noqa: S603 — our own commands
                command,
                start_new_session=True,
                preexec_fn=end_with_parent(),  # noqa: PLW1509 — we have one thread
            )
            for command in parts(port)
        ]
        try:
            self._announce(port)
            ended = self._watch(children)
        finally:
            stop(children)
        if ended and not self.stopping:
            msg = f"{' '.join(map(str, ended.args[1:4]))} 自行退出({ended.returncode}),已全部停下"
            raise CommandError(msg)

    def _stop(self, *_):
        self.stopping = True

    def _watch(self, children):
        """Wait for a signal or for a child to end; returns the child that ended by itself."""
        while not self.stopping:
            for child in children:
                if child.poll() is not None:
                    return child
            time.sleep(LOOK_EVERY_S)
        return None

    def _announce(self, port):
        self.stdout.write(f"\n{settings.SITE_NAME}  http://localhost:{port}/")
        self.stdout.write(f"网站后台  http://localhost:{port}/admin/")
        if settings.DEMO:
            call_command(settings.DEMO_GREETING)
        self.stdout.write("按 Ctrl-C 停下。\n")


def parts(port: int) -> list[list[str]]:
    """The commands that together are the site: the web server and the worker.

    What they have in common is read once: by the server before it divides, and checked by us.
    """
    python = sys.executable
    return [
        [
            python, "-m", "gunicorn", "config.wsgi:application",
            "--bind", f"127.0.0.1:{port}",
            "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--preload",
            "--no-control-socket", "--log-level", "warning",
        ],
        [python, sys.argv[0], "worker", "--skip-checks"],
    ]  # fmt: skip


def stop(children: list[subprocess.Popen]) -> None:
    """Ask every child to end, and end those that do not in time."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + STOP_WITHIN_S
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        # Each child leads a group of its own; what a killed one left behind goes with it.
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
