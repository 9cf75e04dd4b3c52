"""The Chinese of stamps as a font inside the PDF, so that every reader shows it.

The glyphs that a stamp needs are drawn with a font of the server and put into the file as a
Type 3 font of pictures: no reader has to own a Chinese font, and nothing else has to be installed.
The characters stay text, which can be searched and copied. A server without such a font names one
that readers may replace; `marketplace.W001` says so.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
)

FONTS = Path("/usr/share/fonts")
# Free ones, as distributions call their files; the first that is there is taken.
KNOWN = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf",
    "NotoSansSC-Regular.*",
    "SourceHanSansSC-Regular.otf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
)
SIMPLIFIED = (" SC", " GB")
FACES = 10  # of one collection that are looked at
EM, DEPTH = 96, 32  # pixels: of the em, and of these below the base line
UNIT = 1000 / EM
MOST = 255  # codes of a simple font


@cache
def path() -> Path | None:
    """The file of a Chinese font on this server, if there is one."""
    if settings.STAMP_FONT:
        named = Path(settings.STAMP_FONT)
        return named if named.is_file() else None
    found = (file for name in KNOWN for file in sorted(FONTS.rglob(name)))
    return next(found, None)


@cache
def face() -> ImageFont.FreeTypeFont | None:
    """That font, in its simplified variant where it has several."""
    file = path()
    if file is None:
        return None
    first = ImageFont.truetype(str(file), EM)
    for index in range(FACES if file.suffix == ".ttc" else 1):
        try:
            one = ImageFont.truetype(str(file), EM, index=index)
        except OSError:
            break
        if (one.getname()[0] or "").endswith(SIMPLIFIED):
            return one
    return first


def codes(text: str) -> dict[str, int]:
    """Each character of ``text`` with its code in the font that `embedded` makes for it."""
    return {char: code for code, char in enumerate(sorted({*text})[:MOST], 1)}


def embedded(
    known: dict[str, int], drawn: ImageFont.FreeTypeFont, keep: Callable[[PdfObject], PdfObject]
) -> DictionaryObject:
    """A font of the characters of ``known``, each a picture, at their codes.

    Args:
        keep: adds an object to the file and returns a reference; a stream must not lie in another.

    """
    names = [NameObject(f"/g{code}") for code in known.values()]
    widths = [drawn.getlength(char) * UNIT for char in known]
    glyphs = DictionaryObject(
        {
            name: keep(_glyph(char, width, drawn))
            for name, char, width in zip(names, known, widths, strict=True)
        }
    )
    encoding = _pairs(
        Type=NameObject("/Encoding"), Differences=ArrayObject([NumberObject(1), *names])
    )
    return _pairs(
        Type=NameObject("/Font"),
        Subtype=NameObject("/Type3"),
        FontBBox=ArrayObject(NumberObject(n) for n in (0, -333, 1000, 1000)),
        FontMatrix=ArrayObject(FloatObject(n) for n in (0.001, 0, 0, 0.001, 0, 0)),
        CharProcs=glyphs,
        Encoding=encoding,
        FirstChar=NumberObject(1),
        LastChar=NumberObject(len(known)),
        Widths=ArrayObject(FloatObject(round(width, 1)) for width in widths),
        Resources=DictionaryObject(),
        ToUnicode=keep(_stream(_said(known))),
    )


def _glyph(char: str, width: float, drawn: ImageFont.FreeTypeFont) -> PdfObject:
    """One character as a stencil through which the text's own colour is painted."""
    wide, high = EM + 2 * DEPTH, EM + 2 * DEPTH
    stencil = Image.new("1", (wide, high))
    base = high - DEPTH
    ImageDraw.Draw(stencil).text((DEPTH, base), char, fill=1, font=drawn, anchor="ls")
    left, low = -DEPTH * UNIT, -DEPTH * UNIT
    shape = f"{wide * UNIT:.2f} 0 0 {high * UNIT:.2f} {left:.2f} {low:.2f} cm"
    picture = f"BI /W {wide} /H {high} /IM true /BPC 1 /D [1 0] ID "
    bounds = f"{width:.1f} 0 {left:.0f} {low:.0f} {wide * UNIT:.0f} {high * UNIT:.0f} d1"
    head = f"{bounds}\nq {shape}\n{picture}".encode("ascii")
    return _stream(head + stencil.tobytes() + b"\nEI Q")


def _said(known: dict[str, int]) -> bytes:
    """Which character each code means, for who searches and copies."""
    pairs = [f"<{code:02x}> <{char.encode('utf-16-be').hex()}>" for char, code in known.items()]
    hundreds = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CMapName /ZhStamp def /CMapType 2 def",
            "1 begincodespacerange <01> <ff> endcodespacerange",
            *(f"{len(some)} beginbfchar\n" + "\n".join(some) + "\nendbfchar" for some in hundreds),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    ).encode("ascii")


def _stream(data: bytes) -> PdfObject:
    kept = DecodedStreamObject()
    kept.set_data(data)
    return kept.flate_encode()


def _pairs(**pairs: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in pairs.items()})
