"""A dry run: what a file would do, its faults by line and column, and the file to mend."""

import json
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from core.chunks import chunks
from core.tables.filling import write_errors
from core.tables.reading import LineError
from marketplace.imports.checking import checked
from marketplace.imports.deciding import Act, decide
from marketplace.imports.lines import Line, Lines
from marketplace.imports.reading import Table
from marketplace.imports.writing import COUNTED
from marketplace.models import ListingImport

MOST_TOLD = 200  # faults that a page and a command tell; the error file has all
MOST_KEPT = 20_000


@dataclass(slots=True)
class Survey:
    """What was found."""

    total: int = 0
    faulty: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[LineError] = field(default_factory=list)

    @property
    def told(self) -> list[dict[str, Any]]:
        """The first faults, as they are kept and sent."""
        return [
            asdict(replace(fault, value=fault.value[:MOST_TOLD]))
            for fault in self.faults[:MOST_TOLD]
        ]


def survey(source: Lines, job: ListingImport, *, publishes: bool, into: Any = None) -> Survey:
    """Read ``source`` to its end and write nothing.

    Args:
        job: the unit and source for which it would be imported; need not be saved.
        into: a binary file that gets what is to be mended, where anything is.

    """
    found = Survey()
    for part in chunks(checked(source)):
        for one in decide([one for one in part if not one.faults], job, publishes=publishes):
            if one.act is Act.REFUSE:
                advice = _("编号 %(number)s") % {"number": one.listing.number}
                one.line.faults = [source.fault(one.line, "external_id", one.why, advice)]
            else:
                found.counts[COUNTED[one.act]] += 1
        for line in part:
            _count(found, line, into if not isinstance(source, Table) else None)
    if into is not None and found.faults and isinstance(source, Table):
        write_errors(into, replace(source.result, errors=found.faults))
    return found


def _count(found: Survey, line: Line, into: BinaryIO | None) -> None:
    found.total += 1
    if not line.faults:
        return
    found.faulty += 1
    if len(found.faults) < MOST_KEPT:
        found.faults += line.faults
    if into is not None:
        said = {
            "line": line.number,
            "errors": [
                {"key": fault.letter, "rule": fault.rule, "advice": fault.advice}
                for fault in line.faults
            ],
            "sent": line.sent,
        }
        into.write(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
