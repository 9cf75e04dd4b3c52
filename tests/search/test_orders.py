"""Orders and facets of listings, on each engine and without one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from marketplace.models import Listing
from search import finding, rebuild
from search.asked import Asked
from search.documents import DOCUMENTS, documents_of
from search.facets import Facets
from tests.factories import ListingFactory, OrganisationFactory

SOURCE = DOCUMENTS[Listing]
# Days since each was confirmed, its level, how far its pilot has come.
FACTS = [(0, 3, "passed"), (90, 9, "running"), (91, 1, "none"), (400, 6, "passed")]


@pytest.fixture
def offers(db):
    unit = OrganisationFactory(name="匡庐研究院（示例）")
    today = timezone.localdate()
    return [
        ListingFactory(
            public=True,
            confirmed_on=today - timedelta(days=days),
            trl=trl,
            pilot=pilot,
            **({"organisation": unit} if pilot == "passed" else {}),
        )
        for days, trl, pilot in FACTS
    ]


@pytest.fixture
def build(engine, offers):
    index = engine.begin(SOURCE.kind)
    engine.fill(index, documents_of(SOURCE, SOURCE.public()))
    engine.swap(index)
    yield
    engine.drop(SOURCE.kind)


@pytest.mark.parametrize(
    ("sort", "order"), [("confirmed", [0, 1, 2, 3]), ("maturity", [1, 3, 0, 2])]
)
def test_what_was_confirmed_last_or_is_most_mature_comes_first(engine, offers, build, sort, order):
    found = engine.search(SOURCE.kind, Asked(sort=sort).query)

    assert [hit.id for hit in found.hits] == [offers[place].pk for place in order]


@pytest.mark.parametrize(
    ("chosen", "places"),
    [
        ({"confirmed": ("90",)}, {0, 1}),
        ({"pilot": ("passed",)}, {0, 3}),
        ({"pilot": ("passed", "running"), "confirmed": ("90",)}, {0, 1}),
        ({"organisation": ("unit",)}, {0, 3}),
        ({"organisation": ("9" * 18,)}, set()),
    ],
    ids=str,
)
def test_they_are_narrowed_by_pilot_unit_and_day(engine, offers, build, chosen, places):
    unit = str(offers[0].organisation_id)
    chosen = {name: tuple(unit if one == "unit" else one for one in values)
              for name, values in chosen.items()}  # fmt: skip
    asked = Asked(filters=chosen)
    right = {offers[place].pk for place in places}

    assert {hit.id for hit in engine.search(SOURCE.kind, asked.query).hits} == right
    without = finding._from_database(SOURCE, asked.query, SOURCE.public())
    assert {hit.id for hit in without.hits} == right


def test_their_facets_are_counted_as_if_they_were_not_chosen(engine, offers, build):
    asked = Asked(filters={"confirmed": ("90",)})

    facets = Facets(asked, engine.search(SOURCE.kind, asked.query).facets)

    shown = {
        facet.name: [(one.value, str(one.label), one.count, one.selected) for one in facet.values]
        for facet in facets.shown
    }
    assert shown["confirmed"] == [("90", "90 天内确认", 2, True)]
    assert shown["pilot"] == [("passed", "已通过中试", 1, False), ("running", "中试中", 1, False)]
    unit = offers[0].organisation
    assert (str(unit.pk), unit.name, 1, False) in shown["organisation"]
    assert [str(one.value) for one in facets.conditions] == ["90 天内确认"]


@pytest.mark.django_db
def test_of_many_units_those_with_most_are_shown_and_the_chosen_one(client, tmp_path, settings):
    settings.SEARCH_DIR = tmp_path
    large = OrganisationFactory()
    ListingFactory.create_batch(2, public=True, organisation=large)
    small = [ListingFactory(public=True).organisation for _number in range(25)]
    rebuild.build(SOURCE)

    said = client.get("/api/v1/search/listings").json()["facets"]["organisation"]
    last = small[-1]
    chosen = client.get("/api/v1/search/listings", {"organisation": last.pk, "sort": "maturity"})

    assert len(said) == 20
    assert said[0] == {
        "value": str(large.pk), "label": large.name, "count": 2, "selected": False,
    }  # fmt: skip
    assert chosen.json()["total"] == 1
    assert chosen.json()["facets"]["organisation"][0]["label"] == last.name
    page = client.get("/search/", {"organisation": last.pk, "confirmed": "90"}).content.decode()
    assert f"去掉条件：来源单位 {last.name}" in page
    assert "去掉条件：更新时间 90 天内确认" in page
    for wrong in ({"organisation": "x"}, {"confirmed": "91"}, {"pilot": "x"}, {"sort": "trl"}):
        assert client.get("/api/v1/search/listings", wrong).status_code == 422
