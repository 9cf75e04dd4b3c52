"""How soon after its commit a listing is found, with a worker running.

`python bench/found.py` on a throw-away SQLite and the embedded engine;
`python -m tests.parts.elastic python bench/found.py` with Elasticsearch. Ends with 1 where more
than one in twenty takes longer than two seconds.
"""

# ruff: noqa: E402, INP001 — a script that sets Django up before it imports the project
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="zhuanhua-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
if "ELASTICSEARCH_URL" in os.environ:
    os.environ["TEST_SEARCH_ENGINE"] = "elastic"

import django

django.setup()

from django.core.management import call_command
from django.db import transaction

from core import outbox
from core.models import OutboxMessage
from marketplace.models import Listing
from search import rebuild
from search.documents import DOCUMENTS, TOPIC
from search.engines.current import engine
from search.query import Query
from tests.factories import ListingFactory, OrganisationFactory

PUBLISHED = int(os.environ.get("PUBLISHED", "60"))
BOUND_S = 2.0
GIVE_UP_S = 60
SOURCE = DOCUMENTS[Listing]


def wait_for(what):
    begun = time.perf_counter()
    while not what():
        if time.perf_counter() - begun > GIVE_UP_S:
            sys.exit("the worker carries nothing")
        time.sleep(0.01)
    return time.perf_counter() - begun


def publish(number):
    with transaction.atomic():
        listing: Any = ListingFactory(
            public=True, organisation=unit, title=f"碳化硅衬底{number}号", abstract="抛光"
        )
        outbox.announce(listing)
    return listing


def is_found(listing):
    query = Query(SOURCE.kind.name, f'"{listing.title}"')
    return any(hit.id == listing.pk for hit in engine().search(SOURCE.kind, query).hits)


call_command("migrate", verbosity=0)
call_command("load_regions", verbosity=0)
unit = OrganisationFactory()
rebuild.build(SOURCE)
worker = subprocess.Popen([sys.executable, str(ROOT / "manage.py"), "worker"])  # noqa: S603 — ours
try:
    publish(0)
    wait_for(lambda: not OutboxMessage.objects.filter(topic=TOPIC).exists())
    waits = []
    for number in range(1, PUBLISHED + 1):
        listing = publish(number)
        waits.append(wait_for(lambda listing=listing: is_found(listing)))
        time.sleep(0.07)  # so that they fall anywhere between two looks of the worker
finally:
    worker.terminate()
    worker.wait(30)
    engine().drop(SOURCE.kind)
p50, p95 = statistics.median(waits), statistics.quantiles(waits, n=20)[-1]
sys.stdout.write(f"{engine().name}: p50 {p50:.2f} s  p95 {p95:.2f} s  most {max(waits):.2f} s\n")
sys.exit(p95 > BOUND_S)
