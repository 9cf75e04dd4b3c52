import json

import pytest
from django.core.management import call_command
from django.db import DatabaseError

from search import relevance
from search.models import Synonym


@pytest.fixture
def judged_file(tmp_path):
    rows = [
        {"kind": "doc", "doc_id": "a", "title": "玻璃纤维回收", "abstract": "低温解聚玻纤。",
         "has_abstract": True},
        {"kind": "doc", "doc_id": "b", "title": "锂电池隔膜", "abstract": "涂覆陶瓷。",
         "has_abstract": True},
        {"kind": "doc", "doc_id": "c", "title": "锂电池回收", "abstract": "",
         "has_abstract": False},
        {"kind": "query", "qid": "1", "type": "keywords", "query": "锂电池 回收",
         "relevant": {"c": 1}, "split": "dev"},
        {"kind": "query", "qid": "2", "type": "title_to_abstract", "query": "玻璃纤维回收",
         "relevant": {"a": 1}, "split": "dev"},
        {"kind": "query", "qid": "3", "type": "subject", "query": "量子",
         "relevant": {"b": 1}, "split": "test"},
    ]  # fmt: skip
    path = tmp_path / "judged.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    return path


def test_each_type_is_asked_of_its_own_documents(judged_file):
    judged = relevance.read(judged_file)

    assert [one.id for one in relevance.corpus(judged, "keywords")] == [1, 2, 3]
    assert [one.id for one in relevance.corpus(judged, "subject")] == [1, 2]
    assert {one.title for one in relevance.corpus(judged, "title_to_abstract")} == {""}


def test_figures_are_as_defined(judged_file):
    judged = relevance.read(judged_file, split="dev")

    figures = relevance.evaluate(judged, lambda _type, _documents: lambda _query: [2, 3, 1])

    second = 1 / 1.584962500721156  # 1 / log2(3)
    assert figures["keywords"] == {
        "n": 1, "ndcg@10": second, "mrr@10": 0.5, "recall@10": 1.0, "empty": 0.0,
    }  # fmt: skip
    assert figures["title_to_abstract"]["ndcg@10"] == 0.5


@pytest.mark.django_db
def test_the_command_measures_the_engine_beside_plain_bm25(judged_file, capsys):
    call_command("search_evaluate", judged_file, json=True)

    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert said["types"]["keywords"]["ndcg@10"] == said["plain"]["keywords"]["ndcg@10"] == 1.0
    assert said["types"]["subject"]["empty"] == 1.0


@pytest.mark.django_db
def test_it_asks_as_the_page_does_with_the_editors_words(judged_file, capsys):
    Synonym.objects.create(words="量子 = 陶瓷")

    call_command("search_evaluate", judged_file, split="test", json=True)

    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert said["types"]["subject"]["ndcg@10"] == 1.0
    assert said["plain"]["subject"]["empty"] == 1.0


def test_before_an_installation_is_set_up_its_first_words_are_used(judged_file, capsys):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("search.management.commands.search_evaluate.table", _no_table)
        call_command("search_evaluate", judged_file, split="test", json=True)

    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert said["types"]["subject"]["n"] == 1


def _no_table():
    raise DatabaseError
