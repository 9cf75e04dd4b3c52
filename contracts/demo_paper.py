"""A page of PDF that stands for the signed text of an invented contract."""

import hashlib
from collections.abc import Iterable

from django.core.files.base import ContentFile

from accounts.models import User
from contracts.models import Contract, ContractFile
from core.money import format_yuan

_PAGE = "/MediaBox [0 0 595 842] /Resources << /Font << /F 5 0 R >> >>"
# One of the fonts that every reader of PDF brings for Chinese: nothing has to be embedded.
_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
    " /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>] >>"
)
_PER_LINE = 36


def text_of(contract: Contract, filer: User) -> ContractFile:
    """The text of ``contract`` as a row that is not stored yet; no two texts are the same."""
    content = content_of(contract)
    return ContractFile(
        contract=contract,
        name="合同文本（示例）.pdf",
        ending="pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=filer,
    )


def store(row: ContractFile) -> None:
    """Write the file of a row from `text_of`, once its contract has a key."""
    row.file.save("", ContentFile(content_of(row.contract)), save=False)


def content_of(contract: Contract) -> bytes:
    """The bytes of its text."""
    return pdf(
        f"{contract.get_kind_display()}合同",
        [
            f"项目名称：{contract.title}",
            f"受理编号：{contract.number}",
            f"合同价款：{format_yuan(contract.amount_fen)} 元",
            f"签订日期：{contract.signed_on}",
            "",
            contract.summary,
            "",
            "卖方（盖章）          买方（盖章）",
            "本页为演示数据，当事人与内容均为虚构。",
        ],
    )


def pdf(title: str, paragraphs: Iterable[str]) -> bytes:
    """One page of A4 with a title and paragraphs, each cut into lines."""
    lines = [line for text in paragraphs for line in _cut(text)]
    text = "".join(f"0 -24 Td <{_hex(line)}> Tj\n" for line in lines)
    drawn = f"BT /F 18 Tf 72 760 Td <{_hex(title)}> Tj /F 12 Tf 0 -20 Td\n{text}ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R {_PAGE} /Contents 4 0 R >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        _FONT,
    )
    return _written(objects)


def _cut(text: str) -> list[str]:
    return [text[at : at + _PER_LINE] for at in range(0, len(text), _PER_LINE)] or [""]


def _hex(text: str) -> str:
    return text.encode("utf-16-be").hex()


def _written(objects: Iterable[str]) -> bytes:
    """The file: its objects, where each begins, and where that table is."""
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(places) + 1
    end = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode("ascii")
