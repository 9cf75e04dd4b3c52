import csv
import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.tables import cells
from core.tables.columns import Basis, Column, Kind, harmless
from core.tables.writing import stream_csv, write_xlsx

COLUMNS = [
    Column("名称", lambda row: row["name"], width=30),
    Column("件数", lambda row: row["count"], Kind.NUMBER),
    Column("成交额（元）", lambda row: row["amount_fen"], Kind.YUAN),
    Column("登记日期", lambda row: row["at"], Kind.DATE),
    Column("增长率", lambda row: row["growth"], Kind.PERCENT),
]
# 17:00 UTC is already the next day in Shanghai.
AT = datetime.datetime(2026, 3, 1, 17, tzinfo=datetime.UTC)
ROW = {"name": "示例", "count": 3, "amount_fen": -12_345, "at": AT, "growth": Decimal("30.25")}
EMPTY = dict.fromkeys(ROW)
BASIS = Basis("示例表", "登记口径", "元", timezone.now(), {"县区": "=修水县"})


def written(rows):
    file = io.BytesIO()
    count = write_xlsx(file, COLUMNS, rows, basis=BASIS)
    return count, openpyxl.load_workbook(file)


def test_a_workbook_keeps_numbers_numbers_and_days_days():
    count, book = written(iter([EMPTY, ROW]))

    header, empty, first = book["数据"].iter_rows()
    assert count == 2
    assert [cell.value for cell in header] == [column.header for column in COLUMNS]
    assert [cell.value for cell in first] == [
        "示例", 3, -123.45, datetime.datetime(2026, 3, 2), 0.3025,  # noqa: DTZ001
    ]  # fmt: skip
    assert first[2].number_format == "#,##0.00"
    assert [cell.value for cell in empty] == [None] * 5


def test_the_basis_stands_on_its_own_sheet():
    _count, book = written([ROW])

    about = dict(book["口径"].iter_rows(values_only=True))

    assert about["统计口径"] == "登记口径"
    assert about["单位"] == "元"
    assert about["筛选条件"] == "县区：=修水县"
    assert about["行数"] == "1"


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1"])
def test_a_text_that_looks_like_a_formula_is_guarded(text):
    _count, book = written([{**ROW, "name": text}])
    lines = b"".join(stream_csv(COLUMNS, [{**ROW, "name": text}])).decode("utf-8-sig")

    cell = book["数据"]["A2"]
    assert (cell.value, cell.data_type) == (f"'{text}", "s")
    assert next(csv.reader(lines.splitlines()[1:]))[0] == f"'{text}"


def test_csv_is_streamed_for_excel():
    chunks = stream_csv(COLUMNS, iter([ROW, EMPTY]))

    assert next(chunks) == "\ufeff名称,件数,成交额（元）,登记日期,增长率\r\n".encode()
    assert next(chunks) == "示例,3,-123.45,2026-03-02,30.25%\r\n".encode()
    assert next(chunks) == b",,,,\r\n"


def test_a_text_longer_than_a_cell_is_cut_where_one_sees_it():
    _count, book = written([{**ROW, "name": "字" * 40_000}])

    assert len(book["数据"]["A2"].value) == 32_767
    assert book["数据"]["A2"].value.endswith("字…")


@given(st.text(alphabet="=+-@|＝＋－＠｜'\t\rab ", max_size=6).filter(str.strip))
def test_what_was_guarded_comes_in_as_it_went_out(text):
    guarded = harmless(text)

    assert not guarded.startswith(tuple("=+-@|＝＋－＠｜\t\r"))
    assert cells.text()(guarded) == text.strip()
