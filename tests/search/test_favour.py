"""Of two that answer alike, the one that says more and was confirmed later is ahead."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.models import Availability, Listing
from search import finding
from search.documents import DOCUMENTS, documents_of
from search.query import Query
from tests.factories import ListingFactory

pytestmark = pytest.mark.django_db
SOURCE = DOCUMENTS[Listing]
OLD = {"confirmed_on": timezone.localdate() - timedelta(days=400)}
FRESH = {"confirmed_on": timezone.localdate()}
FULL = {"pilot": "试用三个月", "economics": "每吨省 200 元", "team": "五人"}
BARE = {"pilot": "", "economics": "", "team": ""}
GONE = {"availability": Availability.TRANSFERRED}


@pytest.fixture
def ask(engine, monkeypatch):
    """Titles found on the engine that the test is about, once everything public is in it."""
    monkeypatch.setattr(finding, "engine", lambda: engine)

    def titles(text):
        index = engine.begin(SOURCE.kind)
        engine.fill(index, documents_of(SOURCE, SOURCE.public()))
        engine.swap(index)
        answer = finding.find(SOURCE, Query(SOURCE.kind.name, text))
        assert answer.engine == engine.name
        return [result.row.title for result in answer.results]

    yield titles
    engine.drop(SOURCE.kind)


@pytest.mark.parametrize(
    ("ahead", "behind"),
    [
        (FRESH, OLD),
        (FULL, BARE),
        (FULL | FRESH, FULL | FRESH | GONE),
    ],
)
def test_it_stands_ahead_of_one_that_answers_alike(ask, ahead, behind):
    ListingFactory(public=True, title="玻璃纤维甲", **ahead)
    ListingFactory(public=True, title="玻璃纤维乙", **behind)

    assert ask("玻璃纤维") == ["玻璃纤维甲", "玻璃纤维乙"]


def test_of_two_that_are_alike_in_this_too_the_newer_is_ahead(ask):
    ListingFactory(public=True, title="玻璃纤维甲", **FRESH)
    ListingFactory(public=True, title="玻璃纤维乙", **FRESH)

    assert ask("玻璃纤维") == ["玻璃纤维乙", "玻璃纤维甲"]


def test_a_better_answer_stays_ahead_of_a_fresher_one(ask):
    ListingFactory(public=True, title="玻璃纤维回收", **BARE, **OLD)
    ListingFactory(public=True, title="纤维板回收", **FULL, **FRESH)

    assert ask("玻璃纤维回收") == ["玻璃纤维回收", "纤维板回收"]
