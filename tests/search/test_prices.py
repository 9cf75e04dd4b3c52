"""A price that is asked for finds what may cost that, on each engine and without one."""

from itertools import product

import pytest

from marketplace.models import Listing
from search import finding
from search.asked import Asked
from search.documents import DOCUMENTS, documents_of
from tests.factories import ListingFactory

SOURCE = DOCUMENTS[Listing]
YUAN = 100
ASKED = [None, 0, 100, 150, 200, 250, 301]
OFFERED = [  # price, from, to in yuan; what it may cost
    ((None, None, None), None),
    ((200, None, None), (200, 200)),
    ((None, 200, None), (200, 10**12)),
    ((None, None, 200), (0, 200)),
    ((None, 150, 250), (150, 250)),
    ((None, 300, 300), (300, 300)),
    ((None, 0, None), (0, 10**12)),
]


@pytest.fixture
def offers(db):
    """Each offer's key, with the least and the most that it may cost."""
    names = ("price_fen", "price_from_fen", "price_to_fen")
    found = {}
    for prices, span in OFFERED:
        fen = {
            name: None if yuan is None else yuan * YUAN
            for name, yuan in zip(names, prices, strict=True)
        }
        kind = "fixed" if prices[0] else "negotiable"
        found[ListingFactory(public=True, price_kind=kind, **fen).pk] = span
    return found


def asked():
    for low, high in product(ASKED, ASKED):
        if low is None or high is None or low <= high:
            yield low, high


def right(offers, low, high):
    """Brute force: what begins before the end, and ends after the beginning."""
    if low is None and high is None:
        return {*offers}
    return {
        pk
        for pk, span in offers.items()
        if span and (high is None or span[0] <= high) and (low is None or span[1] >= low)
    }


def ids(found):
    return {hit.id for hit in found.hits}


def test_what_may_cost_it_is_found(engine, offers):
    index = engine.begin(SOURCE.kind)
    engine.fill(index, documents_of(SOURCE, SOURCE.public()))
    engine.swap(index)

    for bounds in asked():
        query = Asked(ranges={"price": bounds}).query
        assert ids(engine.search(SOURCE.kind, query)) == right(offers, *bounds), bounds
    cheapest = engine.search(SOURCE.kind, Asked(sort="price").query)
    order = [offers[hit.id] for hit in cheapest.hits]
    assert order[0] == (0, 10**12)
    assert order[-2:] == [(300, 300), None]
    engine.drop(SOURCE.kind)


def test_it_is_without_an_engine_too(offers):
    for bounds in asked():
        query = Asked(ranges={"price": bounds}).query
        found = finding._from_database(SOURCE, query, SOURCE.public())
        assert ids(found) == right(offers, *bounds), bounds
