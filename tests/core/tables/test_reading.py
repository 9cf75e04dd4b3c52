import datetime
import io
import zipfile

import openpyxl
import pytest

from core.tables import cells, filling, sources
from core.tables.reading import Field, letter, read
from core.tables.sources import TableError

KINDS = {"企业": "company", "高校": "university"}
FIELDS = [
    Field("name", "单位名称", cells.text(max_length=10)),
    Field("kind", "单位类型", cells.choice(KINDS), choices=tuple(KINDS)),
    Field("amount_fen", "成交额（元）", cells.yuan()),
    Field("signed_on", "签订日期", cells.day()),
    Field("staff", "人数", cells.whole(), required=False),
]
HEADER = [field.header for field in FIELDS]
GOOD = ["示例甲", "企业", "1,234.56", "2026-03-01", "12"]
VALUES = {
    "name": "示例甲",
    "kind": "company",
    "amount_fen": 123_456,
    "signed_on": datetime.date(2026, 3, 1),
    "staff": 12,
}


def workbook(*rows, merge=None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def lines(*rows, encoding="utf-8"):
    return "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode(encoding)


def refusal(content, **limits):
    with pytest.raises(TableError) as refused:
        read(content, FIELDS, **limits)
    return refused.value.messages


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_csv_is_read_in_the_encodings_that_people_send(encoding):
    result = read(lines(HEADER, GOOD, encoding=encoding), FIELDS)

    assert [row.values for row in result.rows] == [VALUES]
    assert result.errors == []


def test_a_workbook_is_read_with_typed_and_with_written_cells():
    content = workbook(
        ["2026 年示例表"],
        [],
        ["序号", "单 位 名 称*", "单位类型", "成交额(元)", "签订日期", "人数"],
        [1, "示例甲", "企业", 1234.56, datetime.date(2026, 3, 1), 12],
        [None, "  ", None],
        [2, "示例甲", "企业", "１２３４．５６元", "2026年3月1日", "１２"],
        [3, 12345, "高校", 0.1 + 0.2, datetime.datetime(2026, 3, 1, 8), None],  # noqa: DTZ001
    )

    result = read(content, FIELDS)

    assert [row.line for row in result.rows] == [4, 6, 7]
    assert result.rows[0].values == result.rows[1].values == VALUES
    assert result.rows[2].values == {
        "name": "12345",
        "kind": "university",
        "amount_fen": 30,
        "signed_on": datetime.date(2026, 3, 1),
        "staff": None,
    }
    assert result.ignored == ["序号"]


@pytest.mark.parametrize(
    ("index", "cell", "said"),
    [
        (0, "", "第 2 行 A 列“单位名称”填写“”：此项必填；请补填"),
        (0, "长" * 11, f"第 2 行 A 列“单位名称”填写“{'长' * 11}”：最多 10 个字；请缩短后再填"),
        (1, "公司", "第 2 行 B 列“单位类型”填写“公司”：不在可选值之内；从下列值中选择：企业、高校"),  # noqa: E501
        (2, "12万元", "第 2 行 C 列“成交额（元）”填写“12万元”：请以元为单位填写，不要写“万元”或“亿元”；以元为单位填写数字，例如 6800000.00"),  # noqa: E501
        (2, 0.001, "第 2 行 C 列“成交额（元）”填写“0.001”：金额最多两位小数（精确到分）；以元为单位填写数字，例如 6800000.00"),  # noqa: E501
        (2, -1, "第 2 行 C 列“成交额（元）”填写“-1”：金额不得小于 0.00 元；请核对"),
        (3, 46082, "第 2 行 D 列“签订日期”填写“46082”：应为日期；填写为 2026-03-01 的形式，或将单元格设为日期格式"),  # noqa: E501
        (3, "2026-02-30", "第 2 行 D 列“签订日期”填写“2026-02-30”：应为日期；填写为 2026-03-01 的形式，或将单元格设为日期格式"),  # noqa: E501
        (4, "约10", "第 2 行 E 列“人数”填写“约10”：应为整数；只填数字，不带单位和文字"),
        (0, 913604000000000012, "第 2 行 A 列“单位名称”填写“913604000000000000”：数字超过 15 位，末尾几位已被表格软件改写；先将该列设为文本格式，再重新填写"),  # noqa: E501
    ],
)  # fmt: skip
def test_a_fault_names_line_column_value_rule_and_what_to_do(index, cell, said):
    row = [*GOOD]
    row[index] = cell

    result = read(workbook(HEADER, row), FIELDS)

    assert [str(error) for error in result.errors] == [said]
    assert result.rows == []


def test_a_line_with_faults_is_no_row_and_each_fault_is_said():
    result = read(lines(HEADER, ["", "公司", "x", "y", "z"], GOOD), FIELDS)

    assert [(error.line, error.letter) for error in result.errors] == [
        (2, column) for column in "ABCDE"
    ]
    assert [row.line for row in result.rows] == [3]


def test_missing_and_doubled_columns_are_said_together():
    assert refusal(lines(["单位名称", "单位名称", "单位类型", "签订日期"], ["", "", "", ""])) == [
        "“单位名称”出现在 A、B 列，请只留一列。",
        "缺少“成交额（元）”列。",
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "没有找到表头。"),
        (b"a,b\n1,2\n", "没有找到表头。"),
        (b"\xff\xff\x00\x01", "既不是 Excel 工作簿"),
        (b'"open', "没有找到表头。"),
        (b"<html><table></table></html>", "这是网页或 XML 文件"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "这是旧版 Excel（.xls）文件"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            "文件设有打开密码",
        ),
        (b"PK\x03\x04broken", "文件已损坏"),
        (workbook(HEADER, GOOD)[:2000], "文件已损坏"),
    ],
)
def test_a_file_that_is_no_table_says_what_it_is(content, says):
    assert refusal(content)[0].startswith(says)


