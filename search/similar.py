"""Achievements like one: found by its own words, and shown only with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import rjieba
from django.utils.translation import gettext as _

from marketplace.models import Listing
from search import finding
from search.analysis import fold
from search.documents import DOCUMENTS
from search.finding import Result
from search.query import Query

MOST = 5
LOOKED_AT = 20
NEAR_LEVELS = 1
LONG = 2
# Words of every other title; that two have them in common says nothing.
EMPTY_WORDS = frozenset(
    (
        "一种", "及其", "基于", "用于", "方法", "技术", "系统", "装置", "设备", "工艺", "应用",
        "研究", "开发", "产品", "新型", "高效", "制备", "示例", "表面", "复合", "在线", "自动",
        "智能", "控制", "识别", "检测", "监测", "处理", "提取", "联合", "回收", "模块", "材料",
        "快速", "低温", "高温", "综合", "集成", "优化", "设计", "关键", "利用", "生产", "加工",
        "平台", "软件", "方案",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Similar:
    """A listing like another, and what they have in common."""

    row: Listing
    reasons: Sequence[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found; ``is_away`` where no engine could look."""

    found: Sequence[Similar]
    is_away: bool


def like(listing: Listing) -> Answer:
    """Public listings that share a telling word with ``listing`` and its industry or field."""
    source = DOCUMENTS[Listing]
    asked = Query(source.kind.name, _plain(f"{listing.title} {listing.benefit}"), size=LOOKED_AT)
    answer = finding.find(source, asked)
    if answer.degraded:
        return Answer((), is_away=True)
    mine = telling_words(listing.title)
    found = [
        Similar(result.row, reasons)
        for result in answer.results
        if result.row.pk != listing.pk and (reasons := _reasons(listing, mine, result))
    ]
    return Answer(found[:MOST], is_away=False)


def telling_words(text: str) -> list[str]:
    """The words of ``text`` that tell it from others, each once."""
    words = dict.fromkeys(rjieba.cut(fold(text)))
    return [word for word in words if _is_telling(word)]


def _is_telling(word: str) -> bool:
    return len(word) > 1 and word not in EMPTY_WORDS and any(map(str.isalpha, word))


def _plain(text: str) -> str:
    """Words only: in a title neither quotes nor dashes are meant as a query's."""
    return " ".join(telling_words(text))


def _reasons(listing: Listing, mine: Sequence[str], result: Result) -> list[str]:
    """What the two have in common; nothing where it is too little to call them alike."""
    other = result.row
    text = fold(f"{other.title}\n{other.benefit}\n{other.problem}\n{other.abstract}")
    words = [word for word in mine if word in text]
    same_trade = [
        label
        for name, label in (("industry", _("同一行业")), ("field", _("同一技术领域")))
        if getattr(other, name) and getattr(other, name) == getattr(listing, name)
    ]
    if not same_trade or not _is_enough(words):
        return []
    reasons = [_("都提到：%(words)s") % {"words": "、".join(words[:4])}, *same_trade]
    if _is_near(listing.trl, other.trl):
        reasons.append(_("成熟度相近"))
    if listing.region_id and listing.region_id == other.region_id:
        reasons.append(_("同一地区"))
    return reasons


def _is_enough(words: Sequence[str]) -> bool:
    """Two words in common, or one that is long: two characters alone are seldom a subject."""
    return len(words) > 1 or any(len(word) > LONG for word in words)


def _is_near(mine: Any, other: Any) -> bool:
    return mine is not None and other is not None and abs(mine - other) <= NEAR_LEVELS
