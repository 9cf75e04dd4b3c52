"""A search that finds little is kept without its person, and offers what would find more."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from accounts.models import Role
from marketplace.models import Listing
from search import finding, rebuild, services, thin
from search.documents import DOCUMENTS
from search.models import ThinSearch
from tests.factories import ListingFactory
from tests.parts.people import person

pytestmark = pytest.mark.django_db
SOURCE = DOCUMENTS[Listing]


@pytest.fixture(autouse=True)
def market(tmp_path, settings):
    settings.SEARCH_DIR = tmp_path
    for title in ("玻璃纤维中试线", "玻璃纤维布", "玻璃纤维纱", "锂电池回收中试"):
        ListingFactory(public=True, title=title, industry="materials")
    rebuild.build(SOURCE)
    yield
    finding._away_until = 0


def page(client, address):
    response = client.get(f"/search/{address}")
    assert response.status_code == 200
    return response.getvalue().decode()


def kept():
    return list(ThinSearch.objects.values_list("words", "conditions", "exact", "found", "times"))


def test_what_finds_little_is_counted_by_the_day(client):
    for _time in range(2):
        page(client, "?q=锂电池&industry=materials&trl_min=2")
    client.get("/api/v1/search/listings?q=石墨烯散热膜")

    assert ("锂电池", "industry=materials&trl_min=2", 1, 1, 2) in kept()
    assert ("石墨烯散热膜", "", 0, 0, 1) in kept()


@pytest.mark.parametrize(
    "address", ["", "?q=玻璃纤维", "?q=！！！", "?q=锂电池&page=2", "?q=锂电池&export=csv"]
)
def test_what_finds_enough_or_asks_nothing_new_is_not_kept(client, address):
    page(client, address)

    assert kept() == []


def test_nothing_is_kept_while_no_engine_answers(client, monkeypatch):
    monkeypatch.setattr("search.finding._ask", lambda *_args: None)

    page(client, "?q=石墨烯")

    assert kept() == []


def test_of_a_person_only_the_kind_of_organisation_is_kept(client):
    user = person(Role.FIRM_MEMBER)
    client.force_login(user)

    page(client, "?q=石墨烯 联系 13800138000 或 a.b@example.com")

    row = ThinSearch.objects.get()
    assert row.organisation_kind == user.organisations().get().kind
    assert row.words == "石墨烯 联系 … 或 …"
    assert {field.name for field in ThinSearch._meta.get_fields()} == {
        "id", "day", "words", "conditions", "organisation_kind", "exact", "found", "times",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "kept_as"),
    [
        ("TC4 钛合金 1200 MPa", "TC4 钛合金 1200 MPa"),
        ("致电0792-8123456转", "致电…转"),
        ("138 0013 8000", "…"),
        ("110 kV 变压器\n检修", "110 kV 变压器 检修"),
    ],
)
def test_numbers_that_reach_a_person_are_left_out(typed, kept_as):
    assert thin.without_contacts(typed) == kept_as


def test_a_search_that_cannot_be_kept_is_answered(client, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise DatabaseError("database is locked")

    monkeypatch.setattr("search.services.keep_thin_search", refuse)

    assert "锂电池" in page(client, "?q=锂电池")


def test_a_machine_fills_no_more_than_a_days_share(client, monkeypatch):
    monkeypatch.setattr(services, "MOST_A_DAY", 2)

    for word in ("石墨烯", "量子点", "光子晶体", "石墨烯"):
        page(client, f"?q={word}")

    assert [(row[0], row[-1]) for row in kept()] == [("石墨烯", 2), ("量子点", 1)]


def test_what_is_older_than_kept_for_is_forgotten():
    today = date(2026, 11, 24)
    facts = {"conditions": "", "organisation_kind": "", "exact": 0, "found": 0}
    old = ThinSearch.objects.create(
        words="旧", day=today - timedelta(days=services.KEEP_DAYS + 1), **facts
    )
    ThinSearch.objects.create(words="新", day=today - timedelta(days=services.KEEP_DAYS), **facts)

    assert services.forget_searches(today) == 1
    assert not ThinSearch.objects.filter(pk=old.pk).exists()
    assert ThinSearch.objects.count() == 1


def test_the_bureau_reads_them_and_nobody_else():
    ThinSearch.objects.create(words="石墨烯", day=timezone.localdate(), exact=0, found=0)

    readers = {role for role in Role if ThinSearch.objects.visible_to(person(role)).exists()}

    assert readers == {Role.SECTION_STAFF, Role.COUNTY_STAFF, Role.LEADER}


def test_the_way_to_a_need_is_shown_where_no_more_than_parts_of_the_question_are_found(client):
    for number in range(6):
        ListingFactory(public=True, title=f"玻璃纤维板{number}型")
    rebuild.build(SOURCE)

    related, exact = page(client, "?q=玻璃纤维拉丝断头"), page(client, "?q=玻璃纤维")

    assert related.count('class="zh-row"') == exact.count('class="zh-row"') == 9
    assert "/needs/new/?q=%E7%8E%BB" in related
    assert "/needs/new/" not in exact


def test_fewer_words_are_offered_where_nothing_holds_all(client):
    shown = page(client, "?q=玻璃纤维 中试 石墨烯")
    said = client.get("/api/v1/search/listings?q=玻璃纤维 中试 石墨烯").json()["suggestions"]

    assert "去掉“石墨烯”有 1 项" not in shown  # 石墨 and 烯 are two words to the dictionary
    assert [(one["label"], one["count"]) for one in said] == [("石墨", 1)]


def test_fewer_words_keep_the_names_and_count_what_they_say(client):
    name = ListingFactory(public=True, title="玻璃纤维中试线二").organisation.name
    rebuild.build(SOURCE)

    said = client.get(f"/api/v1/search/listings?q=玻璃纤维 量子 org:{name}").json()["suggestions"]

    assert [(one["label"], one["count"]) for one in said] == [("量子", 1)]
    assert client.get(said[0]["url"]).json()["total"] == 1
