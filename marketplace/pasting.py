"""What a pasted text says of an achievement: a pure function over numbers, headings, first lines.

It fills in what stands there and no more: no register is asked, nothing is inferred, and a number
whose check digit is wrong is named to the author instead. The author reads it all again before it
goes on.
"""

import re
from collections.abc import Iterator
from typing import Any

from core.classifications import Industry, TechnologyField
from marketplace.models.shapes import LONGEST_KEYWORD, MOST_KEYWORDS
from marketplace.models.terms import IpKind, RightStatus

LONGEST_TITLE = 100
LONGEST_BENEFIT = 120

# Heads of sections, as theses, patents and listings call them, by the column they fill.
HEADS = {
    "title": (
        "成果名称",
        "项目名称",
        "发明名称",
        "实用新型名称",
        "软件名称",
        "专利名称",
        "名称",
        "题名",
    ),
    "benefit": ("一句话说明", "有益效果"),
    "problem": ("解决什么问题", "要解决的技术问题", "技术问题", "背景技术"),
    "abstract": ("成果简介", "技术简介", "内容摘要", "摘要", "简介", "发明内容"),
    "limits": ("已知局限与风险", "已知局限", "局限与风险", "局限", "不足"),
    "economics": ("经济性", "经济效益", "效益分析"),
    "applications": ("应用场景", "应用领域", "应用前景", "应用范围"),
    "team": ("团队", "完成人", "发明人", "设计人"),
    "keywords": ("关键词",),
    "field": ("技术领域",),
    "industry": ("行业", "所属行业"),
    "holder": ("专利权人", "著作权人", "权利人", "申请人"),
    "registration_number": ("科技成果登记号", "成果登记号", "批准登记号"),
}
_COLUMN = {head: column for column, heads in HEADS.items() for head in heads}
_NAMES = "|".join(sorted(map(re.escape, _COLUMN), key=len, reverse=True))
# The front page of a patent, and its table on the web, part a head from its value by blanks alone:
# so may only a head that begins no sentence.
_TABLED = "发明名称|实用新型名称|软件名称|专利名称|专利权人|著作权人|申请人|发明人|设计人"
_HEAD = re.compile(
    r"\s*(?:[（(\[【]?[一二三四五六七八九十\d]{1,3}[）)\]】、.．]\s*)?[【\[]?"
    rf"(?:(?P<head>{_NAMES})(?:\s*[】\]]\s*[:：]?|\s*[:：]|\s*$|\t+)"
    rf"|(?P<tabled>{_TABLED})[ \u3000]+)(?P<rest>.*)"
)
_CALLED_A_NUMBER = re.compile(r"(?:专利|申请|公开|公告)号?\s*[:：]?\s*$")
# ZL or CN, the year, the kind, a serial number; then the check digit. Before 2003-10: two digits.
_PATENT = re.compile(
    r"(?<![\dA-Z])(?P<mark>ZL|CN)?\s?(?P<number>(?:20\d{2}\s?[12389]\s?\d{7}|[89]\d[123]\d{5}|0[0-3][12389]\d{5}))"
    r"\.(?P<check>[\dX])(?![\dA-Z])"
)
_SOFTWARE = re.compile(r"(?<!\d)(?:19|20)\d{2}SR\d{5,7}(?!\d)")
_KINDS = {
    "1": IpKind.INVENTION,
    "8": IpKind.INVENTION,
    "2": IpKind.UTILITY,
    "9": IpKind.UTILITY,
    "3": IpKind.DESIGN,
}


def recognised(text: str) -> dict[str, Any]:
    """The editorial columns that ``text`` fills, by name."""
    text = text.replace("\r\n", "\n").strip()
    said = _sections(text)
    holder = said.pop("holder", "")
    facts: dict[str, Any] = {}
    for name, value in said.items():
        read = _READ.get(name, lambda value: value)
        if filled := read(value):
            facts[name] = filled
    if rights := [*_rights(text, holder[:120])]:
        facts["rights"] = rights
    return facts


