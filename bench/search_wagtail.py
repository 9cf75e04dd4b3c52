"""The embedded engine beside the search that comes with Wagtail, on the same texts and queries.

`python bench/search_wagtail.py FILE` fills a throw-away database with the documents of a judged
file (`docs/search.md`), twice: as rows of a model that Wagtail's database search indexes, and as
documents of the embedded engine. Prints for each type of query nDCG@10 and the share without any
answer, and for all of them p50 and p95. QUERIES of each type are asked.
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
from django.db import connection, models
from modelsearch.query import PlainText
from wagtail.search import index
from wagtail.search.backends import get_search_backend

from search import relevance
from search.engines.embedded import EmbeddedEngine
from search.synonyms import first_table

QUERIES = int(os.environ.get("QUERIES", "200"))
BATCH = 500


class Text(index.Indexed, models.Model):  # noqa: DJ008 — nobody reads its rows
    """A title and a text, as somebody would make them known to Wagtail's search."""

    title = models.TextField()
    body = models.TextField()
    search_fields = (index.SearchField("title", boost=5), index.SearchField("body"))

    class Meta:
        app_label = "search"


def wagtail_search(_query_type, documents):
    backend = get_search_backend("default")
    Text.objects.all().delete()
    every = [Text(pk=one.id, title=one.title, body=one.body) for one in documents]
    Text.objects.bulk_create(every, batch_size=BATCH)
    for start in range(0, len(every), BATCH):
        backend.add_bulk(Text, every[start : start + BATCH])

    def search(text):
        found = backend.search(PlainText(text, operator="or"), Text)
        return [row.pk for row in found[: relevance.DEPTH]]

    return search


def timed(open_search, times):
    def opened(query_type, documents):
        search = open_search(query_type, documents)

        def ask(text):
            begun = time.perf_counter()
            found = search(text)
            times.append(time.perf_counter() - begun)
            return found

        return ask

    return opened


def say(name, open_search):
    times: list[float] = []
    for query_type, figures in relevance.evaluate(judged, timed(open_search, times)).items():
        sys.stdout.write(
            f"{name:<12}{query_type:<20}nDCG@10 {figures['ndcg@10']:.3f}"
            f"  empty {figures['empty']:.3f}  of {figures['n']:.0f}\n"
        )
    p50, p95 = (sorted(times)[int(len(times) * share)] * 1000 for share in (0.5, 0.95))
    sys.stdout.write(f"{name:<12}p50 {p50:.1f} ms  p95 {p95:.1f} ms\n")


def sample(queries):
    """As many of each type, spread over all of it."""
    chosen = []
    for query_type in sorted({query["type"] for query in queries}):
        every = [query for query in queries if query["type"] == query_type]
        chosen += every[:: max(1, len(every) // QUERIES)][:QUERIES]
    return chosen


call_command("migrate", verbosity=0)
with connection.schema_editor() as editor:
    editor.create_model(Text)
whole = relevance.read(Path(sys.argv[1]))
judged = relevance.Judged(whole.documents, sample(whole.queries))
with tempfile.TemporaryDirectory() as folder:
    engine = EmbeddedEngine(Path(folder))
    say("embedded", relevance.engine_search(engine, first_table()))
    engine.close()
say("Wagtail", wagtail_search)
