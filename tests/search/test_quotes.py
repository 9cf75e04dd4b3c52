"""A phrase in quotes is in everything that is found; where nothing holds it, that is said."""

import pytest

from marketplace.models import Listing
from search import rebuild
from search.documents import DOCUMENTS
from tests.factories import ListingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def index(tmp_path, settings):
    settings.SEARCH_DIR = tmp_path
    ListingFactory(public=True, title="碳纳米管在浆料中分散")
    ListingFactory(public=True, title="单分散纳米二氧化硅")
    assert rebuild.build(DOCUMENTS[Listing])


def found(client, text):
    answer = client.get("/api/v1/search/listings", {"q": text}).json()
    return answer["total"], answer["tiers"]["exact"]


def test_a_phrase_in_quotes_narrows(client):
    assert found(client, "碳纳米管") == (2, 1)
    assert found(client, "“碳纳米管”") == (1, 1)


def test_where_no_text_holds_it_the_quotes_can_be_left_out(client):
    assert found(client, "“碳纳米管分散”") == (0, 0)

    page = client.get("/search/", {"q": "“碳纳米管分散”"}).content.decode()

    assert "去掉“引号”有 2 项" in page
    assert found(client, "碳纳米管分散")[0] == 2
