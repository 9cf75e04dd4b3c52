"""What goes out comes in as it was, whatever the file; what is confidential does not go out."""

import csv
import io
import json

import openpyxl
import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from core.tables.columns import Basis
from core.tables.writing import stream_csv, write_xlsx
from marketplace.imports import row_texts
from marketplace.imports.columns import as_json, columns
from marketplace.imports.fields import SPECS, fields
from marketplace.models import Listing
from tests.factories import ListingFactory

TEXTS = {
    "title": "=1+1 示例｜成果",
    "benefit": "-5% 能耗，+3 倍速度",
    "problem": '@首行\n第二行, "引号"; 分号\t表',
    "abstract": "'=撇号",
    "limits": "＝全角",
    "team": "+86",
    "pilot": "running",
    "ownership": "shared",
    "industry": "steel",
    "field": "05",
    "keywords": ["铜箔", "表面处理"],
    "modes": ["transfer", "use_first"],
    "price_kind": "negotiable",
    "price_from_fen": 1,
    "price_to_fen": 123_456_789_012,
    "comparison": [["强度|度", "1.3\\n", "=0.9", "换\n行"], ["a", "", "｜", ""]],
    "rights": [
        {"kind": "invention", "number": "ZL1|2", "holder": "示例大学", "status": "granted",
         "until": "2043-03-14"},
        {"kind": "secret", "number": "", "holder": "", "status": "", "until": ""},
    ],
}  # fmt: skip


def as_csv(rows):
    return b"".join(stream_csv(columns(), rows))


def as_workbook(rows):
    file = io.BytesIO()
    write_xlsx(file, columns(), rows, basis=Basis("成果", "全部", "项", timezone.now()))
    return file.getvalue()


def as_jsonl(rows):
    return "\n".join(json.dumps(as_json(one), ensure_ascii=False) for one in rows).encode()


def said(listing):
    return {spec.column: getattr(listing, spec.column) for spec in SPECS[1:]}


@pytest.mark.parametrize("write", [as_csv, as_workbook, as_jsonl])
def test_what_went_out_comes_in_as_it_was(write, bring):
    full = ListingFactory(**TEXTS)
    bare = ListingFactory(title="只有名称", rights=[], modes=[], trl=None, region=None)

    answer = bring(write([full, bare]), source="往返")

    assert answer["errors"] == []
    for sent in (full, bare):
        came = Listing.objects.get(source="往返", external_id=sent.number)
        assert said(came) == said(sent)


def test_no_cell_of_a_table_is_a_formula():
    full = ListingFactory.build(**TEXTS, region=None)

    line = [*csv.reader(io.StringIO(as_csv([full]).decode("utf-8-sig"), newline=""))][1]
    assert [cell for cell in line if cell.startswith(("=", "+", "-", "@"))] == []
    assert "'=1+1 示例｜成果" in line
    sheet = openpyxl.load_workbook(io.BytesIO(as_workbook([full]))).worksheets[0]
    assert [cell for cell in sheet[2] if cell.data_type == "f"] == []


def test_what_is_confidential_stays_here():
    keys = {spec.key for spec in SPECS}

    assert not keys & {"restricted_details", "attachments"}


def test_no_header_stands_for_two_columns(db):
    seen = {}
    for field in fields():
        for header in field.headers:
            assert seen.setdefault(header, field.name) == field.name


PART = st.text(alphabet="ab|｜\\n\n ，", max_size=8).map(str.strip)


@given(st.lists(st.lists(PART, min_size=2, max_size=4).filter(any), max_size=4))
def test_rows_in_one_cell_come_apart_as_they_were(rows):
    assert row_texts.split(row_texts.join(rows)) == rows


def test_a_line_break_in_a_title_becomes_a_blank(bring):
    content = 'external_id,title\nX1,"示例铜箔\n表面\u202e处理\u202c工艺"\n'.encode()

    bring(content, source="换行")

    assert Listing.objects.get(external_id="X1").title == "示例铜箔 表面处理工艺"
