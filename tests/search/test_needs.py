"""Needs are found by their public text, and a thin search leads to the form."""

import pytest

from core import outbox
from marketplace.models import Need
from marketplace.services import needs
from search import finding, rebuild
from search.documents import DOCUMENTS
from search.engines.current import engine
from tests.factories import ListingFactory, NeedFactory, RegionFactory

pytestmark = pytest.mark.django_db
SOURCE = DOCUMENTS[Need]


@pytest.fixture(autouse=True)
def index(tmp_path, settings):
    settings.SEARCH_DIR = tmp_path
    yield
    finding._away_until = 0


def ask(client, text):
    return client.get("/search/needs/", {"q": text}).content.decode()


def test_a_public_need_is_found_and_its_other_texts_are_not(client):
    need = NeedFactory(status=Need.Status.OPEN)
    NeedFactory(status=Need.Status.MATCHING, public_text="另一项求温控的需求。")
    rebuild.build(SOURCE)

    found = ask(client, "温控")
    assert need.number in found
    assert "另一项" not in found
    for hidden in ("浸润剂", "边部"):  # of its own words, and of the refined text
        assert need.number not in ask(client, hidden)


def test_who_withdraws_is_not_found_any_more(client):
    need = NeedFactory(status=Need.Status.OPEN)
    rebuild.build(SOURCE)
    needs.withdraw_need(need.pk, actor=need.author)
    assert need.number not in ask(client, "温控")  # the row itself is asked

    outbox.drain("search")

    assert engine().count(SOURCE.kind) == 0


def test_without_words_all_needs_are_listed(client):
    assert client.get("/search/needs/")["Location"] == "/needs/"
    assert client.get("/search/?kind=need&q=温控")["Location"].startswith("/search/needs/?q=")


def test_a_page_beyond_the_last_shows_the_last(client):
    rows = [NeedFactory(status=Need.Status.OPEN) for _number in range(21)]
    rebuild.build(SOURCE)

    for page in (2, 9, 500, 10**30):
        said = client.get("/search/needs/", {"q": "温控", "page": page}).content.decode()
        assert len({row.number for row in rows if row.number in said}) == 1
        assert "没有找到" not in said


def test_needs_found_are_narrowed_as_their_list_is(client):
    here, there = RegionFactory(), RegionFactory(code="360402", name="濂溪区")
    one = NeedFactory(status=Need.Status.OPEN, industry="materials", region=here)
    two = NeedFactory(status=Need.Status.OPEN, industry="food", region=here)
    three = NeedFactory(status=Need.Status.OPEN, industry="food", region=there)
    rebuild.build(SOURCE)

    def found(**chosen):
        said = client.get("/search/needs/", {"q": "温控", **chosen}).content.decode()
        return [row for row in (one, two, three) if row.number in said]

    assert found() == [one, two, three]
    assert found(industry="food") == [two, three]
    assert found(industry="food", region=here.pk) == [two]
    assert found(industry="nonsense", region="nowhere") == [one, two, three]
    page = client.get("/search/needs/", {"q": "温控", "industry": "food"}).content.decode()
    assert '<input type="hidden" name="q" value="温控"' in page
    assert '<input type="hidden" name="industry" value="food">' in page
    assert 'href="?q=%E6%B8%A9%E6%8E%A7" aria-label="去掉条件：行业' in page


def test_the_list_of_needs_offers_the_search(client):
    page = client.get("/needs/", {"q": "温控", "industry": "food"}).content.decode()

    assert 'action="/search/needs/"' in page
    assert '<input id="q" name="q" type="search" maxlength="1000" value="温控">' in page
    assert '<input type="hidden" name="industry" value="food">' in page
    assert "/search/needs/?q=%E6%B8%A9%E6%8E%A7" in page


def test_a_thin_search_offers_the_form_with_the_words(client):
    rebuild.build(DOCUMENTS[type(ListingFactory(public=True))])

    thin = client.get("/search/", {"q": "铜箔 处理"}).content.decode()
    none = client.get("/search/", {"q": "龘靐"}).content.decode()
    all_of_them = client.get("/search/").content.decode()

    for page in (thin, none):
        assert "/needs/new/?q=" in page
    assert "/needs/new/?q=" not in all_of_them
