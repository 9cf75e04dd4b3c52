"""JSONL of achievements: an object a line, its keys ours; a list where a table has text."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, NoReturn

from django.utils.translation import gettext as _

from core.tables.cells import CellError, show
from core.tables.columns import harmless
from core.tables.errors import TableError
from core.tables.reading import Field, LineError
from marketplace.imports.fields import BY_KEY, ROWS
from marketplace.imports.lines import Line, facts

LONGEST_LINE = 2**20
LINE = "—"  # the column of a fault that is the whole line's

Known = Callable[[dict[str, Any]], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class JsonLines:
    """A file read a line at a time, from its beginning whenever its lines are asked for."""

    file: BinaryIO
    fields: Sequence[Field]
    renamed: Mapping[str, str]
    known: Known | None

    def lines(self) -> Iterator[Line]:
        self.file.seek(0)
        number = 0
        while text := self.file.readline(LONGEST_LINE + 1):
            number += 1
            if len(text) > LONGEST_LINE:
                raise TableError(
                    _("第 %(line)d 行超过 1 MB，不是逐行的 JSON。") % {"line": number}
                )
            if not text.strip():
                continue
            line = self._line(number, text)
            if line is not None:
                yield line

    def fault(self, line: Line, key: str, rule: str, advice: str) -> LineError:
        value = line.external_id if key == "external_id" else line.facts.get(BY_KEY[key].column)
        header = str(BY_KEY[key].header)
        return LineError(line.number, key, header, show(value), rule, advice)

    def _line(self, number: int, text: bytes) -> Line | None:
        try:
            sent = json.loads(text.decode("utf-8-sig"), parse_constant=_refuse)
        except (ValueError, RecursionError):
            sent = None
        if not isinstance(sent, dict):
            fault = LineError(
                number,
                LINE,
                "",
                text[:200].decode("utf-8", "replace").strip(),
                _("不是一个 JSON 对象"),
                _("每行一个对象，以 UTF-8 保存"),
            )
            return Line(number, "", {}, [fault])
        said = self.known(sent) if self.known else sent
        if said is None:
            return None
        said = {self.renamed.get(key, key): value for key, value in said.items()}
        return self._read(number, said, sent)

    def _read(self, number: int, said: dict[str, Any], sent: Any) -> Line:
        values, faults = {}, []
        for field in self.fields:
            if field.name not in said and not field.required:
                continue
            value = said.get(field.name)
            try:
                values[field.name] = _value(field, value)
            except CellError as error:
                shown = show(value) if not isinstance(value, (list, dict)) else json.dumps(value)
                faults.append(
                    LineError(number, field.name, field.header, shown, error.rule, error.advice)
                )
        if faults:
            return Line(number, "", {}, faults, sent)
        made = facts(values, [*values])
        return Line(number, values["external_id"], made, [], sent)


def _value(field: Field, value: Any) -> Any:
    if value is None or value in ("", []):
        if field.required:
            raise CellError(_("此项必填"), _("请补填"))
        return None
    if field.name in ROWS and isinstance(value, list):
        return field.parse(value)  # type: ignore[arg-type]
    if isinstance(value, (bool, list, dict)):
        raise CellError(_("应为文字或数字"), _("请核对该键的值"))
    # Nothing runs a formula here; a text keeps its first character.
    return field.parse(harmless(value) if isinstance(value, str) else value)


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)
