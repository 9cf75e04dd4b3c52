"""What many search for and find stands on the front page: words of public titles alone."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from django.utils import timezone

from accounts.models import Role
from cms import site
from marketplace.models import Listing
from search import finding, hot, rebuild, services
from search.documents import DOCUMENTS
from search.models import AskedWord
from tests.factories import ListingFactory
from tests.parts.people import person

pytestmark = pytest.mark.django_db
SOURCE = DOCUMENTS[Listing]


@pytest.fixture(autouse=True)
def market(tmp_path, settings):
    settings.SEARCH_DIR = tmp_path
    for title in ("玻璃纤维中试线", "玻璃纤维布", "PVDF 薄膜", "PVDF 涂层", "锂电池回收"):
        ListingFactory(public=True, title=title)
    rebuild.build(SOURCE)
    cache.clear()
    yield
    cache.clear()
    finding._away_until = 0


def ask(client, address, reader="203.0.113.1", **headers):
    assert client.get(f"/search/{address}", REMOTE_ADDR=reader, **headers).status_code == 200


def kept():
    return [*AskedWord.objects.values_list("word", "times")]


def asked(word, times, days_ago=0):
    day = timezone.localdate() - timedelta(days=days_ago)
    AskedWord.objects.create(word=word, times=times, day=day)


def test_a_word_counts_once_a_reader_and_day(client):
    for reader in ("203.0.113.1", "203.0.113.1", "203.0.113.2"):
        ask(client, "?q=玻璃纤维", reader)
    ask(client, "?q= pvdf ")

    assert sorted(kept()) == [("pvdf", 1), ("玻璃纤维", 2)]


def test_nothing_of_the_reader_is_kept(client):
    ask(client, "?q=玻璃纤维")

    assert {field.name for field in AskedWord._meta.get_fields()} == {"id", "day", "word", "times"}


@pytest.mark.parametrize(
    "address",
    [
        "",
        "?q=锂电池",  # one title has it: who asks could be known by it
        "?q=石墨烯",  # nothing is found
        "?q=13812345678",
        "?q=玻璃纤维布 13812345678",
        "?q=我厂玻璃纤维老是断怎么办",
        "?q=玻璃纤维&page=2",
        "?q=玻璃纤维&export=csv",
        "?q=玻璃纤维&hot",
    ],
)
def test_what_is_no_word_of_several_public_titles_is_not_counted(client, address):
    ask(client, address)

    assert kept() == []


def test_a_word_of_drafts_is_none(client):
    for _n in range(2):
        ListingFactory(title="石墨烯散热膜")
    rebuild.build(SOURCE)

    ask(client, "?q=石墨烯")

    assert kept() == []


def test_a_search_is_answered_where_its_word_cannot_be_counted(client, monkeypatch):
    def fails(word):
        raise DatabaseError

    monkeypatch.setattr(services, "count_asked_word", fails)

    ask(client, "?q=玻璃纤维")

    assert kept() == []


def test_the_most_often_asked_for_in_a_month_are_shown():
    asked("玻璃纤维", 3, days_ago=29)
    asked("玻璃纤维", 3)
    asked("pvdf", 7)
    asked("薄膜", hot.FEWEST - 1)
    asked("涂层", 100, days_ago=31)

    assert hot.words() == ["pvdf", "玻璃纤维"]


def test_a_word_that_no_public_titles_share_any_more_is_not_shown():
    asked("玻璃纤维", 9)
    Listing.objects.filter(title="玻璃纤维布").update(title="布")
    rebuild.build(SOURCE)

    assert hot.words() == []


def test_none_are_shown_while_no_engine_answers(settings, tmp_path):
    asked("玻璃纤维", 9)
    settings.SEARCH_DIR = tmp_path / "nowhere"

    assert hot.words() == []


def test_the_front_page_leads_to_what_they_find(client):
    site.set_up()
    asked("玻璃纤维", 9)

    page = client.get("/").content.decode()
    (link,) = re.findall(r'<p class="zh-hot">.*?href="([^"]*)"', page)

    assert "共" in client.get(link.replace("&amp;", "&")).content.decode()
    assert kept() == [("玻璃纤维", 9)]


def test_a_front_page_of_which_nothing_is_asked_has_no_such_line(client):
    site.set_up()

    assert "zh-hot" not in client.get("/").content.decode()


def test_they_are_forgotten_with_the_searches_that_found_little():
    asked("玻璃纤维", 9, days_ago=services.KEEP_DAYS + 1)
    asked("玻璃纤维", 9, days_ago=services.KEEP_DAYS)

    assert services.forget_searches() == 1
    assert AskedWord.objects.count() == 1


def test_how_often_is_for_the_bureau():
    asked("玻璃纤维", 9)

    readers = {role for role in Role if AskedWord.objects.visible_to(person(role)).exists()}

    assert readers == {Role.SECTION_STAFF, Role.COUNTY_STAFF, Role.LEADER}
