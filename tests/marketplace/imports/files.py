"""Files of achievements as people send them, each in a few words."""

import csv
import io
import json
import zipfile

import openpyxl
import xlsxwriter

HEAD = ["外部编号", "成果名称", "行业", "技术就绪度"]


def row(number=1, **said):
    """One line in our keys."""
    return {"external_id": f"A-{number}", "title": f"示例成果 {number}", **said}


def jsonl(*rows):
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in rows).encode()


def table(*rows, head=HEAD, encoding="utf-8"):
    file = io.StringIO()
    csv.writer(file).writerows([head, *rows])
    return file.getvalue().encode(encoding)


def workbook(*rows, head=HEAD):
    book = openpyxl.Workbook()
    for line in [head, *rows]:
        book.active.append(line)
    for cells in book.active.iter_rows():
        for cell in cells:
            if cell.data_type == "f":  # openpyxl would keep it as a formula
                cell.data_type = "s"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def first_and_last_cell():
    """Five kilobytes, and a rectangle of seventeen thousand million cells."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        sheet.write(1_048_575, 16_383, "x")
    return file.getvalue()


def zip_bomb():
    """A workbook of a few hundred kilobytes with a part of 300 MB."""
    file = io.BytesIO(workbook(["A-1", "示例", "", ""]))
    with (
        zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as parts,
        parts.open("xl/worksheets/sheet2.xml", "w", force_zip64=True) as part,
    ):
        for _n in range(300):
            part.write(b" " * 2**20)
    return file.getvalue()
