import json
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from search import relevance
from search.engines import current
from search.engines.elastic import ElasticEngine  # noqa: TID253 — a command is read when it is run
from search.engines.embedded import EmbeddedEngine
from search.plain import open_plain
from search.sentence import Synonyms
from search.synonyms import first_table, table

PREFIX = "judged-"  # apart from the indexes that people search


class Command(BaseCommand):
    help = "用评判过的检索词衡量排序：各类检索词的 nDCG@10 等，旁列单纯 BM25。"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--engine", choices=current.NAMES, default=current.EMBEDDED)
        parser.add_argument("--split", default="", help="只用这一份检索词")
        parser.add_argument("--json", action="store_true", help="末行以 JSON 给出")

    def handle(self, *, file, engine, split, **options):
        judged = _judged(file, split)
        if not judged.queries:
            raise CommandError("没有评判过的检索词")
        with tempfile.TemporaryDirectory(prefix="search-") as folder:
            asked = _engine(engine, Path(folder))
            ours = relevance.evaluate(judged, relevance.engine_search(asked, _synonyms()))
            for kind in judged.types:
                asked.drop(relevance.kind_of(kind))
            asked.close()
        plain = relevance.evaluate(judged, open_plain)
        self.stdout.write(f"{engine:<20}{'n':>6}{''.join(f'{n:>11}' for n in relevance.FIGURES)}")
        for kind, figures in ours.items():
            self._say(kind, figures)
            self._say("  BM25", plain[kind])
        if judged.unjudged:
            self.stdout.write(f"未计入：没有相关成果的检索词 {judged.unjudged} 条")
        if options["json"]:
            self.stdout.write(json.dumps({"types": ours, "plain": plain}))

    def _say(self, name, figures):
        columns = "".join(f"{figures[name]:>11.4f}" for name in relevance.FIGURES)
        self.stdout.write(f"{name:<20}{figures['n']:>6}{columns}")


def _judged(file, split):
    try:
        return relevance.read(file, split)
    except OSError as error:
        message = f"读不了文件：{error}"
    except relevance.BrokenLineError as error:
        message = f"第 {error.number} 行读不懂：{error.why}"
    raise CommandError(message)


def _synonyms() -> Synonyms:
    """The editors' words; those of a new installation where none has been set up."""
    try:
        return table()
    except DatabaseError:
        return first_table()


def _engine(name, folder):
    if name == current.EMBEDDED:
        return EmbeddedEngine(folder)
    if not settings.ELASTICSEARCH_URL:
        raise CommandError("请设 ELASTICSEARCH_URL")
    return ElasticEngine(
        settings.ELASTICSEARCH_URL, prefix=PREFIX, api_key=settings.ELASTICSEARCH_API_KEY
    )
