"""The contract of the engines: each answers as brute force over every document would."""

from dataclasses import replace

import pytest

from core.outbox import Unavailable
from search.engines.base import GONE, Document, Kind, Missing, Removal
from search.query import Query
from tests.search.model import Model
from tests.search.texts import BEGUN, KIND, documents, queries

QUERIES = list(queries())
COUNT = 90  # fewer than are rescored, so that every order is exact


def build(engine, kind, rows):
    index = engine.begin(kind)
    engine.fill(index, list(rows))
    engine.swap(index)
    return index


@pytest.fixture(scope="module")
def full(engine):
    build(engine, KIND, documents(COUNT))
    yield engine
    engine.drop(KIND)


@pytest.fixture(scope="module")
def model():
    made = Model()
    made.write(documents(COUNT))
    return made


@pytest.fixture(scope="module")
def answers(model):
    """What brute force answers to each query, worked out once for all that compare with it."""
    return [model.search(query) for query in QUERIES]


@pytest.mark.parametrize(
    "number", range(len(QUERIES)), ids=lambda number: QUERIES[number].text[:20] or "empty"
)
def test_answers_as_brute_force_would(full, answers, number):
    got, right = full.search(KIND, QUERIES[number]), answers[number]

    assert (got.total, got.exact) == (right.total, right.exact)
    assert got.facets == right.facets
    assert [hit.id for hit in got.hits] == [hit.id for hit in right.hits]
    assert [hit.is_exact for hit in got.hits] == [hit.is_exact for hit in right.hits]
    assert [hit.score for hit in got.hits] == pytest.approx([hit.score for hit in right.hits])


@pytest.mark.parametrize("query", QUERIES[::4], ids=lambda query: query.text[:20])
def test_everything_that_matches_is_named_once(full, model, query):
    whole = replace(query, offset=0, size=COUNT, order="")

    matching = list(full.matching(KIND, query))

    assert matching == sorted((hit.id for hit in model.search(whole).hits), reverse=True)


@pytest.mark.parametrize("begun", BEGUN)
def test_what_begins_so_is_named_with_its_count(full, model, begun):
    assert full.starting(KIND, begun, 10) == model.starting(begun, 10)


def test_something_begins_so(model):
    assert sum(bool(model.starting(begun, 10)) for begun in BEGUN) > len(BEGUN) / 3


def test_counting_alone_brings_no_hits(full):
    found = full.search(KIND, Query("thing", "玻璃纤维", size=0))

    assert found.total > 0
    assert found.hits == ()


def test_the_queries_find_something_each_in_both_tiers(answers):
    """The comparison above would hold of engines that find nothing, too."""
    assert sum(bool(answer.exact) for answer in answers) > len(answers) / 3
    assert sum(bool(answer.related) for answer in answers) > len(answers) / 4


def test_pages_follow_each_other_beyond_what_is_rescored(engine):
    kind = Kind("many")
    build(engine, kind, [Document(pk, 1, f"玻璃纤维{'回收' * (pk % 7)}") for pk in range(1, 251)])

    pages = [
        [hit.id for hit in engine.search(kind, Query("many", "玻璃纤维", offset=at)).hits]
        for at in range(0, 260, 20)
    ]

    every = [pk for page in pages for pk in page]
    assert sorted(every) == list(range(1, 251))
    assert [len(page) for page in pages] == [20] * 12 + [10]
    assert list(engine.matching(kind, Query("many", "玻璃纤维"))) == list(range(250, 0, -1))
    engine.drop(kind)


@pytest.fixture
def small(engine):
    kind = Kind("small")
    build(engine, kind, [Document(1, 3, "玻璃纤维"), Document(2, 1, "锂电池")])
    yield kind
    engine.drop(kind)


def ids(engine, kind, text=""):
    engine.refresh(kind)
    return [hit.id for hit in engine.search(kind, Query(kind.name, text)).hits]


def test_a_late_write_of_an_older_state_is_passed_over(engine, small):
    errors = engine.write(small, [Document(1, 2, "旧标题"), Removal(1, 2)])

    assert errors == {}
    assert ids(engine, small, "玻璃纤维") == [1]


def test_the_same_version_may_be_written_again(engine, small):
    engine.write(small, [Document(1, 3, "玻璃纤维与单位新名")])

    assert ids(engine, small, "单位新名") == [1]


def test_what_was_removed_comes_back_only_as_something_newer(engine, small):
    engine.write(small, [Removal(1, 4)])
    engine.write(small, [Document(1, 3, "玻璃纤维")])

    assert ids(engine, small) == [2]
    engine.write(small, [Document(1, 5, "玻璃纤维")])
    assert ids(engine, small) == [2, 1]


def test_what_is_gone_never_comes_back(engine, small):
    engine.write(small, [Removal(1), Removal(77)])
    engine.write(small, [Document(1, GONE - 1, "玻璃纤维")])

    assert ids(engine, small) == [2]


def test_an_index_is_built_beside_the_old_one(engine, small):
    old = engine.current(small)
    index = engine.begin(small)
    engine.fill(index, [Document(1, 3, "玻璃纤维"), Document(3, 1, "钨合金")])

    assert ids(engine, small) == [2, 1]
    engine.swap(index)
    assert ids(engine, small) == [3, 1]
    assert engine.current(small) == index != old


def test_writes_during_a_rebuild_reach_both(engine, small):
    index = engine.begin(small)

    engine.write(small, [Document(1, 9, "钨合金"), Removal(2, 5)])
    assert ids(engine, small) == [1]
    engine.fill(index, [Document(1, 3, "玻璃纤维"), Document(2, 1, "锂电池")])
    engine.swap(index)

    assert ids(engine, small, "钨合金") == [1]
    assert ids(engine, small) == [1]


def test_an_abandoned_rebuild_is_in_nobodys_way(engine, small):
    engine.begin(small)
    second = engine.begin(small)
    engine.fill(second, [Document(4, 1, "铜箔")])
    engine.swap(second)

    assert ids(engine, small) == [4]


def test_digests_tell_which_documents_differ(engine, small):
    rows = [Document(1, 3, "玻璃纤维"), Document(2, 1, "锂电池")]

    assert list(engine.digests(small)) == [(row.id, row.digest) for row in rows]
    assert engine.count(small) == 2


def test_a_kind_of_another_shape_is_known_as_such(engine, small):
    assert engine.is_current_shape(small)
    assert not engine.is_current_shape(Kind("small", keywords=("trl",)))


def test_nothing_built_is_said(engine):
    kind = Kind("nothing")

    assert engine.current(kind) is None
    with pytest.raises(Missing):
        engine.search(kind, Query("nothing", "玻璃"))
    with pytest.raises(Missing):
        engine.write(kind, [Document(1, 1, "玻璃")])
    with pytest.raises(Unavailable):
        list(engine.digests(kind))
