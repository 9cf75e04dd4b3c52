"""Firm, time and chain number on every page of what is opened in confidence.

A picture becomes a PDF of one page. The Chinese line brings its glyphs with it
(`marketplace/stamp_font.py`); the second line bears the codes in plain letters. Where the server
has no Chinese font, the line names one that readers of PDF may replace (Adobe-GB1, not embedded).
"""

import io
from typing import Any

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from core.errors import ValidationError
from marketplace import stamp_font

STAMPABLE = ("pdf", "jpg", "png")
COSINE = 0.866
SLANT = "0.866 0.5 -0.5 0.866"  # 30 degrees
LATIN = 0xFF
PALE, DARK = 0.85, 0.35
STEP, MARGIN = 220, 18  # points
MOST_PAGES = 1_000
LARGEST_SIDE = 14_400  # points, as far as PDF readers go: five metres
MOST_PIXELS = 50_000_000


def require_stampable(upload: Any, ending: str) -> None:
    """Raise `ValidationError` where a file could not be stamped when it is opened."""
    if ending not in STAMPABLE:
        raise ValidationError(
            {"file": [_("保密资料请用 PDF、JPG 或 PNG，打开时要加注单位和时间。")]}
        )
    try:
        _require_bounds(upload, ending)
        stamped(upload, ending, line="示例", codes="ZH")
    except ValidationError:
        raise
    # A library that reads a hostile file fails in any way it likes; each is a refusal.
    except Exception as error:
        raise ValidationError(
            {"file": [_("这个文件加了密码或已损坏，无法加注，请另存后再传。")]}
        ) from error
    finally:
        upload.seek(0)


def _require_bounds(upload: Any, ending: str) -> None:
    """Refuse what would cost a processor or the memory for long, before it is drawn upon."""
    upload.seek(0)
    if ending == "pdf":
        for number, page in enumerate(PdfReader(upload).pages, 1):
            width, height = abs(page.mediabox.width), abs(page.mediabox.height)
            if number > MOST_PAGES or max(width, height) > LARGEST_SIDE:
                raise ValidationError(
                    {
                        "file": [
                            _("PDF 最多 %(pages)d 页，每页边长不超过 5 米，请拆分或缩小后再传。")
                            % {"pages": MOST_PAGES}
                        ]
                    }
                )
    else:
        with Image.open(upload) as picture:  # reads its head alone
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError({"file": [_("图片不得超过 5000 万像素，请缩小后再传。")]})
    upload.seek(0)


def stamped(source: Any, ending: str, *, line: str, codes: str) -> io.BytesIO:
    """``source`` as a PDF with ``line`` and ``codes`` on each page."""
    reader = PdfReader(source if ending == "pdf" else _as_pdf(source))
    if reader.is_encrypted:
        raise ValueError("encrypted")
    writer = PdfWriter()
    writer.append(reader, import_outline=False)
    han, text = _chinese(writer, line)
    fonts = {"/ZhLatin": writer._add_object(_latin()), "/ZhHan": writer._add_object(han)}
    ems = _ems(line)
    for page in writer.pages:
        page.transfer_rotation_to_content()
        overlay = DecodedStreamObject()
        overlay.set_data(_drawn(page.mediabox, text, codes, ems).encode("ascii"))
        resources = page.setdefault(NameObject("/Resources"), DictionaryObject()).get_object()
        known = resources.setdefault(NameObject("/Font"), DictionaryObject()).get_object()
        known.update({NameObject(name): font for name, font in fonts.items()})
        _add(writer, page, overlay)
    kept = io.BytesIO()
    writer.write(kept)
    kept.seek(0)
    return kept


def _as_pdf(source: Any) -> io.BytesIO:
    kept = io.BytesIO()
    with Image.open(source) as picture:
        ImageOps.exif_transpose(picture).convert("RGB").save(kept, "PDF", resolution=150)
    kept.seek(0)
    return kept


