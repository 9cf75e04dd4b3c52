"""People get an answer whether or not an engine is there."""

import pytest

from core.outbox import Unavailable
from search import finding, rebuild
from search.query import Query
from tests.factories import OrganisationFactory
from tests.search.sources import SOURCE


@pytest.fixture
def away(monkeypatch):
    """An engine that does not answer."""

    def unavailable(*_args):
        raise Unavailable("away")

    monkeypatch.setattr("search.engines.embedded.EmbeddedEngine.search", unavailable)
    monkeypatch.setattr("search.engines.embedded.EmbeddedEngine.matching", unavailable)
    yield
    finding._away_until = 0


def ask(text="", **asked):
    return finding.find(SOURCE, Query(SOURCE.kind.name, text, **asked))


def test_rows_come_in_the_order_of_the_hits_with_their_words_marked(searched):
    OrganisationFactory(name="锂电池（示例）")
    two = OrganisationFactory(name="玻璃纤维增强塑料（示例）")
    one = OrganisationFactory(name="玻璃纤维（示例）")
    rebuild.build(SOURCE)

    answer = ask("玻璃纤维")

    assert [result.row for result in answer.results] == [one, two]
    assert answer.results[0].title_html == "<mark>玻璃纤维</mark>（示例）"
    assert not answer.degraded


def test_a_row_that_was_hidden_a_moment_ago_is_not_shown(searched):
    organisation = OrganisationFactory(name="玻璃纤维")
    rebuild.build(SOURCE)

    SOURCE.model.objects.filter(pk=organisation.pk).update(status="refused")

    assert ask("玻璃纤维").results == []


def test_without_an_engine_the_database_answers_and_says_so(searched, away):
    organisation = OrganisationFactory(name="玻璃 纤维<示例>")
    OrganisationFactory(name="玻璃", pending=True)
    OrganisationFactory(name="锂电池")

    answer = ask("玻璃 示例", facets=("kind",))

    assert [result.row for result in answer.results] == [organisation]
    assert (answer.engine, answer.degraded) == ("database", True)
    assert answer.found.facets == {}
    assert "&lt;" in answer.results[0].title_html


def test_without_an_engine_filters_still_hold_and_fifty_are_the_most(searched, away):
    OrganisationFactory.create_batch(60, kind="company")
    university = OrganisationFactory(kind="university")

    assert ask(size=100).found.total == 50
    assert [one.row for one in ask(filters={"kind": ("university",)}).results] == [university]
    assert len(list(finding.every_row(SOURCE, Query(SOURCE.kind.name)))) == 50


def test_an_engine_that_is_away_is_left_alone_a_moment_and_then_asked_again(searched, monkeypatch):
    OrganisationFactory(name="玻璃")
    rebuild.build(SOURCE)
    asked = []

    def unavailable(*_args):
        asked.append(1)
        raise Unavailable("away")

    with monkeypatch.context() as patch:
        patch.setattr("search.engines.embedded.EmbeddedEngine.search", unavailable)
        assert ask("玻璃").degraded
        assert ask("玻璃").degraded
    assert asked == [1]

    finding._away_until -= finding.LEAVE_ALONE_S
    assert not ask("玻璃").degraded


def test_everything_found_can_be_read(searched, monkeypatch):
    monkeypatch.setattr(finding, "BATCH", 2)
    rows = OrganisationFactory.create_batch(5, name="玻璃纤维")
    rebuild.build(SOURCE)

    every = list(finding.every_row(SOURCE, Query(SOURCE.kind.name, "玻璃", size=1)))

    assert every == rows[::-1]
