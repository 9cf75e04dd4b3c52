"""Topics for workers that get killed, or whose database goes away.

``slow`` can be held between reading and writing: it reads the organisation as it is now, waits
for the file ``write``, appends its version to the file ``neighbour``, waits for the file
``settle``. What it has done it says by files too. ``counted-1`` and so on note each message that
they carry, and by which process, in the file ``carried``.
"""

import os
import time
from pathlib import Path

from django.apps import AppConfig

COUNTED = ("counted-1", "counted-2", "counted-3")


class SlowTopic(AppConfig):
    name = "tests.parts.slow_topic"
    label = "slow_topic"

    def ready(self):
        from core import leases, outbox  # noqa: PLC0415 — models must be loaded first

        # Short, so that a test need not wait for nine; longer where many share the processors.
        leases.LEASE_S = float(os.environ.get("TEST_LEASE_S", "2"))
        outbox.register("slow", carry)
        for topic in COUNTED:
            outbox.register(topic, count)


def carry(messages):
    from accounts.models import Organisation  # noqa: PLC0415 — as above

    folder = Path(os.environ["SLOW_TOPIC"])
    for message in messages:
        row = Organisation.objects.get(pk=message.subject_id)
        (folder / "has-read").touch()
        _wait_for(folder / "write")
        with (folder / "neighbour").open("a") as neighbour:
            neighbour.write(f"{row.version}\n")
        (folder / "has-written").touch()
        _wait_for(folder / "settle")
    return ()


def count(messages):
    for message in messages:
        with (Path(os.environ["SLOW_TOPIC"]) / "carried").open("a") as carried:
            carried.write(f"{os.getpid()} {message.topic} {message.subject_id}\n")
        time.sleep(0.002)
    return ()


def _wait_for(path):
    while not path.exists():
        time.sleep(0.02)
