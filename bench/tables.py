"""Our tables out and in beside the bare libraries that they stand on, in the same run.

`python bench/tables.py` prints rows a second and the ratio to the bare library; `ROWS=100000` asks
for more.
"""

# ruff: noqa: E402, INP001 — a script that sets Django up before it imports the project
import csv
import datetime
import io
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="zhuanhua-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

import django

django.setup()

import python_calamine
import xlsxwriter
from django.utils import timezone

from core.tables import cells
from core.tables.columns import Basis, Column, Kind
from core.tables.reading import Field, read
from core.tables.writing import OPTIONS, stream_csv, write_xlsx

ROWS = int(os.environ.get("ROWS", "20000"))
DAY = datetime.date(2026, 3, 1)
DATA = [(f"示例合同 {number}", number * 100 + 7, DAY) for number in range(ROWS)]
HEADERS = ["名称", "合同成交额（元）", "签订日期"]
COLUMNS = [
    Column(HEADERS[0], lambda row: row[0]),
    Column(HEADERS[1], lambda row: row[1], Kind.YUAN),
    Column(HEADERS[2], lambda row: row[2], Kind.DATE),
]
FIELDS = [
    Field("name", HEADERS[0], cells.text()),
    Field("amount_fen", HEADERS[1], cells.yuan()),
    Field("signed_on", HEADERS[2], cells.day()),
]
BASIS = Basis("示例表", "全部", "元", timezone.now())


def rate(name, work, per_s=0.0):
    begun = time.perf_counter()
    done = work()
    now = ROWS / (time.perf_counter() - begun)
    beside = f"  {now / per_s:.2f} of the bare library" if per_s else ""
    sys.stdout.write(f"{name:<24}{now:>9.0f} rows/s{beside}\n")
    return now, done


def bare_xlsx():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for line, (name, fen, signed) in enumerate(DATA):
            sheet.write_string(line, 0, name)
            sheet.write_number(line, 1, fen / 100)
            sheet.write_datetime(line, 2, signed, day)
    return file.getvalue()


def our_xlsx():
    file = io.BytesIO()
    write_xlsx(file, COLUMNS, DATA, basis=BASIS)
    return file.getvalue()


def bare_csv():
    file = io.StringIO()
    csv.writer(file).writerows(DATA)
    return file.getvalue().encode()


def bare_reading(content):
    return python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def our_reading(content):
    result = read(content, FIELDS, most_rows=ROWS)
    if result.errors or len(result.rows) != ROWS:
        raise SystemExit("what went out did not come in again")


base, _content = rate("xlsx out, xlsxwriter", bare_xlsx)
_now, workbook = rate("xlsx out, ours", our_xlsx, base)
base, _rows = rate("xlsx in, calamine", lambda: bare_reading(workbook))
rate("xlsx in, ours", lambda: our_reading(workbook), base)
base, _content = rate("csv out, csv.writer", bare_csv)
_now, text = rate("csv out, ours", lambda: b"".join(stream_csv(COLUMNS, DATA)), base)
base, _rows = rate("csv in, csv.reader", lambda: list(csv.reader(io.StringIO(text.decode()))))
rate("csv in, ours", lambda: our_reading(text), base)
