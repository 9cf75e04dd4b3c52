"""One cell of an achievement → the value of its column, beside the parsers of `core.tables`.

A JSONL file has lists where a table has text; both are taken.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from core.models import Region
from core.tables import cells
from core.tables.cells import CellError, Parser
from marketplace.imports import row_texts
from marketplace.models import IpKind, Mode, RightStatus, shapes

_BETWEEN = re.compile(r"[、，,；;\n]")
# What a spreadsheet would run: `=cmd()`, `@SUM(1)`, `+1|cmd`, `-2!A1`.
_FORMULA = re.compile(r"[=@]|[+\-][^\s]*[|!(]")
_NO_LIMIT = 100_000
_LEVEL = re.compile(r"(?:TRL)?\s*([1-9])\s*级?", re.IGNORECASE)


def text(longest: int) -> Parser:
    """A text that is no formula."""
    parse = cells.text(max_length=longest or _NO_LIMIT)

    def parse_text(cell: Any) -> str:
        if isinstance(cell, str) and _FORMULA.match(cell.strip()):
            raise CellError(
                _("像公式，不能导入"), _("只填文字；确要以等号开头的，前面加一个单引号")
            )
        return str(parse(cell))

    return parse_text


def known_by(choices: Any) -> dict[str, str]:
    """What a choice is called, its code and its label in each language, to its code."""
    names = {code: code for code in choices.values}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            names |= {str(label): code for code, label in choices.choices}
    return names


def one_of(choices: Any) -> Parser:
    """A choice by its code or its label."""
    return _named(known_by(choices), labels=lambda: [str(label) for label in choices.labels])


def _named(names: Mapping[str, Any], labels: Callable[[], Iterable[str]]) -> Parser:
    def parse(cell: Any) -> Any:
        said = cells.show(cell).strip()
        if said not in names:
            raise CellError(
                _("不在可选值之内"),
                _("从下列值中选择：%(labels)s") % {"labels": "、".join(labels())},
            )
        return names[said]

    return parse


def level(cell: Any) -> int:
    """技术就绪度: 6, TRL 6, 6级."""
    found = _LEVEL.fullmatch(cells.show(cell).strip())
    if not found:
        raise CellError(_("技术就绪度为 1～9 级"), _("只填 1 到 9 的数字"))
    return int(found[1])


def region() -> Parser:
    """A region by its code, or by its name where no other is called so."""
    names: dict[str, str | None] = {}
    for code, *called in Region.objects.values_list("code", "name", "name_en"):
        for name in {*called} - {""}:
            names[name] = code if name not in names else None
        names[code] = code

    def parse(cell: Any) -> str:
        said = cells.show(cell).strip()
        code = names.get(said)
        if code is None:
            raise CellError(
                _("没有这个地区，或重名"), _("填写县（市、区）名称，或六位行政区划代码")
            )
        return code

    return parse


def several(choices: Any, check: Callable[[Any], None]) -> Parser:
    """Choices by code or label, each once."""
    parse_one = one_of(choices)

    def parse(cell: Any) -> list[str]:
        said = cell if isinstance(cell, list) else _BETWEEN.split(cells.show(cell))
        return _checked([*dict.fromkeys(parse_one(one) for one in _filled(said))], check)

    return parse


def words(cell: Any) -> list[str]:
    """关键词, each once."""
    said = cell if isinstance(cell, list) else _BETWEEN.split(cells.show(cell))
    parse = cells.text(max_length=shapes.LONGEST_KEYWORD)
    return _checked([*dict.fromkeys(map(parse, _filled(said)))], shapes.validate_keywords)


def comparison(cell: Any) -> list[list[str]]:
    """对比表, a row a line."""
    rows = cell if isinstance(cell, list) else row_texts.split(cells.show(cell))
    parse = cells.text(max_length=200)
    if not all(isinstance(row, list) for row in rows):
        raise CellError(_("对比表应为逐行填写的表"), _row_advice())
    return _checked([[parse(part) for part in row] for row in rows], shapes.validate_comparison)


def rights() -> Parser:
    """知识产权, a right a line: kind, number, holder, status, until when."""
    kind, status = one_of(IpKind), one_of(RightStatus)

    def one(row: Any) -> dict[str, str]:
        if isinstance(row, dict):
            row = [row.get(name, "") for name in shapes.RIGHT]
        parts = [cells.show(part).strip() for part in row]
        if not parts or len(parts) > len(shapes.RIGHT):
            raise CellError(_("知识产权每行最多五项"), _row_advice())
        right = dict(zip(shapes.RIGHT, [*parts, *[""] * len(shapes.RIGHT)], strict=False))
        right["kind"] = kind(right["kind"])
        right["status"] = status(right["status"]) if right["status"] else ""
        for name in ("number", "holder"):
            right[name] = cells.text(max_length=shapes.RIGHT[name])(right[name])
        if right["until"]:
            right["until"] = cells.day()(right["until"]).isoformat()
        return right

    def parse(cell: Any) -> list[dict[str, str]]:
        rows = cell if isinstance(cell, list) else row_texts.split(cells.show(cell))
        if not all(isinstance(row, (dict, list)) for row in rows):
            raise CellError(_("知识产权应为逐行填写的表"), _row_advice())
        return _checked([one(row) for row in rows], shapes.validate_rights)

    return parse


def modes() -> Parser:
    """合作方式."""
    return several(Mode, shapes.validate_modes)


def _row_advice() -> str:
    return _("每行一项，各部分用“|”隔开")


def _filled(said: Iterable[Any]) -> list[Any]:
    return [one for one in said if cells.show(one).strip()]


def _checked(value: Any, check: Callable[[Any], None]) -> Any:
    try:
        check(value)
    except ValidationError as error:
        raise CellError(error.messages[0].rstrip("。"), _("请核对")) from error
    return value
