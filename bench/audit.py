"""What an audited act costs beside the bare insert, and how fast the trail is sealed and checked.

`python bench/audit.py` prints ratios on a throw-away SQLite database.
"""

# ruff: noqa: E402, INP001 — a script that sets Django up before it imports the project
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="zhuanhua-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

import django

django.setup()

from django.core.management import call_command
from django.db import transaction

from core import audit
from core.audit_check import verify
from core.models import AuditEvent, Chain

ACTS = int(os.environ.get("ACTS", "2000"))


def rate(name, work, times, per_s=0.0):
    begun = time.perf_counter()
    work()
    now = times / (time.perf_counter() - begun)
    beside = f"  {now / per_s:.2f} of the bare insert" if per_s else ""
    sys.stdout.write(f"{name:<24}{now:>9.0f} /s{beside}\n")
    return now


def bare():
    for number in range(ACTS):
        with transaction.atomic():
            AuditEvent.objects.create(action="bench", subject_type="x", subject_id=str(number))


def audited():
    for _number in range(ACTS):
        with transaction.atomic():
            audit.record(subject, "bench", actor=None)


def seal_all():
    while audit.seal():
        pass


def check():
    faults = list(verify())
    if faults:
        raise SystemExit("the trail does not hold")


call_command("migrate", verbosity=0)
subject = Chain.objects.create(number="ZH-2026-000001", title="bench")
base = rate("bare insert", bare, ACTS)
AuditEvent.objects.all().delete()
rate("audited act", audited, ACTS, base)
rate("sealing", seal_all, ACTS, base)
rate("verifying", check, ACTS, base)
