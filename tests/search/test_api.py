"""GET /api/v1/search/listings"""

import pytest
import time_machine
from django.urls import reverse

from core.outbox import Unavailable
from marketplace.models import Listing
from search import finding, rebuild
from search.documents import DOCUMENTS
from search.engines.embedded import EmbeddedEngine
from tests.factories import ListingFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/search/listings"
SOURCE = DOCUMENTS[Listing]


@pytest.fixture(autouse=True)
def index(tmp_path, settings):
    settings.SEARCH_DIR = tmp_path
    yield
    finding._away_until = 0


@pytest.fixture
def two():
    one = ListingFactory(public=True, title="玻璃纤维<回收>", external_id="x-1")
    other = ListingFactory(public=True, title="玻璃棉", industry="steel", problem="成本高。")
    rebuild.build(SOURCE)
    return one, other


def get(client, **params):
    return client.get(URL, params)


def test_the_answer_holds_what_the_page_shows(client, two):
    one, other = two

    said = get(client, q="玻璃纤维").json()

    assert (said["query"], said["total"]) == ("玻璃纤维", 2)
    assert said["tiers"] == {"exact": 1, "related": 1}
    assert (said["engine"], said["degraded"]) == ("embedded", False)
    assert [result["id"] for result in said["results"]] == [one.pk, other.pk]
    assert said["results"][0] | {"score": 0} == {
        "id": one.pk,
        "number": one.number,
        "external_id": "x-1",
        "title": "玻璃纤维<回收>",
        "title_html": "<mark>玻璃纤维</mark>&lt;回收&gt;",
        "benefit": one.benefit,
        "snippet_html": said["results"][0]["snippet_html"],
        "score": 0,
        "exact": True,
        "organisation": one.organisation.name,
        "industry": "nonferrous",
        "field": "05",
        "trl": 6,
        "ip": ["secret"],
        "mode": ["licence", "service"],
        "region": "360403",
        "price_kind": "negotiable",
        "price_fen": None,
        "confirmed_on": one.confirmed_on.isoformat(),
        "url": f"http://testserver{one.get_absolute_url()}",
    }
    assert said["results"][0]["score"] > said["results"][1]["score"]
    assert said["took_ms"] >= 0


def test_facets_are_counted_and_say_what_is_chosen(client, two):
    said = get(client, industry="steel").json()

    assert said["total"] == 1
    assert said["facets"]["industry"] == [
        {"value": "steel", "label": "钢铁", "count": 1, "selected": True},
        {"value": "nonferrous", "label": "有色金属", "count": 1, "selected": False},
    ]


def test_a_filter_may_be_said_several_times(client, two):
    response = client.get(f"{URL}?industry=steel&industry=nonferrous&size=1&page=2")

    assert response.json()["total"] == 2
    assert len(response.json()["results"]) == 1


