"""What no cell sees by itself: a number twice, bounds the wrong way round, contact data."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.tables.reading import LineError
from marketplace import public_texts
from marketplace.imports.lines import Line, Lines


def checked(source: Lines) -> Iterator[Line]:
    """The lines of ``source``, each with all its faults."""
    first: dict[str, int] = {}
    for line in source.lines():
        if not line.faults:
            line.faults = [
                *_of_number(source, line, first),
                *_of_price(source, line),
                *_of_contact_data(source, line),
            ]
        yield line


def _of_number(source: Lines, line: Line, first: dict[str, int]) -> Iterator[LineError]:
    before = first.setdefault(line.external_id, line.number)
    if before != line.number:
        yield source.fault(
            line,
            "external_id",
            _("与第 %(line)d 行重复") % {"line": before},
            _("同一文件中每个编号只用一次"),
        )


def _of_price(source: Lines, line: Line) -> Iterator[LineError]:
    low, high = line.facts.get("price_from_fen"), line.facts.get("price_to_fen")
    if low is not None and high is not None and low > high:
        yield source.fault(line, "price_from", _("价格下限高于上限"), _("请核对"))


def _of_contact_data(source: Lines, line: Line) -> Iterator[LineError]:
    for key, kinds in public_texts.with_contact_data(line.facts).items():
        rule = _("公开内容里不能有%(kinds)s") % {"kinds": "、".join(kinds)}
        yield source.fault(line, key, rule, _("请删去，有意者通过本站联系"))
