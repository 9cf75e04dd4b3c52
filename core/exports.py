"""Everything a list page found, as a file."""

import tempfile
from collections.abc import Sequence

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from core.lists import ListPage
from core.tables.columns import Basis, Column
from core.tables.writing import stream_csv, write_xlsx

CHUNK = 2000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def answer(
    listing: ListPage, columns: Sequence[Column], *, title: str, basis: str, unit: str
) -> HttpResponseBase:
    """The file that ``export=`` asks for: csv streamed, else a workbook with its 口径 sheet.

    Args:
        title: what the file is of; its name begins with it.
        basis: what is counted and what is not.
        unit: of the figures.

    """
    rows = listing.found.iterator(chunk_size=CHUNK)
    name = f"{title}-{timezone.localdate():%Y%m%d}"
    if listing.export_format == "csv":
        response = StreamingHttpResponse(stream_csv(columns, rows), content_type="text/csv")
        response.headers["Content-Disposition"] = (
            content_disposition_header(as_attachment=True, filename=f"{name}.csv") or ""
        )
        return response
    about = Basis(
        title=title,
        basis=basis,
        unit=unit,
        as_of=timezone.now(),
        filters={str(chip.label): str(chip.value) for chip in listing.chips},
    )
    file = tempfile.TemporaryFile()  # noqa: SIM115 — FileResponse closes it
    write_xlsx(file, columns, rows, basis=about)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
