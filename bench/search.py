"""What our answer costs beside the raw engine's in the same run, and how fast an index is built.

`python bench/search.py FILE` takes texts and queries from a judged file (`docs/search.md`),
repeats the texts until there are DOCUMENTS, and prints p50 and p95. With ELASTICSEARCH_URL the
same bodies are sent straight to the cluster; embedded stands beside a bare BM25 query of FTS5.
"""

# ruff: noqa: E402, INP001 — a script that sets Django up before it imports the project
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

import django

django.setup()

from elasticsearch import helpers

from search import relevance
from search.engines import elastic_query
from search.engines.base import Document, Kind
from search.engines.elastic import ElasticEngine
from search.engines.elastic_documents import source
from search.engines.embedded import EmbeddedEngine
from search.plain import open_plain
from search.query import Query

DOCUMENTS = int(os.environ.get("DOCUMENTS", "9999"))
QUERIES = int(os.environ.get("QUERIES", "300"))
KIND = Kind("bench", keywords=("industry",))
FACETS = ("industry",)


def say(name, times, beside=None):
    p50, p95 = (sorted(times)[int(len(times) * share)] * 1000 for share in (0.5, 0.95))
    ratio = ""
    if beside:
        raw50, raw95 = (sorted(beside)[int(len(beside) * share)] * 1000 for share in (0.5, 0.95))
        ratio = f"  {p50 / raw50:.2f} / {p95 / raw95:.2f} of the raw engine"
    sys.stdout.write(f"{name:<28}p50 {p50:>7.1f} ms  p95 {p95:>7.1f} ms{ratio}\n")


def timed(work, items):
    times = []
    for item in items:
        begun = time.perf_counter()
        work(item)
        times.append(time.perf_counter() - begun)
    return times


def build(engine):
    begun = time.perf_counter()
    index = engine.begin(KIND)
    for start in range(0, len(documents), 500):
        engine.fill(index, documents[start : start + 500])
    engine.swap(index)
    rate = len(documents) / (time.perf_counter() - begun)
    sys.stdout.write(f"{engine.name:<28}built at {rate:.0f} documents a second\n")
    return rate


def ask(engine):
    return lambda text: engine.search(KIND, Query("bench", text, facets=FACETS, size=20))


judged = relevance.read(Path(sys.argv[1]))
rows = judged.documents
documents = [
    Document(
        number + 1,
        1,
        rows[number % len(rows)]["title"],
        rows[number % len(rows)]["abstract"] or "",
        {"industry": (rows[number % len(rows)]["category"],)},
    )
    for number in range(DOCUMENTS)
]
step = max(1, len(judged.queries) // QUERIES)
texts = [query["query"] for query in judged.queries[::step]][:QUERIES]
sys.stdout.write(f"{len(documents)} documents, {len(texts)} queries\n")

with tempfile.TemporaryDirectory() as folder:
    embedded = EmbeddedEngine(Path(folder))
    build(embedded)
    bare = timed(open_plain("", documents), texts)
    say("FTS5, bare BM25", bare)
    say("embedded, facets, ranked", timed(ask(embedded), texts), bare)
    embedded.close()

url = os.environ.get("ELASTICSEARCH_URL")
if url:
    elastic = ElasticEngine(url, prefix="bench-")
    rate = build(elastic)
    raw_index = elastic.begin(Kind("raw", keywords=("industry",)))
    begun = time.perf_counter()
    actions = (
        {"_index": raw_index.name, "_id": one.id, "_source": source(one)} for one in documents
    )
    helpers.bulk(elastic.client, actions, chunk_size=500)
    raw_rate = len(documents) / (time.perf_counter() - begun)
    sys.stdout.write(f"{rate / raw_rate:.2f} of the rate of a bare bulk\n")
    sent: list[list] = []
    send = elastic_query._ask

    def send_and_keep(client, alias, search):
        sent[-1].append(search.to_dict())
        return send(client, alias, search)

    elastic_query._ask = send_and_keep
    for text in texts:
        sent.append([])  # one body for the statistics, one for the answer
        ask(elastic)(text)
    elastic_query._ask = send

    def replay(bodies):
        for body in bodies:
            elastic.client.search(index="bench-bench", body=body)

    raw = timed(replay, sent)
    say("Elasticsearch, same bodies", raw)
    say("elastic, facets, ranked", timed(ask(elastic), texts), raw)
    elastic.drop(KIND)
    elastic.drop(Kind("raw", keywords=("industry",)))
    elastic.close()
