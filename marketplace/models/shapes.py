"""What the columns that hold rows may hold; each is one value, so that a revision keeps it whole.

Rows of tables of their own would not stand or fall with a revision: what is public changes only
when a text that was passed is published, and then all of it at once.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.models.terms import (
    FileKind,
    IpKind,
    Mode,
    RightStatus,
    Tier,
)

COMPARISON = ("indicator", "this", "best", "source")
RIGHT = {"kind": 12, "number": 300, "holder": 120, "status": 12, "until": 10}  # longest texts
MOST_RIGHTS = 30
MOST_KEYWORDS = 5
LONGEST_KEYWORD = 20
MOST_ATTACHMENTS = 30
LONGEST_TITLE = 100


def validate_modes(value):
    """A list of modes, each once."""
    if not _is_list_of(value, str) or len(set(value)) != len(value):
        raise ValidationError(_("请选择合作方式。"))
    if unknown := set(value) - set(Mode.values):
        raise ValidationError(
            _("没有这种合作方式：%(modes)s。"), params={"modes": "、".join(sorted(unknown))}
        )


def validate_comparison(value):
    """Rows of four texts: indicator, this achievement, the best there is, where that is from."""
    if not _is_list_of(value, list) or any(
        len(row) != len(COMPARISON) or not _is_list_of(row, str) for row in value
    ):
        raise ValidationError(_("对比表每行四项：指标、本成果、现有最好、来源。"))


def validate_keywords(value):
    """A few short words, each once."""
    if not _is_list_of(value, str) or not all(value) or len(set(value)) != len(value):
        raise ValidationError(_("关键词不得为空，也不得重复。"))
    if len(value) > MOST_KEYWORDS or any(len(word) > LONGEST_KEYWORD for word in value):
        raise ValidationError(
            _("关键词最多 %(most)d 个，每个不超过 %(longest)d 字。"),
            params={"most": MOST_KEYWORDS, "longest": LONGEST_KEYWORD},
        )


def validate_rights(value):
    """Rows of a right: kind, number, holder, status, and until when (ISO) or nothing."""
    if not _is_list_of(value, dict) or len(value) > MOST_RIGHTS:
        raise ValidationError(_("知识产权应为逐项填写的列表。"))
    for number, right in enumerate(value, 1):
        if said := _wrong_with(right):
            raise ValidationError(
                _("知识产权第 %(n)d 项：%(said)s"), params={"n": number, "said": said}
            )


def _wrong_with(right: Mapping[str, Any]) -> Any:
    if right.keys() != RIGHT.keys() or any(
        not isinstance(text, str) or len(text) > RIGHT[name] for name, text in right.items()
    ):
        return _("每项为类型、号码、权利人、状态和有效期，且不得过长。")
    if right["kind"] not in IpKind.values:
        return _("请选择类型。")
    if right["status"] not in {"", *RightStatus.values}:
        return _("没有这种状态。")
    return "" if _is_day(right["until"]) else _("有效期请写成 2043-03-14 的样子。")


def validate_attachments(value):
    """Rows of a file: its key, what it is, who may open it, and how it is called."""
    if not _is_list_of(value, dict) or len(value) > MOST_ATTACHMENTS:
        raise ValidationError(_("附件最多 %(most)d 个。"), params={"most": MOST_ATTACHMENTS})
    if not all(_is_attachment(row) for row in value):
        raise ValidationError(_("附件应写明文件、类型、谁能看到和名称。"))
    if len({row["file"] for row in value}) != len(value):
        raise ValidationError(_("同一个文件只列一次。"))


def _is_attachment(row: Mapping[str, Any]) -> bool:
    return (
        row.keys() == {"file", "kind", "tier", "title"}
        and type(row["file"]) is int
        and row["kind"] in FileKind.values
        and row["tier"] in Tier.values
        and isinstance(row["title"], str)
        and 0 < len(row["title"]) <= LONGEST_TITLE
    )


def _is_list_of(value: Any, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(one, kind) for one in value)


def _is_day(text: str) -> bool:
    try:
        return not text or date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
