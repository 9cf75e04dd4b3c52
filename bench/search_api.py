"""What the JSON API costs beside the same bodies sent straight to the engine, in the same run.

`python -m tests.parts.elastic python bench/search_api.py FILE` fills a throw-away database with
LISTINGS public listings made of the texts of a judged file (`docs/search.md`), builds the index as
`search_rebuild` does, and asks for FILE's queries. Each answer of the API is timed beside the
bodies it sent, sent again; which of the two goes first changes with every query, so that load and
caches favour neither. Without ELASTICSEARCH_URL the embedded engine is asked, beside itself.
PROFILE=1 prints where the API's time goes.
"""

# ruff: noqa: E402, INP001 — a script that sets Django up before it imports the project
import copy
import cProfile
import os
import pstats
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="zhuanhua-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
os.environ["API_PER_MINUTE"] = "1000000"
if "ELASTICSEARCH_URL" in os.environ:
    os.environ["TEST_SEARCH_ENGINE"] = "elastic"

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from elasticsearch import helpers

from core.classifications import Industry
from marketplace.models import Listing
from search import rebuild, relevance
from search.documents import DOCUMENTS, documents_of
from search.engines.current import engine
from search.engines.elastic_documents import source as sent_as
from tests.factories import ListingFactory, OrganisationFactory

LISTINGS = int(os.environ.get("LISTINGS", "9999"))
QUERIES = int(os.environ.get("QUERIES", "200"))
URL = "/api/v1/search/listings"
SOURCE = DOCUMENTS[Listing]
INDUSTRIES = Industry.values
BULK = 1000


def say(name, text):
    sys.stdout.write(f"{name:<30}{text}\n")


def percentiles(times):
    return [sorted(times)[int(len(times) * share)] * 1000 for share in (0.5, 0.95)]


def say_times(name, times, beside=()):
    text = "p50 {:>7.1f} ms  p95 {:>7.1f} ms".format(*percentiles(times))
    if beside:
        pairs = zip(percentiles(times), percentiles(beside), strict=True)
        text += "  {:.2f} / {:.2f} of it".format(*(ours / raw for ours, raw in pairs))
    say(name, text)


def timed(work, *arguments):
    begun = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - begun


def fill():
    """Public listings of forty units, the texts repeated until there are enough."""
    units = OrganisationFactory.create_batch(40)
    model: Any = ListingFactory(public=True, organisation=units[0])
    Listing.objects.all().delete()
    rows = []
    for number in range(LISTINGS):
        text = judged.documents[number % len(judged.documents)]
        row = copy.copy(model)
        row._state = copy.copy(model._state)
        row._state.adding = True
        row.pk, row.number = None, f"CG-2026-{number:06}"
        row.title, row.abstract = text["title"], text["abstract"] or text["title"]
        row.benefit = row.problem = text["title"]
        row.organisation = units[number % len(units)]
        row.industry = INDUSTRIES[number % len(INDUSTRIES)]
        row.trl = number % 9 + 1
        rows.append(row)
    Listing.objects.bulk_create(rows, batch_size=BULK)


def build():
    """Documents a second by our rebuild; beside bare `parallel_bulk` of sources ready to send."""
    seconds = timed(rebuild.build, SOURCE)
    say("rebuild", f"{LISTINGS / seconds:.0f} documents a second")
    if not elastic:
        return
    raw = elastic.begin(SOURCE.kind)
    ready = [sent_as(one) for one in documents_of(SOURCE, SOURCE.public())]
    actions = ({"_index": raw.name, "_id": one["id"], "_source": one} for one in ready)
    bare = timed(
        lambda: [*helpers.parallel_bulk(elastic.client, actions, thread_count=2, chunk_size=500)]
    )
    say("parallel_bulk", f"{LISTINGS / bare:.0f} a second; ours {bare / seconds:.2f} of it")
    elastic.client.indices.delete(index=raw.name)


def ask(text):
    said = client.get(URL, {"q": text}).json()
    if said["degraded"] or said["engine"] != engine().name:
        sys.exit("the engine did not answer")


def keep_bodies():
    """What the API sends for each query, asked once before anything is timed."""
    sending = elastic._searching
    sent: dict[str, list] = {}
    search = sending.search
    for text in texts:
        sent[text] = []

        def note(text=text, **body):
            sent[text].append(body)
            return search(**body)

        sending.search = note
        ask(text)
    del sending.search
    return sent


def replay(bodies):
    for body in bodies:
        elastic._searching.search(**body)


call_command("migrate", verbosity=0)
call_command("load_regions", verbosity=0)
judged = relevance.read(Path(sys.argv[1]))
step = max(1, len(judged.queries) // QUERIES)
texts = list(dict.fromkeys(query["query"] for query in judged.queries[::step]))[:QUERIES]
client = Client(SERVER_NAME="localhost")
elastic: Any = engine() if settings.SEARCH_ENGINE == "elastic" else None
fill()
say("listings, queries, database", f"{LISTINGS}, {len(texts)}, {connection.vendor}")
say("load", "{:.1f} {:.1f} {:.1f}".format(*os.getloadavg()))
build()
sent = keep_bodies() if elastic else {text: [] for text in texts}
for text in texts[:20]:
    ask(text)
if "PROFILE" in os.environ:
    profile = cProfile.Profile()
    profile.runcall(lambda: [ask(text) for text in texts])
    pstats.Stats(profile, stream=sys.stdout).sort_stats("cumulative").print_stats(60)
api, raw = [], []
for number, text in enumerate(texts):
    if number % 2:
        raw.append(timed(replay, sent[text]))
    api.append(timed(ask, text))
    if not number % 2:
        raw.append(timed(replay, sent[text]))
if elastic:
    say_times("the same bodies", raw)
say_times("API", api, raw if elastic else ())
if elastic:
    elastic.drop(SOURCE.kind)
    elastic.close()
