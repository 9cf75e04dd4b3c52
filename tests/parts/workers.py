"""Real worker processes on the database of the test that starts them."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 120


def database_url():
    """The database of this test process, for another process."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    host, port, user = settings["HOST"], settings["PORT"], settings["USER"]
    options = "&".join(f"{key}={value}" for key, value in (settings.get("OPTIONS") or {}).items())
    if str(host).startswith("/"):
        where = f"user={user}&host={host}&port={port}&{options}"
        return f"postgresql:///{settings['NAME']}?{where}".rstrip("&")
    password = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
    return f"postgresql://{user}{password}@{host}:{port}/{settings['NAME']}?{options}"


def wait_until(what, patience_s=PATIENCE_S):
    end = time.monotonic() + patience_s
    while not what():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


@pytest.fixture
def folder(tmp_path):
    return tmp_path


@pytest.fixture
def workers(folder):
    """Starts workers, or other commands, on this test's database; those that live are ended.

    They have the topics of `tests.parts.slow_topic` too. What the checks say of this site they
    say once, in the run's lint, and not at each start.
    """
    started = []

    def start(command="worker", **environment):
        process = subprocess.Popen(
            [sys.executable, "manage.py", *command.split(), "--skip-checks"],
            cwd=ROOT,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "tests.parts.slow_settings",
                "DATABASE_URL": database_url(),
                "SLOW_TOPIC": str(folder),
                **environment,
            },
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait(10)


@pytest.fixture
def start_worker(transactional_db, workers):
    return workers
