"""A document's title is read on the page that shows it, so it was reviewed with the page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents.forms import get_document_form
from wagtail.documents.models import Document

from core.review import ReleaseRefused
from tests.cms.release import is_live, passed


@pytest.fixture
def document(home, author):
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.7")
    return Document.objects.create(title="申报表", file=file, uploaded_by_user=author)


@pytest.fixture
def attached(draft, document, author):
    draft.body = [("document", document)]
    draft.save_revision(user=author)
    return draft


def renamed(document, author):
    sent = {"title": "改过的标题", "collection": document.collection_id, "tags": ""}
    return get_document_form(Document)(sent, instance=document, user=author)


def test_the_title_may_be_mended_while_no_page_shows_it(attached, document, author):
    assert "title" not in renamed(document, author).errors


def test_the_title_stays_while_a_page_shows_it(attached, document, author, colleague):
    passed(attached, colleague).publish(user=colleague)

    assert "title" in renamed(document, author).errors


def test_a_title_changed_after_the_review_stops_the_release(attached, document, colleague):
    revision = passed(attached, colleague)
    Document.objects.filter(pk=document.pk).update(title="改过的标题")

    with pytest.raises(ReleaseRefused):
        revision.publish(user=colleague)

    assert not is_live(attached)
