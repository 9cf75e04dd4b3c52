import json

import pytest
from django.core.management import CommandError, call_command
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


DOC = {
    "kind": "doc",
    "doc_id": "a",
    "title": "玻璃纤维",
    "abstract": "低温。",
    "has_abstract": True,
}
QUERY = {"kind": "query", "qid": "1", "type": "k", "query": "玻璃纤维", "relevant": {"a": 1},
         "split": "dev"}  # fmt: skip
RIGHT = {"n": 1, "ndcg@10": 1.0, "mrr@10": 1.0, "recall@10": 1.0, "empty": 0.0}


def written(tmp_path, *rows, before="", parted="\n"):
    path = tmp_path / "file.jsonl"
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_bytes((before + parted.join(lines) + parted).encode())
    return path


def measured(path, capsys, **asked):
    call_command("search_evaluate", path, json=True, **asked)
    *said, last = capsys.readouterr().out.splitlines()
    return json.loads(last)["types"], said


def without(row, *names):
    return {name: value for name, value in row.items() if name not in names}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("doc", "query"),
    [
        (DOC | {"abstract": "一行\u2028两行\x85三行"}, QUERY),
        (DOC | {"abstract": None}, QUERY),
        (without(DOC, "abstract", "has_abstract"), QUERY),
        (without(DOC, "has_abstract"), QUERY | {"type": "subject"}),
        (DOC | {"doc_id": 7}, QUERY | {"relevant": {"7": 1}}),
        (DOC, without(QUERY, "split", "qid")),
        (DOC, QUERY | {"relevant": {"a": 1, "b": 0}}),
        (DOC | {"title": "玻璃纤维\x00"}, QUERY),
        *((DOC, QUERY | {"type": name}) for name in ("Sub Ject", "a/b", "../x", "主题", "_*")),
    ],
    ids=str,
)  # fmt: skip
def test_every_file_of_that_form_is_read(tmp_path, capsys, doc, query):
    types, _said = measured(written(tmp_path, doc, query), capsys)

    assert types == {query["type"]: RIGHT}


@pytest.mark.django_db
@pytest.mark.parametrize(("before", "parted"), [("\ufeff", "\n"), ("", "\r\n"), ("", "\n\n \n")])
def test_a_mark_at_its_beginning_and_other_ends_of_lines_change_nothing(
    tmp_path, capsys, before, parted
):
    path = written(tmp_path, DOC, QUERY, before=before, parted=parted)

    assert measured(path, capsys)[0] == {"k": RIGHT}


@pytest.mark.django_db
def test_half_a_character_is_read(tmp_path, capsys):
    doc = json.dumps(DOC | {"abstract": "\ud800"})

    assert measured(written(tmp_path, doc, QUERY), capsys)[0] == {"k": RIGHT}


@pytest.mark.django_db
def test_a_relevant_document_that_is_not_there_counts_as_never_found(tmp_path, capsys):
    query = QUERY | {"relevant": {"a": 1, "none": 1, "other": 1}}

    types, _said = measured(written(tmp_path, DOC, query), capsys)

    assert types["k"]["recall@10"] == 1 / 3
    assert types["k"]["mrr@10"] == 1.0
    assert types["k"]["ndcg@10"] == pytest.approx(1 / (1 + 1 / 1.584962500721156 + 1 / 2))


@pytest.mark.django_db
def test_a_query_to_which_nothing_is_relevant_is_left_out_and_counted(tmp_path, capsys):
    rows = [DOC, QUERY, QUERY | {"relevant": {}}, QUERY | {"relevant": {}, "type": "other"}]

    types, said = measured(written(tmp_path, *rows), capsys)

    assert types == {"k": RIGHT}
    assert said[-1] == "未计入：没有相关成果的检索词 2 条"


@pytest.mark.parametrize(
    "line",
    ["{", "[]", "7", "{}", without(DOC, "doc_id"), DOC | {"doc_id": None}, DOC | {"title": ["x"]},
     without(QUERY, "relevant"), QUERY | {"relevant": ["a"]}, QUERY | {"query": 5},
     without(QUERY, "type")],
    ids=str,
)  # fmt: skip
def test_a_line_that_is_broken_is_named(tmp_path, line):
    with pytest.raises(CommandError, match="第 3 行"):
        call_command("search_evaluate", written(tmp_path, DOC, QUERY, line))


def test_bytes_that_are_no_text_are_named_and_so_is_a_file_that_is_not_there(tmp_path):
    path = written(tmp_path, DOC)
    path.write_bytes(path.read_bytes() + b"\xff\n")

    with pytest.raises(CommandError, match="第 2 行"):
        call_command("search_evaluate", path)
    with pytest.raises(CommandError, match=r"none\.jsonl"):
        call_command("search_evaluate", tmp_path / "none.jsonl")
