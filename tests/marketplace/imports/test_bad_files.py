"""What people send by mistake, and what others send on purpose: said, and nothing written."""

import io
import json
import re

import openpyxl
import pytest
from django.core.management import CommandError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.models import AuditEvent
from marketplace.imports.reading import open_file
from marketplace.models import Listing, ListingImport
from tests.marketplace.imports.files import (
    first_and_last_cell,
    jsonl,
    row,
    table,
    workbook,
    zip_bomb,
)

GOOD = workbook(["A-1", "示例", "钢铁", 6])
# Made where they are asked for: some are large.
WHOLE_FILES = {
    "empty": (lambda: b"", "没有找到表头"),
    "a broken workbook": (lambda: GOOD[: len(GOOD) // 2], "已损坏"),
    "a workbook with a byte turned": (lambda: GOOD[:400] + b"\x00\xff\x01" + GOOD[403:], "已损坏"),
    "a program called xlsx": (lambda: b"MZ\x90\x00\x03\x00\x00\x00" + bytes(2000), "既不是 Excel"),
    "another program": (lambda: b"\x7fELF\x02\x01\x01" + bytes(2000), "既不是 Excel"),
    "NUL in csv": (lambda: table(["A-1", "示\0例", "", ""]), "既不是 Excel"),
    "100 MB": (lambda: b"a,b\n" * (25 * 2**20), "超过 10 MB"),
    "a zip bomb": (zip_bomb, "展开后过大"),
    "two cells far apart": (first_and_last_cell, "1048576"),
    "a line without end": (lambda: b'{"external_id": "' + b"x" * 2**21, "超过 1 MB"),
    "a page": (lambda: b"<html><table></table></html>", "网页"),
    "no column of ours": (lambda: table(["a"], head=["x", "y"]), "没有找到表头"),
}


@pytest.mark.parametrize("case", WHOLE_FILES)
def test_a_file_that_cannot_be_taken_says_why(case, bring):
    make, says = WHOLE_FILES[case]

    with pytest.raises(CommandError, match=says):
        bring(make())

    assert not Listing.objects.exists()


HEAD = ["外部编号", "成果名称", "行业", "技术就绪度", "价格（元）"]
CELLS = {
    "formula": (["A-1", "=cmd|'/C calc'!A0", "", "", ""], "B", "像公式"),
    "another formula": (["A-1", "@SUM(1+1)", "", "", ""], "B", "像公式"),
    "and another": (["A-1", "+1|cmd", "", "", ""], "B", "像公式"),
    "10,000 characters": (["A-1", "长" * 10_000, "", "", ""], "B", "最多 250 个字"),
    "unknown industry": (["A-1", "示例", "炼丹", "", ""], "C", "不在可选值之内"),
    "level 12": (["A-1", "示例", "", 12, ""], "D", "1～9"),
    "level 0": (["A-1", "示例", "", 0, ""], "D", "1～9"),
    "level in words": (["A-1", "示例", "", "较高", ""], "D", "1～9"),
    "no number": (["", "示例", "", "", ""], "A", "必填"),
    "no title": (["A-1", "", "", "", ""], "B", "必填"),
    "a price in words": (["A-1", "示例", "", "", "六万八"], "E", "请填写金额"),
    "a price below nothing": (["A-1", "示例", "", "", "-1"], "E", "不得小于"),
    "a price in 万元": (["A-1", "示例", "", "", "68万元"], "E", "以元为单位"),
    "a price beyond all": (["A-1", "示例", "", "", "9" * 20], "E", "过大"),
}


@pytest.mark.parametrize("make", [table, workbook])
@pytest.mark.parametrize("case", CELLS)
def test_a_bad_cell_is_named_by_line_and_column(case, make, bring):
    line, letter, rule = CELLS[case]

    said = bring(make(["A-0", "好的", "钢铁", 6, "1.00"], line, head=HEAD))

    (fault,) = said["errors"]
    assert (fault["line"], fault["letter"]) == (3, letter)
    assert rule in fault["rule"]
    assert len(fault["value"]) <= 200
    assert not Listing.objects.exists()
    assert not AuditEvent.objects.exists()
    assert not ListingImport.objects.exists()


def test_a_number_twice_names_both_lines(bring):
    said = bring(table(["A-1", "甲", "", ""], ["A-2", "乙", "", ""], ["A-1", "丙", "", ""]))

    (fault,) = said["errors"]
    assert (fault["line"], fault["letter"], fault["value"]) == (4, "A", "A-1")
    assert "第 2 行" in fault["rule"]


def test_a_day_that_no_calendar_has_is_a_fault(bring):
    right = ["invention", "示例 1", "示例大学", "granted", "2026-13-40"]

    said = bring(jsonl(row(1, rights=[right])))

    assert (said["errors"][0]["letter"], said["errors"][0]["rule"]) == ("rights", "应为日期")
    assert not Listing.objects.exists()


def test_contact_data_is_a_fault_of_its_cell(bring):
    head = ["外部编号", "成果名称", "团队", "知识产权"]
    line = ["A-1", "示例 138.1234.5678", "座机（0792）8123456", "发明专利 | ZL1 | a@example.com"]

    said = bring(workbook(["A-0", "示例", "六人", ""], line, head=head))

    assert [(fault["line"], fault["letter"]) for fault in said["errors"]] == [
        (3, "B"),
        (3, "D"),
        (3, "C"),
    ]
    for fault, kind in zip(said["errors"], ("手机号码", "邮箱", "固定电话"), strict=True):
        assert f"公开内容里不能有{kind}" in fault["rule"]
        assert "请删去" in fault["advice"]
    assert not Listing.objects.exists()


def test_contact_data_is_a_fault_of_its_key(bring):
    said = bring(jsonl(row(1), row(2, comparison=[["强度", "1", "2", "QQ群:12345678"]])))

    assert [(fault["line"], fault["letter"]) for fault in said["errors"]] == [(2, "comparison")]


def test_bounds_the_wrong_way_round_are_a_fault(bring):
    said = bring(jsonl(row(1, price_from="9.00", price_to="8.00")))

    assert said["errors"][0]["letter"] == "price_from"


@pytest.mark.parametrize(
    ("line", "key"),
    [
        (b'{"external_id": "A", "title": "a\\u0000b"}', "title"),
        (b'{"external_id": "A", "title": "\\ud800"}', "title"),
        (b'{"external_id": "A", "title": ["a"]}', "title"),
        (b'{"external_id": "A", "title": {"a": 1}}', "title"),
        (b'{"external_id": "A", "title": true}', "title"),
        (b'{"external_id": "A", "title": "a", "trl": NaN}', "—"),
        (b'{"external_id": "A", "title": "a"', "—"),
        (b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "—"),
        (b'{"external_id": "A", "title": "\xff\xfe"}', "—"),
        (b'{"external_id": "A", "title": "a", "modes": [{}]}', "modes"),
        (b'{"external_id": "A", "title": "a", "rights": [1]}', "rights"),
        (b'{"external_id": "A", "title": "a", "rights": [["nonsense"]]}', "rights"),
        (b'{"external_id": "A", "title": "a", "comparison": [["a"]]}', "comparison"),
        (b'{"external_id": "A", "title": "a", "keywords": ["1","2","3","4","5","6"]}', "keywords"),
    ],
)
def test_a_bad_value_of_jsonl_is_named_by_line_and_key(line, key, bring):
    said = bring(jsonl(row(1)) + b"\n" + line)

    (fault,) = said["errors"]
    assert (fault["line"], fault["letter"]) == (2, key)
    assert not Listing.objects.exists()


def test_a_text_like_a_formula_is_a_text_in_jsonl(bring):
    bring(jsonl(row(1, title="=cmd()")))

    assert Listing.objects.get().title == "=cmd()"


def test_the_faults_of_a_table_come_back_beside_their_cells(bring, tmp_path):
    out = tmp_path / "errors.xlsx"
    bring(workbook(["A-1", "示例", "炼丹", 6], ["A-1", "示例", "钢铁", 6]), f"--errors={out}")

    sheet = openpyxl.load_workbook(out).active
    assert "不在可选值之内" in sheet["C2"].comment.text
    assert "重复" not in str(sheet["E2"].value)
    assert sheet["E2"].value.startswith("第 2 行 C 列“行业”填写“炼丹”")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
KEYS = st.sampled_from(["external_id", "title", "trl", "rights", "modes", "price", "keywords",
                        "comparison", "region", "price_kind", "industry", "nonsense"])  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.dictionaries(KEYS, JSON, max_size=8), min_size=1, max_size=4))
def test_no_json_ends_in_anything_but_rows_and_faults(rows, db):
    text = "\n".join(json.dumps(one) for one in rows).encode()

    for line in open_file(io.BytesIO(b"{}\n" + text)).lines():
        assert line.faults or line.external_id
        for fault in line.faults:
            assert fault.line == line.number
            assert re.fullmatch(r"[a-z_]+|—", fault.letter)