def _add(writer: PdfWriter, page: Any, overlay: DecodedStreamObject) -> None:
    """Draw ``overlay`` last, whatever state the page's own content leaves behind."""
    before, after = DecodedStreamObject(), DecodedStreamObject()
    before.set_data(b"q\n")
    after.set_data(b"\nQ\n")
    own = page.get("/Contents")
    own = own.get_object() if own is not None else ArrayObject()
    parts = [*own] if isinstance(own, ArrayObject) else [page.raw_get("/Contents")]
    added = [writer._add_object(part) for part in (before, after, overlay)]
    page[NameObject("/Contents")] = ArrayObject([added[0], *parts, added[1], added[2]])


def _chinese(writer: PdfWriter, line: str) -> tuple[DictionaryObject, str]:
    """The font of ``line``, and ``line`` in that font's codes."""
    face = stamp_font.face()
    if face is None:
        return _han(), line.encode("utf-16-be").hex()
    known = stamp_font.codes(line)
    font = stamp_font.embedded(known, face, writer._add_object)
    return font, bytes(known[char] for char in line if char in known).hex()


def _ems(line: str) -> float:
    """How wide ``line`` is, about: a Latin letter takes a good half of a Chinese one."""
    return sum(1 if ord(char) > LATIN else 0.6 for char in line)


def _drawn(box: Any, han: str, codes: str, ems: float) -> str:
    left, bottom = float(box.left), float(box.bottom)
    width, height = float(box.width), float(box.height)
    latin = codes.encode("ascii", "replace").hex()
    # On a small picture the line gets smaller, for it is to be read to its end.
    whole = (width - 2 * MARGIN) / max(ems, 1)
    slanted, level = min(14, whole / COSINE), min(9, whole)
    out = [f"q {PALE} g"]
    for row in range(int(height // STEP) + 1):
        x, y = left + MARGIN, bottom + row * STEP + MARGIN * 2
        out.append(f"BT {SLANT} {x:.0f} {y:.0f} Tm /ZhHan {slanted:.1f} Tf <{han}> Tj ET")
        x = left + width / 2
        out.append(f"BT {SLANT} {x:.0f} {y:.0f} Tm /ZhLatin 12 Tf <{latin}> Tj ET")
    foot = f"{left + MARGIN:.0f} {bottom + 20:.0f} Td"
    under = f"{left + MARGIN:.0f} {bottom + 8:.0f} Td"
    out.append(f"{DARK} g BT {foot} /ZhHan {level:.1f} Tf <{han}> Tj ET")
    out.append(f"BT {under} /ZhLatin 8 Tf <{latin}> Tj ET Q")
    return "\n".join(out)


def _names(**pairs: str | PdfObject) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject(f"/{key}"): NameObject(f"/{value}") if isinstance(value, str) else value
            for key, value in pairs.items()
        }
    )


def _latin() -> DictionaryObject:
    return _names(Type="Font", Subtype="Type1", BaseFont="Helvetica")


def _han() -> DictionaryObject:
    system = _names(
        Registry=TextStringObject("Adobe"),
        Ordering=TextStringObject("GB1"),
        Supplement=NumberObject(4),
    )
    box = ArrayObject(NumberObject(n) for n in (-25, -254, 1000, 880))
    descriptor = _names(
        Type="FontDescriptor",
        FontName="STSong-Light",
        Flags=NumberObject(6),
        FontBBox=box,
        ItalicAngle=NumberObject(0),
        Ascent=NumberObject(880),
        Descent=NumberObject(-120),
        CapHeight=NumberObject(880),
        StemV=NumberObject(93),
    )
    descendant = _names(
        Type="Font",
        Subtype="CIDFontType0",
        BaseFont="STSong-Light",
        CIDSystemInfo=system,
        FontDescriptor=descriptor,
        DW=NumberObject(1000),
    )
    return _names(
        Type="Font",
        Subtype="Type0",
        BaseFont="STSong-Light",
        Encoding="UniGB-UTF16-H",
        DescendantFonts=ArrayObject([descendant]),
    )
