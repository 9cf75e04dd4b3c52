"""Whoever begins to type is offered words, units and titles: public ones, by pinyin too."""

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from core.outbox import Unavailable
from marketplace.models import Listing
from search import rebuild, starting
from search.documents import DOCUMENTS
from search.suggesting import suggest
from tests.factories import ListingFactory, OrganisationFactory

SOURCE = DOCUMENTS[Listing]


@pytest.fixture
def market(db, tmp_path, settings):
    settings.SEARCH_DIR = tmp_path
    unit = OrganisationFactory(name="长江材料研究院（示例）")
    titles = ("玻璃纤维无硼配方", "玻璃纤维布", "高模量玻璃纤维", "MOSFET 模块")
    rows = [ListingFactory(public=True, title=title, organisation=unit) for title in titles]
    ListingFactory(title="玻璃纤维保密草稿", organisation__name="未公开单位（示例）")
    rebuild.build(SOURCE)
    return rows


def offered(typed):
    return [(one.kind, one.text) for one in suggest(typed)]


@pytest.mark.parametrize("typed", ["玻璃", "玻", "bl", "boli", "BLXW", "ｂｌ"])
def test_words_and_titles_are_offered_by_characters_and_by_pinyin(market, typed):
    found = offered(typed)

    assert found[0][0] == "word"
    assert ("title", "玻璃纤维布") in found
    assert not any("草稿" in text for _kind, text in found)


@pytest.mark.parametrize("typed", ["长江", "cjcl", "changjiang"])
def test_a_unit_is_offered_and_searched_by_name(market, typed):
    [unit] = [one for one in suggest(typed) if one.kind == "org"]

    assert unit.query == 'org:"长江材料研究院（示例）"'


@pytest.mark.parametrize("typed", ["玻璃纤维", "bolixian", "blxw", "BLXW", "gmlblxw"])
def test_a_title_is_offered_from_within(market, typed):
    assert ("title", "高模量玻璃纤维") in offered(typed)


def test_a_word_that_stands_within_one_title_alone_leads_to_it_by_pinyin_too(market):
    ListingFactory(public=True, title="一种高强铜箔 LED 的处理")
    rebuild.build(SOURCE)

    for typed in ("铜箔", "tongbo", "tb"):
        assert offered(typed) == [("title", "一种高强铜箔 LED 的处理")]


def test_a_word_of_one_listing_alone_is_not_offered(market):
    assert ("word", "mosfet") not in offered("mos")
    assert offered("mos") == [("title", "MOSFET 模块")]


@pytest.mark.parametrize(
    "typed", ["", "  ", "！", "%", "_", "\x00", "'", "未公开", "wgk", "玻璃纤维保密"]
)
def test_nothing_is_offered_for_nothing_or_what_is_not_public(market, typed):
    assert offered(typed) == []


def test_what_was_hidden_a_moment_ago_is_not_offered(market):
    Listing.objects.filter(title="玻璃纤维布").update(live=False)
    Listing.objects.filter(organisation__name__startswith="长江").update(live=False)

    assert [one for one in offered("玻璃") if one[0] == "title"] == []
    assert offered("长江") == []


def test_without_an_engine_nothing_is_offered(market, monkeypatch):
    def away(*_args):
        raise Unavailable("away")

    monkeypatch.setattr("search.engines.embedded.EmbeddedEngine.starting", away)

    assert suggest("玻璃") == []


def test_the_api_answers(market, client):
    said = client.get("/api/v1/search/suggest", {"q": "cj"}).json()

    assert said == {
        "query": "cj",
        "suggestions": [
            {
                "kind": "org",
                "text": "长江材料研究院（示例）",
                "query": 'org:"长江材料研究院（示例）"',
                "url": said["suggestions"][0]["url"],
            }
        ],
    }
    assert "高模量玻璃纤维" in client.get(said["suggestions"][0]["url"]).content.decode()
    assert client.get("/api/v1/search/suggest", {"q": "玻" * 1001}).status_code == 422


def test_who_types_uses_up_no_searches_and_has_a_bound_of_its_own(market, client, settings):
    settings.API_PER_MINUTE, settings.SUGGEST_PER_MINUTE = 1, 3

    with time_machine.travel("2026-03-01T12:00:45+08:00", tick=False):
        typed = [client.get("/api/v1/search/suggest", {"q": "bl"}) for _time in range(4)]
        found = [client.get("/api/v1/search/listings").status_code for _time in range(2)]

    assert [one.status_code for one in typed] == [200, 200, 200, 429]
    assert typed[-1].headers["Retry-After"] == "15"
    assert found == [200, 429]


def test_the_boxes_say_where_to_ask(market, client):
    page = client.get("/search/").content.decode()

    assert 'data-suggest="/api/v1/search/suggest"' in page
    assert "core/js/suggest.js" in page


@given(st.text(max_size=60))
def test_whatever_stands_in_a_title_can_be_read_back(title):
    for value in starting.entries({"title": (title,), "org": (title,)}):
        kind, text = starting.read(value)

        assert kind in {"title", "org", "word"}
        assert text
