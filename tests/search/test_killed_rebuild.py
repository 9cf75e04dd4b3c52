"""A rebuild that ends at any step: by -9 itself, or because its node was killed.

Searches go on by the old index or the new one, what is written meanwhile is in it, and the next
rebuild clears up.
"""

import pytest

from core import outbox
from search import finding, rebuild
from search.engines.current import engine
from search.query import Query
from tests.factories import ListingFactory
from tests.parts.halting import halt_at
from tests.parts.indexes import LISTINGS, WORD, is_whole, nothing_waits, write_some
from tests.parts.workers import wait_until

REBUILD = "search_rebuild --kind listing"
EMBEDDED = {
    "begun": "return search.engines.embedded:EmbeddedEngine.begin 1",
    "mid-fill": "call search.engines.embedded:_apply 3",
    "filled": "return search.engines.embedded:EmbeddedEngine.fill 1",
    "swapping": "call search.engines.embedded:EmbeddedEngine._point 2",
    "swapped": "return search.engines.embedded:EmbeddedEngine._point 2",
    "clearing-up": "call search.engines.embedded:EmbeddedEngine._clear_up 2",
}
ELASTIC = {
    "begun": "return search.engines.elastic:ElasticEngine.begin 1",
    "mid-fill": "call elasticsearch.helpers.actions:_process_bulk_chunk 2",
    "filled": "return search.engines.elastic:ElasticEngine.fill 1",
    "swapping": "call search.engines.elastic:ElasticEngine.swap 1",
    "clearing-up": "call search.engines.elastic:ElasticEngine._clear_up 2",
}


# A step later nothing has changed but where the process stands.
REPEATED = {"filled", "swapped"}


def cases(name, steps, marks=()):
    return [
        pytest.param(
            name,
            f"MainThread {where}",
            marks=[*marks, pytest.mark.long] if step in REPEATED else marks,
            id=f"{name}-{step}",
        )
        for step, where in steps.items()
    ]


def is_found_by_the_engine():
    answer = finding.find(LISTINGS, Query("listing", WORD))
    return not answer.degraded and answer.found.exact == LISTINGS.public().count()


def indexes():
    """What there is of indexes, the one that is searched and others."""
    made = engine()
    if made.name == "elastic":
        return [*made.client.indices.get(index=f"{made.prefix}listing-*")]
    return [path.name for path in made.folder.glob("listing-*.sqlite3")]


@pytest.mark.parametrize(
    ("shared_index", "where"),
    [*cases("embedded", EMBEDDED), *cases("elastic", ELASTIC, [pytest.mark.elastic])],
    indirect=["shared_index"],
)
def test_a_rebuild_killed_at_a_step_leaves_a_whole_index(where, shared_index, workers, folder):
    ListingFactory.create_batch(6, public=True, title=WORD)
    rebuild.build(LISTINGS)
    killed = workers(REBUILD, **shared_index, **halt_at(where, folder))
    wait_until((folder / "halted").exists)
    write_some(1)
    killed.kill()
    killed.wait(10)

    assert not finding.find(LISTINGS, Query("listing", WORD)).degraded
    write_some(2)
    while outbox.drain("search").taken:
        pass
    assert is_whole()

    assert is_found_by_the_engine()
    engine().begin(LISTINGS.kind)
    assert is_found_by_the_engine()
    wait_until(lambda: rebuild.build(LISTINGS))
    assert is_found_by_the_engine()
    assert is_whole()
    assert indexes() == [engine().current(LISTINGS.kind).name]


@pytest.mark.parametrize(
    ("shared_index", "look"),
    [
        ("embedded", "search.engines.embedded:EmbeddedEngine._path"),
        pytest.param(
            "elastic", "search.engines.elastic:ElasticEngine._behind", marks=pytest.mark.elastic
        ),
    ],
    indirect=["shared_index"],
)
def test_what_is_written_while_the_index_is_swapped_is_in_it(look, shared_index, workers, folder):
    """The carrier has looked for one of the two indexes when the other takes its place."""
    ListingFactory.create_batch(6, public=True, title=WORD)
    swap = look.rpartition(".")[0] + ".swap"
    swapping, carrying = folder / "swapping", folder / "carrying"
    building = workers(
        REBUILD,
        **shared_index,
        **halt_at(f"MainThread call {swap} 1", swapping),
    )
    wait_until((swapping / "halted").exists)
    write_some(1)
    workers(**shared_index, **halt_at(f"outbox.search return {look} 1", carrying))
    wait_until((carrying / "halted").exists)

    (swapping / "go-on").touch()
    assert building.wait(60) == 0
    (carrying / "go-on").touch()
    wait_until(nothing_waits)

    assert is_whole()


@pytest.mark.parametrize(
    "where", [pytest.param(case.values[1], id=case.id) for case in cases("elastic", ELASTIC)]
)
@pytest.mark.elastic
@pytest.mark.long
def test_a_node_killed_during_a_rebuild_loses_nothing(where, node, index_on_node, workers, folder):
    ListingFactory.create_batch(6, public=True, title=WORD)
    rebuild.build(LISTINGS)
    workers(**index_on_node)
    building = workers(REBUILD, **index_on_node, **halt_at(where, folder))
    wait_until((folder / "halted").exists)
    write_some(1)
    wait_until(nothing_waits)
    node.kill()
    (folder / "go-on").touch()
    write_some(2)

    assert building.wait(60) == 1
    assert finding.find(LISTINGS, Query("listing", WORD)).degraded
    assert not nothing_waits()

    node.start()
    wait_until(nothing_waits)
    wait_until(is_found_by_the_engine)
    assert is_whole()
    wait_until(lambda: rebuild.build(LISTINGS))
    assert is_whole()
    assert indexes() == [engine().current(LISTINGS.kind).name]
