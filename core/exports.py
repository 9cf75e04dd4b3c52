"""Everything a list page found, as a file; who took it is on the audit trail.

It is a GET that writes, and the only one: what leaves the house is not seen again, so the trail
has to say who took which rows. The note is written before the first row goes out, for a download
that was broken off has left too. What anybody may fetch without signing in is not noted.
"""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from core import audit, registry
from core.lists import Chip
from core.models import AuditEvent
from core.tables import writing
from core.tables.columns import Basis, Column

CHUNK = 2000
EXPORT = "table.export"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

registry.describe_action(EXPORT, _("导出表格"))
for _name, _label in {
    "table": _("表格"),
    "format": _("格式"),
    "rows": _("行数"),
    "filters": _("筛选条件"),
}.items():
    registry.describe_detail(_name, _label)


class Rows(Protocol):
    """All rows found, read a few at a time; a queryset is such."""

    def iterator(self, chunk_size: int) -> Iterator[Any]:
        """Each row, once."""


class Exportable(Protocol):
    """A page of rows found: a `core.lists.ListPage`, a page of search results."""

    @property
    def count(self) -> int:
        """How many rows were found."""

    @property
    def found(self) -> Rows:
        """All of them."""

    @property
    def chips(self) -> Sequence[Chip]:
        """The conditions in force."""

    @property
    def export_format(self) -> str:
        """``csv``, ``jsonl`` where it is given out, else a workbook."""

    @property
    def reader(self) -> Any:
        """Who takes the file."""


def answer(
    listing: Exportable,
    columns: Sequence[Column],
    *,
    title: str,
    basis: str,
    unit: str,
    as_json: Callable[[Any], Mapping[str, Any]] | None = None,
) -> HttpResponseBase:
    """The file that ``export=`` asks for: csv, JSONL streamed, else a workbook and its 口径 sheet.

    Of more rows than a workbook is made of at once it is a csv, as the page says by the button.

    Args:
        as_json: a row as a line of JSONL, where that is given out.
        title: what the file is of; its name begins with it.
        basis: what is counted and what is not.
        unit: of the figures.

    """
    filters = {str(chip.label): str(chip.value) for chip in listing.chips}
    is_long = listing.count > writing.MOST_AT_ONCE
    form = "csv" if listing.export_format == "csv" or is_long else "xlsx"
    if as_json and listing.export_format == "jsonl":
        form = "jsonl"
    if listing.reader.is_authenticated:
        note_export(title, form, rows=listing.count, filters=filters, actor=listing.reader)
    rows = listing.found.iterator(chunk_size=CHUNK)
    name = _file_name(title)
    if form == "csv":
        return _streamed(writing.stream_csv(columns, rows), f"{name}.csv", "text/csv")
    if form == "jsonl" and as_json:
        return _streamed(_lines(rows, as_json), f"{name}.jsonl", "application/jsonl")
    return workbook(columns, rows, title=title, basis=basis, unit=unit, filters=filters)


def workbook(
    columns: Sequence[Column],
    rows: Iterable[Any],
    *,
    title: str,
    basis: str,
    unit: str,
    filters: Mapping[str, str],
) -> FileResponse:
    """A workbook with its 口径 sheet, named by ``title`` and the day; its caller notes it."""
    about = Basis(title=title, basis=basis, unit=unit, as_of=timezone.now(), filters=filters)
    file = tempfile.TemporaryFile()  # noqa: SIM115 — FileResponse closes it
    writing.write_xlsx(file, columns, rows, basis=about)
    file.seek(0)
    name = f"{_file_name(title)}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def _streamed(content: Iterator[bytes], name: str, kind: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(content, content_type=kind)
    header = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = header or ""
    return response


def _lines(rows: Iterable[Any], as_json: Callable[[Any], Mapping[str, Any]]) -> Iterator[bytes]:
    for row in rows:
        yield json.dumps(as_json(row), ensure_ascii=False, cls=DjangoJSONEncoder).encode() + b"\n"


def _file_name(title: str) -> str:
    return f"{title}-{timezone.localdate():%Y%m%d}"


@transaction.atomic
def note_export(
    table: str, form: str, *, rows: int, filters: Mapping[str, str], actor: Any
) -> AuditEvent:
    """Write that ``actor`` takes ``rows`` rows of ``table`` away, as found by ``filters``.

    An export that no list page made (a person's own data, a hand-over) calls it by itself. Its
    subject is who took it, for it is an act upon no single row.
    """
    facts = {"table": table, "format": form, "rows": rows, "filters": dict(filters)}
    return audit.record(actor, EXPORT, actor=actor, changes=facts)
