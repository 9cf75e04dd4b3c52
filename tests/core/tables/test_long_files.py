"""A hundred thousand rows out and in: as many as a city registers in decades."""

import datetime
import io
import tempfile
import tracemalloc

import pytest
from django.utils import timezone

from core.tables import cells
from core.tables.columns import Basis, Column, Kind
from core.tables.reading import Field, read
from core.tables.writing import stream_csv, write_xlsx

pytestmark = pytest.mark.long

ROWS = 100_000
DAY = datetime.date(2026, 3, 1)
COLUMNS = [
    Column("名称", lambda number: f"示例合同 {number}"),
    Column("合同成交额（元）", lambda number: number * 100 + 7, Kind.YUAN),
    Column("签订日期", lambda _number: DAY, Kind.DATE),
]
FIELDS = [
    Field("name", "名称", cells.text()),
    Field("amount_fen", "合同成交额（元）", cells.yuan()),
    Field("signed_on", "签订日期", cells.day()),
]
BASIS = Basis("示例表", "全部", "元", timezone.now())


def xlsx(rows):
    with tempfile.TemporaryFile() as file:
        write_xlsx(file, COLUMNS, rows, basis=BASIS)
        return file.seek(0, io.SEEK_END)


def csv(rows):
    return sum(map(len, stream_csv(COLUMNS, rows)))


def most_memory(work):
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("write", [xlsx, csv])
def test_ten_times_the_rows_take_no_more_memory(write):
    write(range(10))  # what is imported and cached once is there

    few = most_memory(lambda: write(range(ROWS // 10)))
    many = most_memory(lambda: write(range(ROWS)))

    assert many < 2 * few + 2**20
    assert many < 20 * 2**20


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_went_out_comes_in_the_same(form):
    if form == "xlsx":
        file = io.BytesIO()
        write_xlsx(file, COLUMNS, range(ROWS), basis=BASIS)
        content = file.getvalue()
    else:
        content = b"".join(stream_csv(COLUMNS, range(ROWS)))

    result = read(content, FIELDS, most_rows=ROWS)

    assert (len(result.rows), result.errors) == (ROWS, [])
    assert [row.values for row in result.rows] == [
        {"name": f"示例合同 {number}", "amount_fen": number * 100 + 7, "signed_on": DAY}
        for number in range(ROWS)
    ]


def test_a_file_that_comes_in_is_held_once():
    """It is sent back marked where it has faults, so it is held; but not many times over."""
    content = b"".join(stream_csv(COLUMNS, range(ROWS)))

    most = most_memory(lambda: read(content, FIELDS, most_rows=ROWS))

    assert most < 200 * 2**20
