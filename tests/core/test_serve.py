"""`manage.py prepare` and `serve`, as `make run` calls them, in a folder of their own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from tests.parts.database import once_a_run

pytestmark = pytest.mark.e2e

START_WITHIN_S = 60
STOP_WITHIN_S = 20


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    """A folder that `prepare` found empty; it takes a minute, so that processes share it."""
    folder = tmp_path_factory.mktemp("serve")
    prepared = once_a_run("serve", lambda fresh: manage(fresh, "prepare"))
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    return folder


def environment(var):
    theirs = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    return {
        **{name: value for name, value in os.environ.items() if name not in theirs},
        "VAR_DIR": str(var),
        "DEMO": "1",
    }


def manage(var, *arguments):
    subprocess.run(
        [sys.executable, "manage.py", *arguments],
        check=True,
        cwd=settings.ROOT,
        env=environment(var),
        stdout=subprocess.DEVNULL,
    )


@contextmanager
def serving(var, *options):
    """The running command and its address; it is stopped whatever the test does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (var / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port), *options],
            cwd=settings.ROOT,
            env=environment(var),
            stdout=log,
            stderr=log,
        )
    try:
        yield process, f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(STOP_WITHIN_S)


def answer(process, url):
    """The status of the first answer, once there is one."""
    end = time.monotonic() + START_WITHIN_S
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=10) as response:
                return response.status
        except OSError:
            time.sleep(0.2)
    raise AssertionError("no answer")


def processes(var):
    """``pid: command line`` of every process that works in ``var``."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"VAR_DIR={var}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                found[int(folder.name)] = (folder / "cmdline").read_bytes().decode()
        except OSError:
            continue  # it has just ended, or is not ours to read
    return found


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_answers_and_leaves_no_process(var, number):
    with serving(var, "--prepare") as (process, url):
        assert answer(process, url) == 200
        assert any("worker" in command for command in processes(var).values())

        process.send_signal(number)

        assert process.wait(STOP_WITHIN_S) == 0
        assert processes(var) == {}


def test_kill_9_takes_the_children_with_it(var):
    with serving(var) as (process, url):
        answer(process, url)
        assert len(processes(var)) >= 4  # the command, gunicorn and its two, the worker

        process.kill()
        process.wait(STOP_WITHIN_S)

        end = time.monotonic() + STOP_WITHIN_S
        while processes(var) and time.monotonic() < end:
            time.sleep(0.1)
        assert processes(var) == {}


@pytest.mark.parametrize("child", ["gunicorn", "worker"])
def test_where_one_child_dies_all_stop_and_say_so(var, child):
    with serving(var) as (process, url):
        answer(process, url)
        pids = [pid for pid, command in processes(var).items() if child in command]

        os.kill(min(pids), signal.SIGKILL)

        assert process.wait(STOP_WITHIN_S) == 1
        assert processes(var) == {}


def test_preparing_again_keeps_the_data(var):
    before = (var / "zhuanhua.sqlite3").stat().st_ino

    manage(var, "prepare")

    assert (var / "zhuanhua.sqlite3").stat().st_ino == before