def test_a_zip_that_is_no_workbook_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("word/document.xml", "<w/>")

    assert refusal(file.getvalue()) == ["这不是 Excel 工作簿，请另存为 .xlsx 后再上传。"]


def test_a_workbook_with_broken_parts_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("xl/workbook.xml", "<workbook")

    assert refusal(file.getvalue()) == ["文件已损坏，无法读取。请重新保存后再上传。"]


def test_merged_cells_in_the_data_are_refused_and_above_it_are_not():
    assert refusal(workbook(HEADER, GOOD, GOOD, merge="A2:A3")) == [
        "第 2 至 3 行有合并的单元格，请取消合并并逐格填写。"
    ]
    titled = workbook(["示例表"], HEADER, GOOD, merge="A1:E1")
    assert [row.line for row in read(titled, FIELDS).rows] == [3]


def test_too_large_a_file_is_refused(monkeypatch):
    assert refusal(lines(HEADER, GOOD, GOOD, GOOD), most_rows=2) == [
        "超过 2 行，请分成几个文件上传。"
    ]
    monkeypatch.setattr(sources, "MOST_BYTES", 10)
    assert refusal(lines(HEADER, GOOD))[0].endswith("请分成几个文件上传。")


def test_the_template_reads_back_with_its_own_fields():
    file = io.BytesIO()

    filling.write_template(file, FIELDS)

    book = openpyxl.load_workbook(file)
    assert [cell.value for cell in book["填写"][1]] == [
        "单位名称*", "单位类型*", "成交额（元）*", "签订日期*", "人数",
    ]  # fmt: skip
    [rule] = book["填写"].data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1) == ("B2:B5001", "'选项'!$B$1:$B$2")
    assert book["选项"].sheet_state == "hidden"
    for column, value in enumerate(GOOD, start=1):
        book["填写"].cell(2, column, value)
    filled = io.BytesIO()
    book.save(filled)
    assert read(filled.getvalue(), FIELDS).rows[0].values == VALUES


def test_the_errors_go_back_in_the_file_as_it_was_sent_and_it_can_be_mended_there():
    sent = read(workbook(["示例表"], HEADER, [], ["", *GOOD[1:]], GOOD), FIELDS)
    file = io.BytesIO()

    filling.write_errors(file, sent)

    book = openpyxl.load_workbook(file)
    sheet = book["请更正"]
    assert sheet["A4"].comment.text == "此项必填；请补填"
    assert sheet["F2"].value == "错误说明"
    assert sheet["F4"].value == str(sent.errors[0])
    assert sheet["F5"].value is None
    sheet["A4"] = "示例乙"
    mended = io.BytesIO()
    book.save(mended)
    again = read(mended.getvalue(), FIELDS)
    assert (again.errors, again.ignored) == ([], [])
    assert [row.values["name"] for row in again.rows] == ["示例乙", "示例甲"]


def test_columns_are_lettered_as_sheets_do():
    assert [letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize("text", ["a\0b", "a\x07b", "a\x7fb", "\ud800"])
def test_characters_that_nobody_sees_are_refused(text):
    with pytest.raises(cells.CellError):
        cells.text()(text)


def test_a_column_is_known_by_its_other_names():
    field = Field("name", "单位名称", cells.text(), aliases=("name", "Name"))

    for header in ("单位名称", "name", "Name*"):
        result = read(lines([header], ["示例"]), [field])
        assert (result.rows[0].values, result.places) == ({"name": "示例"}, {"name": 0})


def test_two_cells_far_apart_are_refused_before_they_are_laid_out():
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.cell(1_048_576, 16_384, "x")
    file = io.BytesIO()
    book.save(file)

    assert "第 1048576 行第 16384 列" in refusal(file.getvalue())[0]


def test_an_archive_that_lies_about_a_part_is_broken():
    sent = bytearray(workbook(HEADER, GOOD))
    at = sent.rindex(b"PK\x01\x02")
    sent[at + 16] ^= 1  # the checksum that the archive gives of its last part

    assert "已损坏" in refusal(bytes(sent))[0]
