"""The stamp brings its Chinese with it, whatever fonts its reader has."""

from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from marketplace import checks, stamp_font, stamping
from tests.marketplace.test_disclosure import paper

LINE = "九江江畔玻纤（示例）有限公司 2026-11-28 ZH-2026-000123"


@pytest.fixture
def no_font(settings):
    settings.STAMP_FONT = "/nowhere/a.ttc"
    stamp_font.path.cache_clear()
    stamp_font.face.cache_clear()
    yield
    stamp_font.path.cache_clear()
    stamp_font.face.cache_clear()


def stamp(source, ending="pdf"):
    kept = stamping.stamped(BytesIO(source), ending, line=LINE, codes="ZH-2026-000123")
    return PdfReader(kept).pages[0]


def han(page):
    return page["/Resources"]["/Font"]["/ZhHan"].get_object()


def test_every_character_is_drawn_in_the_file_itself():
    font = han(stamp(paper()))

    assert font["/Subtype"] == "/Type3"
    drawn = {name: proc.get_object().get_data() for name, proc in font["/CharProcs"].items()}
    assert len(drawn) == len({*LINE})
    # Two characters that looked alike would be the box that stands for what a font has not.
    assert len({data.partition(b"ID ")[2] for data in drawn.values()}) == len({*LINE})
    assert "STSong" not in str(font)


def test_a_glyph_is_a_stream_of_its_own():
    """One that lies in another object is shown by no reader."""
    procs = han(stamp(paper()))["/CharProcs"]

    assert {type(procs.raw_get(name)).__name__ for name in procs} == {"IndirectObject"}


def test_the_stamp_can_be_searched_and_copied():
    assert LINE in stamp(paper()).extract_text()


def test_on_a_small_picture_the_line_ends_before_the_edge():
    kept = BytesIO()
    Image.new("RGB", (500, 300), "white").save(kept, "PNG")

    page = stamp(kept.getvalue(), "png")

    font = han(page)
    codes = stamp_font.codes(LINE)
    ems = sum(font["/Widths"][codes[char] - 1] for char in LINE) / 1000
    foot = [line for line in page.get_contents().get_data().split(b"\n") if b" Td /ZhHan" in line]
    size = float(foot[0].partition(b"/ZhHan ")[2].split()[0])
    assert 18 + size * ems <= float(page.mediabox.width)


def test_a_server_without_a_font_stamps_and_is_told_so(no_font):
    assert "STSong-Light" in str(han(stamp(paper())))
    [warning] = checks.stamps_have_a_chinese_font(None)
    assert warning.id == "marketplace.W001"
    assert "/nowhere/a.ttc" in warning.msg


def test_a_server_with_one_is_not():
    assert checks.stamps_have_a_chinese_font(None) == []
