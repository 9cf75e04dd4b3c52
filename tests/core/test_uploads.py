"""What may be uploaded: a file is what its name says by what it holds, and not too large."""

import io

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from core import uploads
from core.errors import ValidationError
from tests.parts.packages import office


@pytest.mark.parametrize(
    ("name", "content", "ending"),
    [
        ("报告.pdf", b"%PDF-1.7 x", "pdf"),
        ("报告.PDF", b"%PDF-1.4", "pdf"),
        ("现场.jpeg", b"\xff\xd8\xff\xe0x", "jpg"),
        ("现场.png", b"\x89PNG\r\n\x1a\nx", "png"),
        ("简介.docx", office("[Content_Types].xml", "word/document.xml"), "docx"),
    ],
)
def test_a_paper_is_known_and_can_be_read_from_its_beginning(name, content, ending):
    upload = SimpleUploadedFile(name, content)

    assert uploads.check(upload).ending == ending
    assert upload.read() == content


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("空.pdf", b"", "empty"),
        ("程序.pdf", b"MZ\x90\x00", "kind"),
        ("程序.pdf", b"\x7fELF", "kind"),
        ("网页.pdf", b"<html><script>", "kind"),
        ("程序.exe", b"MZ\x90\x00", "kind"),
        ("换名.png", b"%PDF-1.7", "kind"),
        ("图.svg", b"<svg/>", "kind"),
        ("表格.xlsx", office("xl/workbook.xml"), "kind"),
        ("程序.docx", office("META-INF/MANIFEST.MF"), "kind"),
        ("坏.docx", b"PK\x03\x04 broken", "kind"),
        ("没有扩展名", b"%PDF-1.7", "kind"),
    ],
)
def test_what_is_no_paper_is_refused(name, content, code):
    with pytest.raises(ValidationError) as refusal:
        uploads.check(SimpleUploadedFile(name, content))

    assert refusal.value.code == code


def test_what_is_too_large_is_refused_by_its_size():
    upload = SimpleUploadedFile("大.pdf", b"%PDF-1.7")
    upload.size = uploads.LARGEST + 1

    with pytest.raises(ValidationError, match="20 MB"):
        uploads.check(upload)


@pytest.mark.parametrize(
    ("content", "is_photo"),
    [(b"RIFF\x10\0\0\0WEBPVP8 ", True), (b"RIFF\x10\0\0\0AVI LIST", False), (b"RIFF", False)],
)
def test_what_only_begins_like_a_picture_is_none(content, is_photo):
    upload = SimpleUploadedFile("现场.webp", content)

    if is_photo:
        assert uploads.check(upload, uploads.PHOTOS).content_type == "image/webp"
    else:
        with pytest.raises(ValidationError):
            uploads.check(upload, uploads.PHOTOS)


def test_wagtail_takes_what_the_table_lists():
    assert {*map(uploads.ending_of, settings.WAGTAILIMAGES_EXTENSIONS)} == {*uploads.PHOTOS}
    assert [*uploads.DOCUMENTS] == settings.WAGTAILDOCS_EXTENSIONS


def test_only_the_asked_kinds_are_taken():
    with pytest.raises(ValidationError, match="JPG、PNG"):
        uploads.check(SimpleUploadedFile("报告.pdf", b"%PDF-1.7"), uploads.PICTURES)


def test_a_hundred_megabytes_are_refused_before_they_are_read(client):
    class Unread(io.RawIOBase):
        def read(self, *size):
            raise AssertionError("nothing of it is read")

    answer = client.generic(
        "POST",
        "/accounts/login/",
        b"x",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(100 * 1024 * 1024),
        **{"wsgi.input": Unread()},
    )

    assert answer.status_code == 413
    assert "太大" in answer.content.decode()