@pytest.mark.parametrize(
    "params",
    [
        {"page": 0}, {"page": "a"}, {"size": 101}, {"size": 0}, {"page": 101, "size": 100},
        {"page": 501}, {"page": 10001, "size": 1}, {"page": 10**20}, {"page": "9" * 5000},
        {"size": 10**20}, {"trl_min": 10**20}, {"price_max": 10**20}, {"price_min": "x"},
        {"sort": "worst"}, {"industry": "none"}, {"field": "99"}, {"region": "' OR 1=1"},
        {"q": "玻" * 1001}, {"ip": "x"}, {"mode": "x"}, {"price_kind": "x"}, {"trl_min": 0},
        {"trl_max": 10}, {"trl_max": 3, "trl_min": 6}, {"price_min": -1}, {"price_max": 10**13},
        {"price_max": 1, "price_min": 2}, {"price_min": "1.5"},
    ],
    ids=str,
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_its_name(client, two, params):
    response = get(client, **params)

    assert response.status_code == 422
    [fault] = response.json()["detail"]
    assert next(iter(params)) in fault["loc"]
    assert fault["msg"]


def test_bounds_of_level_and_price_narrow_what_is_found(client):
    rows = [
        ListingFactory(public=True, trl=trl, price_kind=kind, price_fen=fen)
        for trl, kind, fen in [
            (3, "negotiable", None),
            (5, "fixed", 49_999_999),
            (7, "fixed", 50_000_000),
            (9, "fixed", 200_000_000),
        ]
    ]
    rebuild.build(SOURCE)

    def found(**params):
        return {result["id"] for result in get(client, **params).json()["results"]}

    keys = [row.pk for row in rows]
    assert found(trl_min=5) == {*keys[1:]}
    assert found(trl_max=5) == {*keys[:2]}
    assert found(trl_min=5, trl_max=7) == {*keys[1:3]}
    assert found(price_min=500_000) == {*keys[2:]}
    assert found(price_max=500_000) == {*keys[1:3]}
    assert found(price_kind="negotiable") == {keys[0]}
    levels = get(client, trl_min=5, trl_max=7).json()["facets"]["trl"]
    assert [(one["value"], one["count"], one["selected"]) for one in levels] == [
        ("3", 1, False), ("5", 1, True), ("6", 0, True), ("7", 1, True), ("9", 1, False),
    ]  # fmt: skip


def test_nothing_found_comes_with_what_would_find_something(client, two):
    said = get(client, q="玻璃纤维", industry="food").json()

    assert said["total"] == 0
    assert [(one["label"], one["count"]) for one in said["suggestions"]] == [("食品", 2)]
    again = client.get(said["suggestions"][0]["url"]).json()
    assert again["total"] == 2


def test_the_deepest_page_is_answered(client, two):
    assert get(client, page=500).json()["results"] == []
    assert get(client, page=100, size=100).status_code == 200


def test_what_is_left_empty_is_not_given(client, two):
    every = ("q", "industry", "field", "ip", "mode", "price_kind", "region", "trl_min", "trl_max",
             "price_min", "price_max", "sort", "page", "size")  # fmt: skip

    assert get(client, **dict.fromkeys(every, "")).json()["total"] == 2
    assert get(client, **dict.fromkeys(every, " ")).json()["total"] == 2
    assert client.get(f"{URL}?industry=&industry=steel&page=&size=1").json()["total"] == 1


@pytest.mark.parametrize("text", ["", '"', "'; DROP TABLE x;--", "🚀", "a*b(c) AND OR", "膜"])
def test_odd_input_is_answered(client, two, text):
    assert get(client, q=text).status_code == 200


def test_only_reading_is_possible(client):
    assert client.post(URL).status_code == 405


def test_who_asks_too_often_is_told_to_wait(client, two, settings):
    settings.API_PER_MINUTE = 2

    with time_machine.travel("2026-03-01T12:00:45+08:00", tick=False):
        codes = [get(client).status_code for _time in range(3)]
        refused = get(client)
    with time_machine.travel("2026-03-01T12:01:00+08:00", tick=False):
        later = get(client).status_code

    assert codes == [200, 200, 429]
    assert refused.headers["Retry-After"] == "15"
    assert later == 200


def test_without_an_engine_it_says_so(client, two, monkeypatch):
    def away(*_args):
        raise Unavailable("away")

    monkeypatch.setattr(EmbeddedEngine, "search", away)

    said = get(client, q="玻璃纤维").json()

    assert (said["degraded"], said["engine"], said["total"]) == (True, "database", 1)
    assert all(values == [] for values in said["facets"].values())


def test_the_api_explains_itself_without_script(client):
    page = client.get("/api/v1/docs")
    schema = client.get(reverse("api:openapi-json")).json()

    assert page.status_code == 200
    assert URL in page.content.decode()
    assert "swagger" not in page.content.decode()
    assert URL in schema["paths"]
    names = {one["name"] for one in schema["paths"][URL]["get"]["parameters"]}
    assert {"q", "industry", "field", "region", "sort", "page", "size"} <= names
