"""The editing desk: what it may run, whom it calls, what is closed."""

import re

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents.forms import get_document_form
from wagtail.documents.models import Document

from cms import site
from cms.models import HomePage, ReleaseReview
from tests.parts.packages import office


def directives(answer):
    parts = answer.headers["Content-Security-Policy"].split("; ")
    return {part.split()[0]: part.split()[1:] for part in parts}


def test_only_the_desk_runs_inline_scripts(client, home, author):
    client.force_login(author)

    desk = directives(client.get("/admin/"))
    public = directives(client.get("/"))

    assert desk["script-src"] == ["'self'", "'unsafe-inline'"]
    assert "script-src" not in public
    assert public["default-src"] == desk["default-src"] == ["'self'"]


@pytest.mark.parametrize("address", ["/admin/", "/admin/pages/{index}/", "/admin/account/"])
def test_the_desk_names_no_foreign_host(client, index, author, address):
    client.force_login(author)

    html = client.get(address.format(index=index.pk)).content.decode()

    loads = re.findall(r"<(?:link|script|img|iframe|form|use|source)\b[^>]*>", html)
    assert loads
    assert [tag for tag in loads if re.search(r"(?:https?:)?//", tag)] == []


@pytest.mark.parametrize("name", ["wagtailusers_users:index", "wagtailusers_groups:index"])
def test_accounts_are_not_written_here_even_by_a_superuser(client, author, name):
    author.is_superuser = True
    author.save()
    client.force_login(author)

    assert client.get(reverse(name)).status_code == 404


def test_the_edit_form_offers_review_and_not_publishing(client, draft, author):
    client.force_login(author)

    html = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()

    assert "action-publish" not in html
    assert "action-submit" in html


def test_setting_up_again_changes_nothing(home):
    pages, reviews = HomePage.objects.count(), ReleaseReview.objects.count()

    site.set_up()

    assert (HomePage.objects.count(), ReleaseReview.objects.count()) == (pages, reviews)


@pytest.mark.parametrize(
    ("name", "content", "accepted"),
    [
        ("a.pdf", b"%PDF-1.7 x", True),
        ("a.pdf", b"<html><script>", False),
        ("a.docx", office("word/document.xml"), True),
        ("a.docx", b"PK\x03\x04x", False),
        ("a.xlsx", office("word/document.xml"), False),
        ("a.doc", b"\xd0\xcf\x11\xe0x", True),
        ("a.doc", b"MZ\x90\x00", False),
        ("a.jpg", b"\xff\xd8\xff", False),
        ("a.html", b"<html>", False),
        ("a.svg", b"<svg/>", False),
    ],
)
def test_a_document_is_what_its_name_says(author, name, content, accepted):
    form = get_document_form(Document)(
        {"title": "附件"}, {"file": SimpleUploadedFile(name, content)}, user=author
    )

    form.is_valid()

    assert ("file" not in form.errors) is accepted


def test_a_document_is_public_only_with_a_page_that_links_it(
    client, home, author, monkeypatch, tmp_path
):
    # Of this field alone: with other settings every store would begin anew, for the tests after
    # this one too, while the fields go on with the old ones.
    field = Document._meta.get_field("file")
    monkeypatch.setattr(field, "storage", FileSystemStorage(tmp_path))
    document = Document.objects.create(
        title="附件", file=SimpleUploadedFile("a.pdf", b"%PDF-1.7"), uploaded_by_user=author
    )

    assert client.get(document.url).status_code == 404
    client.force_login(author)
    answer = client.get(document.url)
    b"".join(answer.streaming_content)

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
