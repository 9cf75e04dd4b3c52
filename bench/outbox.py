"""How soon after its commit a message is carried by a running worker, and what messages cost.

`python bench/outbox.py` on a throw-away SQLite; on PostgreSQL
`python -m tests.parts.postgres python bench/outbox.py`. Ends with 1 where more than one in
twenty takes longer than two seconds.
"""

# ruff: noqa: E402, INP001 — a script that sets Django up before it imports the project
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="zhuanhua-bench-"))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction

from accounts.models import User
from core import notices, outbox
from core.models import Delivery, Notice, OutboxMessage

ACTS = int(os.environ.get("ACTS", "2000"))
TOLD = int(os.environ.get("TOLD", "60"))
BOUND_S = 2.0
GIVE_UP_S = 30


def say(name, text):
    sys.stdout.write(f"{name:<34}{text}\n")


def rate(name, work, per_s=0.0):
    begun = time.perf_counter()
    work()
    now = ACTS / (time.perf_counter() - begun)
    beside = f"  {now / per_s:.2f} of the bare rows" if per_s else ""
    say(name, f"{now:>9.0f} /s{beside}")
    return now


def bare():
    """A row in, in a transaction of its own; all of them out, as carrying deletes them."""
    for number in range(ACTS):
        with transaction.atomic():
            OutboxMessage.objects.create(topic="bare", subject_type="x", subject_id=str(number))
    rows = OutboxMessage.objects.filter(topic="bare").order_by("pk")
    while keys := list(rows.values_list("pk", flat=True)[:500]):
        OutboxMessage.objects.filter(pk__in=keys).delete()


def promised():
    """As `bare`, by `enqueue` and `drain`: with a lease, the handler's call and the settling."""
    for number in range(ACTS):
        with transaction.atomic():
            outbox.enqueue("bench", "x", str(number))
    while outbox.drain("bench").taken:
        pass


def latencies():
    """From the commit of an act to its message carried by the worker, in seconds."""
    user = User.objects.create(phone="13900000001", phone_verified=True, name="bench")
    waits = []
    for _act in range(TOLD):
        with transaction.atomic():
            notices.send("account.security", [user], context={"change": "x"}, actor=None)
        committed = time.perf_counter()
        delivery = Delivery.objects.get(channel="sms")
        while not Delivery.objects.filter(pk=delivery.pk, status="sent").exists():
            if time.perf_counter() - committed > GIVE_UP_S:
                raise SystemExit("the worker carries nothing")
            time.sleep(0.01)
        waits.append(time.perf_counter() - committed)
        Notice.objects.all().delete()
        time.sleep(0.07)  # so that acts fall anywhere between two looks of the worker
    return waits


outbox.register("bench", lambda _messages: ())
call_command("migrate", verbosity=0)
say("database", connection.vendor)
base = rate("bare insert and delete", bare)
rate("promised and carried", promised, base)
worker = subprocess.Popen(  # noqa: S603 — this very program
    [sys.executable, str(ROOT / "manage.py"), "worker"],
    stdout=subprocess.DEVNULL,
    stderr=subprocess.DEVNULL,
)
try:
    time.sleep(6)  # Django's own start is not the question
    waits = latencies()
finally:
    worker.terminate()
    worker.wait(30)
p50, p95 = statistics.median(waits), statistics.quantiles(waits, n=20)[-1]
say("commit to carried, p50 / p95 / most", f"{p50:.2f} / {p95:.2f} / {max(waits):.2f} s")
sys.exit(p95 > BOUND_S)
