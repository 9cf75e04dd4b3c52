"""Achievements like one are shown with the reason, or it is said that there are none."""

import pytest

from core.outbox import Unavailable
from marketplace.models import Listing
from search import finding, rebuild
from search.documents import DOCUMENTS
from search.engines.embedded import EmbeddedEngine
from search.similar import telling_words
from tests.factories import ListingFactory, RegionFactory, UserFactory

pytestmark = pytest.mark.django_db
SOURCE = DOCUMENTS[Listing]


@pytest.fixture(autouse=True)
def index(tmp_path, settings):
    settings.SEARCH_DIR = tmp_path
    yield
    finding._away_until = 0


@pytest.fixture
def glass():
    """One, another like it, one that only shares a general word, one of another trade."""
    made = {
        "materials": {"industry": "materials", "field": "05", "trl": 6},
        "textile": {"industry": "textile", "field": "03"},
    }
    one = ListingFactory(public=True, title="玻璃纤维拉丝断头预警系统", **made["materials"])
    ListingFactory(public=True, title="玻璃纤维无硼配方", **made["materials"] | {"trl": 7})
    ListingFactory(public=True, title="水泥窑断头预热系统", **made["materials"])
    ListingFactory(
        public=True,
        title="玻璃纤维坯布退浆",
        **made["textile"],
        region=RegionFactory(code="360402"),
    )
    ListingFactory(title="玻璃纤维草稿", **made["materials"])
    assert rebuild.build(SOURCE)
    return one


def ask(client, listing, **headers):
    response = client.get(f"/search/similar/{listing.number}/", **headers)
    assert response.status_code == 200
    return response.content.decode()


def test_what_is_alike_says_why(client, glass):
    page = ask(client, glass)

    assert "玻璃纤维无硼配方" in page
    for reason in ("都提到：玻璃纤维", "同一行业", "同一技术领域", "成熟度相近", "同一地区"):
        assert f"<li>{reason}</li>" in page, reason
    for other in ("水泥窑", "退浆", "草稿"):
        assert other not in page, other
    assert page.count('class="zh-row"') == 1


def test_where_none_is_alike_it_says_so(client, glass):
    lone = ListingFactory(public=True, title="茶油压榨", industry="food", field="09")

    assert "暂无合适的相似成果" in ask(client, lone)


def test_it_is_a_part_of_the_listings_page(client, glass):
    listing = client.get(glass.get_absolute_url()).content.decode()
    part = ask(client, glass, HTTP_HX_REQUEST="true")

    assert f'hx-get="/search/similar/{glass.number}/"' in listing
    assert f'<a href="/search/similar/{glass.number}/">' in listing
    assert part.startswith("<section")
    assert "<html" not in part


def test_a_draft_is_compared_for_its_author_alone(client, glass):
    draft = ListingFactory(title="玻璃纤维捻线", industry="materials")

    client.force_login(draft.author)
    assert "玻璃纤维无硼配方" in ask(client, draft)
    client.force_login(UserFactory())
    assert client.get(f"/search/similar/{draft.number}/").status_code == 404


def test_without_an_engine_it_says_so(client, glass, monkeypatch):
    def away(*_args):
        raise Unavailable("away")

    monkeypatch.setattr(EmbeddedEngine, "search", away)

    assert "检索服务暂时不可用" in ask(client, glass)


def test_it_costs_few_queries(client, glass, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        ask(client, glass)


def test_words_that_stand_in_every_title_tell_nothing():
    assert telling_words("一种基于“5G”的玻璃纤维在线检测系统及方法") == ["5g", "玻璃纤维"]
