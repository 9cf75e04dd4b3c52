"""Files that cost too much, or break a library, are refused in words and quickly."""

import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from core import uploads
from marketplace import stamping
from tests.parts.packages import office

A4 = "[0 0 595 842]"


def pdf(pages=1, box=A4, more=""):
    kids = " ".join(f"{number + 3} 0 R" for number in range(pages))
    bodies = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>",
        *[f"<</Type/Page/Parent 2 0 R/MediaBox {box}{more}>>"] * pages,
    ]
    written, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(written))
        written += f"{number} 0 obj{body} endobj\n".encode()
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = f"trailer<</Root 1 0 R/Size {len(bodies) + 1}>>\nstartxref\n{len(written)}\n%%EOF"
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    return written + head + table + end.encode()


def png(side):
    """A white picture of that many pixels a side, in few bytes."""

    def chunk(name, data):
        checked = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + checked

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", pdf(box="[0 0 400000000 400000000]"), "最多"),
        ("a.pdf", pdf(pages=stamping.MOST_PAGES + 1), "最多"),
        ("a.pdf", pdf(more="/Resources 7"), "损坏"),
        ("a.png", png(8_000), "5000 万像素"),
        ("a.png", png(13_500), "损坏"),  # beyond what the library opens at all
    ],
    ids=["box", "pages", "resources", "pixels", "bomb"],
)
def test_what_cannot_be_stamped_cheaply_is_refused(name, content, says):
    upload = SimpleUploadedFile(name, content)

    with pytest.raises(ValidationError, match=says):
        stamping.require_stampable(upload, uploads.check(upload).ending)


def test_a_plain_paper_is_taken():
    upload = SimpleUploadedFile("a.pdf", pdf(pages=3))

    stamping.require_stampable(upload, uploads.check(upload).ending)

    assert upload.tell() == 0


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "xl/VBAPROJECT.BIN"])
def test_programs_in_office_files_are_refused(part):
    holds = "word/document.xml" if part.startswith("word") else "xl/workbook.xml"
    name = "a.docx" if part.startswith("word") else "a.xlsx"

    with pytest.raises(ValidationError, match="宏"):
        uploads.check(SimpleUploadedFile(name, office(holds, part)), (name[2:],))
