from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from core.models import Region
from core.regions import Place, breakdown, place_of

COUNTIES = [
    "浔阳区", "濂溪区", "柴桑区", "武宁县", "修水县", "永修县", "德安县",
    "都昌县", "湖口县", "彭泽县", "瑞昌市", "共青城市", "庐山市",
]  # fmt: skip
CODES = [
    "360400", "360402", "360403", "360404", "360423", "360424", "360425", "360426", "360428",
    "360429", "360430", "360481", "360482", "360483",
    "3604Z01", "3604Z02", "3604Z03", "3604Z04", "3604Z05", "3604Z06",
]  # fmt: skip


@pytest.fixture
def regions(db):
    call_command("load_regions", stdout=StringIO())


def rows_of(reckoned):
    return {row.region.code: row.figure for row in reckoned.rows if row.figure}


def test_the_city_has_thirteen_counties_and_its_zones(regions):
    assert set(Region.objects.counties().values_list("name", flat=True)) == set(COUNTIES)
    assert list(Region.objects.zones().values_list("code", "name", "county")) == [
        ("3604Z01", "九江经济技术开发区", None),
        ("3604Z02", "八里湖新区", None),
        ("3604Z03", "庐山西海风景名胜区", None),
        ("3604Z04", "庐山管理局", None),
        ("3604Z05", "鄱阳湖生态科技城", None),
        ("3604Z06", "共青城国家高新区", "360482"),
    ]
    assert not Region.objects.of_city().filter(name_en="").exists()


def test_loading_twice_changes_nothing(regions):
    before = list(Region.objects.values_list())

    call_command("load_regions", stdout=StringIO())

    assert list(Region.objects.values_list()) == before
    assert len(before) == 34 + 337 + 2846 + 6 + 1


def test_every_division_has_its_parent(regions):
    orphans = Region.objects.filter(parent=None).exclude(kind__in=["province", "abroad"])

    assert not orphans.exists()
    assert Region.objects.get(code="360424").parent_id == "360400"
    assert Region.objects.get(code="110101").parent_id == "110000"
    assert Region.objects.get(code="500229").parent_id == "500000"


def test_a_zone_is_shown_apart_or_in_its_county(regions, django_assert_num_queries):
    figures = {"360482": 100, "3604Z06": 40, "3604Z01": 7, "360400": 1}

    with django_assert_num_queries(1):
        apart = breakdown(figures, zones_apart=True)
    folded = breakdown(figures, zones_apart=False)

    assert rows_of(apart) == {"360482": 100, "3604Z06": 40, "3604Z01": 7, "360400": 1}
    assert rows_of(folded) == {"360482": 140, "3604Z01": 7, "360400": 1}
    assert len(apart.rows) == 13 + 6 + 1
    assert len(folded.rows) == 13 + 5 + 1
    assert [row.region.code for row in folded.rows if row.is_own] == ["360400"]
    assert (apart.total, apart.zones_total) == (148, 47)
    assert (folded.total, folded.zones_total) == (148, 47)


@given(figures=st.dictionaries(st.sampled_from(CODES), st.integers(-(10**12), 10**15)))
@hypothesis_settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_total_is_the_same_with_and_without_zones(regions, figures):
    apart = breakdown(figures, zones_apart=True)
    folded = breakdown(figures, zones_apart=False)

    assert apart.total == folded.total == sum(figures.values())
    assert sum(row.figure for row in apart.rows) == apart.total
    assert sum(row.figure for row in folded.rows) == folded.total


def test_figures_from_elsewhere_are_not_quietly_left_out(regions):
    with pytest.raises(ValueError, match="360102"):
        breakdown({"360102": 1}, zones_apart=True)


@pytest.mark.parametrize(
    ("city", "counties", "first"),
    [("360100", 9, "东湖区"), ("110000", 16, "东城区"), ("441900", 0, None)],
)
def test_another_city_works_by_its_code(regions, settings, city, counties, first):
    settings.CITY_REGION_CODE = city

    reckoned = breakdown({city: 5}, zones_apart=False)

    assert Region.objects.counties().count() == counties
    assert len(reckoned.rows) == counties + 1
    assert reckoned.rows[0].region.name == (first or "东莞市")
    assert reckoned.total == 5


def test_a_zone_in_no_county_of_the_city_keeps_its_row(regions):
    Region.objects.filter(code="3604Z06").update(county="360102")

    assert rows_of(breakdown({"3604Z06": 3}, zones_apart=False)) == {"3604Z06": 3}


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("360400", Place.CITY),
        ("360424", Place.CITY),
        ("3604Z02", Place.CITY),
        ("360102", Place.PROVINCE),
        ("420100", Place.COUNTRY),
        ("810000", Place.HMT),
        ("ABROAD", Place.ABROAD),
    ],
)
def test_a_region_falls_in_one_bucket(regions, code, place):
    assert place_of(Region.objects.get(code=code)) == place


def test_seen_from_a_municipality_its_districts_are_the_city(regions, settings):
    settings.CITY_REGION_CODE = "500000"

    assert place_of(Region.objects.get(code="500229")) == Place.CITY
    assert place_of(Region.objects.get(code="360400")) == Place.COUNTRY


def test_a_city_that_is_not_in_the_table_is_refused(db, settings):
    settings.CITY_REGION_CODE = "999900"

    with pytest.raises(CommandError, match="999900"):
        call_command("load_regions")


def test_a_zone_in_an_unknown_county_is_refused(db, tmp_path):
    file = tmp_path / "zones.csv"
    file.write_text("code,name,name_en,city,county\n3604Z09,示例区,,360400,369999\n")

    with pytest.raises(CommandError, match="3604Z09"):
        call_command("load_regions", "--zones", str(file))