def _sections(text: str) -> dict[str, str]:
    """What stands under each head; without a head the first line is the title."""
    found: dict[str, list[str]] = {}
    column, lead = "", []
    for line in text.split("\n"):
        head = _HEAD.fullmatch(line)
        if head:
            column = _COLUMN[head["head"] or head["tabled"]]
            line = head["rest"]  # noqa: PLW2901 — what follows the head belongs to it
            if column in found:
                found[column].append("")
        if column:
            found.setdefault(column, []).append(line)
        elif line.strip():
            lead.append(line.strip())
    said = {name: "\n".join(lines).strip() for name, lines in found.items()}
    return _lead(lead) | {name: value for name, value in said.items() if value}


def _lead(lines: list[str]) -> dict[str, str]:
    """What stands before any head: a title where the line is one, then the abstract."""
    said: dict[str, str] = {}
    lines = [line for line in lines if not _is_number(line)]
    if lines and len(lines[0]) <= LONGEST_TITLE and not lines[0].endswith(("。", "；", "，")):
        said["title"] = lines.pop(0)
    if lines:
        said["abstract"] = "\n".join(lines)
    return said


def _is_number(line: str) -> bool:
    """Whether the line holds nothing but numbers of rights and what they are called."""
    rest = _SOFTWARE.sub("", _PATENT.sub("", line))
    return rest != line and len(rest.strip("、，,；; ：:号专利申请登记软著")) == 0


def _rights(text: str, holder: str) -> Iterator[dict[str, str]]:
    """The rights whose numbers stand in ``text``, each once."""
    seen = set()
    for found in _PATENT.finditer(text.upper()):
        number = re.sub(r"\s", "", found["number"])
        if check_digit(number) != found["check"] or number in seen:
            continue
        seen.add(number)
        kind = _KINDS[number[4 if len(number) > 8 else 2]]  # noqa: PLR2004 — the old ones have eight
        is_granted = found["mark"] == "ZL"
        yield {
            "kind": str(kind),
            "number": f"{'ZL' if is_granted else ''}{number}.{found['check']}",
            "holder": holder,
            "status": str(RightStatus.GRANTED if is_granted else RightStatus.PENDING),
            "until": "",
        }
    for number in dict.fromkeys(_SOFTWARE.findall(text.upper())):
        yield {
            "kind": str(IpKind.SOFTWARE),
            "number": number,
            "holder": holder,
            "status": str(RightStatus.GRANTED),
            "until": "",
        }


def numbers_in_doubt(text: str) -> list[str]:
    """What is called a patent number but has a wrong check digit, as it stands in ``text``."""
    text = text.upper()
    return [
        *dict.fromkeys(
            found[0].strip()
            for found in _PATENT.finditer(text)
            if check_digit(re.sub(r"\s", "", found["number"])) != found["check"]
            and (found["mark"] or _CALLED_A_NUMBER.search(text[: found.start()]))
        )
    ]


def check_digit(number: str) -> str:
    """The check digit of a patent application number: weights 2 to 9 in turn, modulo 11.

    Source: 专利申请号标准 ZC 0006-2003.
    """
    total = sum(int(digit) * (2 + place % 8) for place, digit in enumerate(number))
    return "X" if total % 11 == 10 else str(total % 11)  # noqa: PLR2004 — X stands for ten


def _code(choices: Any) -> Any:
    """A reader of a choice by its whole label; anything else is left to the author."""
    codes = {str(label): value for value, label in choices.choices}
    return lambda said: codes.get(said.strip().rstrip("。"), "")


def _keywords(said: str) -> list[str]:
    words = dict.fromkeys(filter(None, re.split(r"[\s,，、;；。]+", said)))
    return [word for word in words if len(word) <= LONGEST_KEYWORD][:MOST_KEYWORDS]


def _one_line(longest: int) -> Any:
    return lambda said: said if "\n" not in said and len(said) <= longest else ""


_READ = {
    "title": _one_line(LONGEST_TITLE),
    "benefit": _one_line(LONGEST_BENEFIT),
    "keywords": _keywords,
    "field": _code(TechnologyField),
    "industry": _code(Industry),
    "registration_number": _one_line(40),
}
