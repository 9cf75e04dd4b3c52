"""Firm, time and chain number on every page of what is opened in confidence.

A picture becomes a PDF of one page. The Chinese line is set in a font that every viewer of PDF
has or replaces (Adobe-GB1, not embedded); the second line bears the codes in plain letters.
"""

import io
from typing import Any

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
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

STAMPABLE = ("pdf", "jpg", "png")
SLANT = "0.866 0.5 -0.5 0.866"  # 30 degrees
PALE, DARK = 0.85, 0.35
STEP, MARGIN = 220, 18  # points


def require_stampable(upload: Any, ending: str) -> None:
    """Raise `ValidationError` where a file could not be stamped when it is opened."""
    if ending not in STAMPABLE:
        raise ValidationError(
            {"file": [_("保密资料请用 PDF、JPG 或 PNG，打开时要加注单位和时间。")]}
        )
    try:
        stamped(upload, ending, line="示例", codes="ZH")
    except (PyPdfError, OSError, ValueError, KeyError, TypeError) as error:
        raise ValidationError(
            {"file": [_("这个文件加了密码或已损坏，无法加注，请另存后再传。")]}
        ) from error
    finally:
        upload.seek(0)


def stamped(source: Any, ending: str, *, line: str, codes: str) -> io.BytesIO:
    """``source`` as a PDF with ``line`` and ``codes`` on each page."""
    reader = PdfReader(source if ending == "pdf" else _as_pdf(source))
    if reader.is_encrypted:
        raise ValueError("encrypted")
    writer = PdfWriter()
    writer.append(reader, import_outline=False)
    fonts = {"/ZhLatin": _latin(), "/ZhHan": _han()}
    for page in writer.pages:
        page.transfer_rotation_to_content()
        overlay = DecodedStreamObject()
        overlay.set_data(_drawn(page.mediabox, line, codes).encode("ascii"))
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


def _drawn(box: Any, line: str, codes: str) -> str:
    left, bottom = float(box.left), float(box.bottom)
    width, height = float(box.width), float(box.height)
    han, latin = line.encode("utf-16-be").hex(), codes.encode("ascii", "replace").hex()
    out = [f"q {PALE} g"]
    for row in range(int(height // STEP) + 1):
        x, y = left + MARGIN, bottom + row * STEP + MARGIN * 2
        out.append(f"BT {SLANT} {x:.0f} {y:.0f} Tm /ZhHan 14 Tf <{han}> Tj ET")
        x = left + width / 2
        out.append(f"BT {SLANT} {x:.0f} {y:.0f} Tm /ZhLatin 12 Tf <{latin}> Tj ET")
    foot = f"{left + MARGIN:.0f} {bottom + 20:.0f} Td"
    under = f"{left + MARGIN:.0f} {bottom + 8:.0f} Td"
    out.append(f"{DARK} g BT {foot} /ZhHan 9 Tf <{han}> Tj ET")
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
