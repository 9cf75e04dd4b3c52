"""On a phone and by keyboard the results are near, however long the filters are."""

import pytest

from marketplace.models import Listing
from search import rebuild
from search.documents import DOCUMENTS
from tests.factories import ListingFactory

pytestmark = pytest.mark.django_db


def test_results_are_one_step_away_and_where_filters_lead(client, tmp_path, settings):
    settings.SEARCH_DIR = tmp_path
    ListingFactory(public=True, title="高模量玻璃纤维")
    assert rebuild.build(DOCUMENTS[Listing])

    page = client.get("/search/", {"q": "玻璃纤维"}).content.decode()

    skip, results = '<a class="zh-skip" href="#results">', '<div id="results"'
    assert page.index(skip) < page.index("<header") < page.index(results)
    assert 'action="/search/#results"' in page
    assert '<span class="zh-count">' in page.partition(results)[2]
