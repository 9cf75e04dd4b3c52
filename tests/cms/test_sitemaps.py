"""What search engines are shown: public rows alone, in both languages, however many."""

import pytest

from cms import sitemaps
from tests.factories import ListingFactory, NeedFactory


@pytest.fixture
def listings(home):
    return [ListingFactory(public=True), ListingFactory(public=True), ListingFactory()]


def test_public_rows_stand_in_both_languages(client, listings):
    index = client.get("/sitemap.xml").content.decode()
    text = client.get("/sitemap-listings.xml").content.decode()

    assert "/sitemap-listings.xml" in index
    assert f"<loc>http://testserver{listings[0].get_absolute_url()}</loc>" in text
    assert f"<loc>http://testserver/en{listings[0].get_absolute_url()}</loc>" in text
    assert 'hreflang="en"' in text
    assert listings[2].number not in text


def test_needs_and_pages_stand_in_theirs(client, home):
    need = NeedFactory(status="open")
    NeedFactory()

    needs = client.get("/sitemap-needs.xml").content.decode()
    pages = client.get("/sitemap-pages.xml").content.decode()

    assert needs.count("<loc>") == 2
    assert need.number in needs
    assert "<loc>http://testserver/policies/</loc>" in pages


def test_many_rows_are_several_files_of_a_few_queries(
    client, listings, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(sitemaps.Listings, "limit", 2)

    with django_assert_max_num_queries(12):
        index = client.get("/sitemap.xml").content.decode()
    with django_assert_max_num_queries(4):
        second = client.get("/sitemap-listings.xml?p=2").content.decode()

    assert "/sitemap-listings.xml?p=2" in index
    assert second.count("<loc>") == 2


def test_robots_are_told_what_is_closed_and_where_the_map_is(client, settings):
    said = client.get("/robots.txt").content.decode()

    assert "Disallow: /en/accounts/" in said
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in said


@pytest.mark.django_db
def test_a_page_of_somebody_signed_in_is_kept_in_no_cache(client, researcher):
    anonymous = client.get("/accessibility/")
    client.force_login(researcher)
    own = client.get("/me/")

    assert "no-store" not in anonymous.headers.get("Cache-Control", "")
    assert own["Cache-Control"] == "private, no-store"
