"""What a line of a file says, whatever the file is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from core.tables.reading import LineError
from marketplace.imports.fields import BY_KEY, EMPTY


@dataclass(slots=True)
class Line:
    """What a line says, by the model's columns; where it has faults nothing of it is taken."""

    number: int
    external_id: str
    facts: dict[str, Any]
    faults: list[LineError] = field(default_factory=list)
    sent: Any = None  # as it stood in the file, where that can be sent back


class Lines(Protocol):
    """A file that has been opened."""

    def lines(self) -> Iterator[Line]:
        """Every line that is an achievement."""

    def fault(self, line: Line, key: str, rule: str, advice: str) -> LineError:
        """A fault of a line that no cell shows by itself."""


def facts(values: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    """The values by column; only of ``keys``, for what a file has no column of is left alone."""
    said = {BY_KEY[key].column: values[key] for key in keys if key != "external_id"}
    return {column: EMPTY[column] if value is None else value for column, value in said.items()}
