"""A process that stands still at a named step, until it is killed or told to go on.

``HALT_AT`` says where: "THREAD call|return MODULE:FUNCTION TIMES". Python's own profiling hook
sees the step, so that no code is changed for it. The process touches ``halted`` in the folder
``HALT_IN`` and waits there for ``go-on``.
"""

import inspect
import os
import pkgutil
import sys
import threading
import time
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class Halting(AppConfig):
    name = "tests.parts.halting"
    label = "halting"

    def ready(self):
        where = os.environ.get("HALT_AT")
        if where:
            if settings.SEARCH_ENGINE == "elastic":
                from search.engines import elastic  # noqa: PLC0415 — models must be loaded first

                elastic.BATCH = 2  # so that a handful of rows is several requests
            thread, *step = where.split()
            watch = _watch(Path(os.environ["HALT_IN"]), thread, *step)
            threading.setprofile(watch)
            if thread == threading.current_thread().name:
                sys.setprofile(watch)  # all that this thread does takes several times as long


def halt_at(where, folder):
    """The environment of a process that stands still at ``where``."""
    return {"HALT_AT": where, "HALT_IN": str(folder)}


def _watch(folder, thread, event, function, times):
    code = inspect.unwrap(pkgutil.resolve_name(function)).__code__
    left = [None] * int(times)

    def watch(frame, happens, argument):
        if frame.f_code is not code or happens != event:
            return
        if left and threading.current_thread().name == thread:
            left.pop()
            if not left:
                _stand_still(folder)

    return watch


def _stand_still(folder):
    folder.mkdir(exist_ok=True)
    (folder / "halted").touch()
    while not (folder / "go-on").exists():
        time.sleep(0.02)
