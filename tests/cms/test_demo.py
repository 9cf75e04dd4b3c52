"""The demonstration pages."""

from django.db.models import F

from cms.demo import load_demo_pages
from cms.models import NewsPage, PolicyPage, ReleaseReview


def test_demo_pages_are_marked_reviewed_and_loaded_once(client, db):
    first, again = load_demo_pages(), load_demo_pages()

    assert (first, again) == (11, 0)
    assert PolicyPage.objects.live().filter(is_demo=True).count() == 7
    assert NewsPage.objects.live().filter(is_demo=True).count() == 2
    assert ReleaseReview.objects.filter(reviewer__isnull=False).count() == 13
    assert not ReleaseReview.objects.filter(author=F("reviewer")).exists()


def test_the_demo_site_answers_in_both_languages(client, db):
    load_demo_pages()

    assert "技术合同认定登记管理办法" in client.get("/").content.decode()
    twin = client.get("/policies/registration-measures/").context["language_url"]
    assert twin == "/en/policies/registration-measures/"
    assert client.get(twin).status_code == 200
    assert client.get("/materials/").status_code == 200
    assert "1 Example Road (invented)" in client.get("/en/").content.decode()
