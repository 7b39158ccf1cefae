"""The same plan reads the same, whichever program wrote its table."""

import csv
import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.plan.fields import project_fields
from generator.plan.model import TableAccount
from generator.plan.read import Table
from generator.plan.read.csv_file import read_csv
from generator.plan.read.xlsx_file import read_xlsx
from generator.plan.sheet import records
from generator.problems import Place, Report

HEADINGS = ["รหัสโครงการ", "ยุทธศาสตร์", "โครงการ", "งบประมาณ (บาท)", "หน่วยงานรับผิดชอบหลัก", "หมู่ที่"]
CODES = ("id", "strategy", "name", "budget", "unit", "villages")
OFFICE = shutil.which("soffice")
words = st.sampled_from(
    [
        "ก่อสร้างถนนคอนกรีตเสริมเหล็ก สาย 1", "รวมพลังชุมชนสีเขียว", "แผนงานบ้านสะอาด", "๑๒ สิงหา มหาราชินี",
        "ขุดลอก\nคลองส่งน้ำ", "=งานหนึ่ง", "'อ้างอิง", "-", "ซ่อม “ศาลา”, หมู่ 3", "หมายเหตุประกอบงบ", "0012",
    ]
)  # fmt: skip
rows = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", "01"]),
        words,
        st.integers(1, 10**9) | st.decimals("0.01", 10**7, places=2).map(str),
        st.sampled_from(["กองช่าง", "สำนักปลัด", "001"]),
        st.sampled_from(["", "1", "1, 3", "ทุกหมู่บ้าน"]),
    ),
    min_size=1,
    max_size=8,
)
steady = settings(derandomize=True, database=None, deadline=None, max_examples=40)


def table_of(found: list[tuple[Any, ...]]) -> list[list[Any]]:
    return [[f"2570-{number:03}", *row] for number, row in enumerate(found, start=1)]


def texts(*tables: Table) -> list[tuple[str, ...]]:
    report, accounts = Report(), list[TableAccount]()
    found = records(tables, project_fields(), report, accounts)
    assert {one.code for one in report} <= {"amounts-small"}
    assert sum(one.rows for one in accounts) == len(found)
    return [tuple(row.text(code) for code in CODES) for row in found]


def as_csv(table: list[list[Any]]) -> Table:
    stream = io.StringIO()
    csv.writer(stream).writerows([HEADINGS, *table])
    read = read_csv(stream.getvalue().encode("utf-8-sig"), Place("projects.csv"), Report())
    assert read
    return read


def as_workbook(table: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for number, row in enumerate([HEADINGS, *table], start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):  # a code stays a text, and `=งาน` is no formula
                cell.data_type = "s"
                cell.number_format = "@"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@steady
@given(rows)
def test_a_workbook_says_what_the_same_csv_says(found: list[tuple[Any, ...]]) -> None:
    table = table_of(found)
    (sheet,) = read_xlsx(as_workbook(table), Place("projects.xlsx"), Report())
    assert texts(sheet) == texts(as_csv(table))


@pytest.mark.long
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")
def test_a_workbook_saved_again_by_libreoffice_says_the_same(tmp_path: Path) -> None:
    table = table_of(
        [
            ("1", name, 1000 + at, "กองช่าง", "1, 3")
            for at, name in enumerate(["ถนน", "รวมพลัง", "-ก"])
        ]
    )
    (tmp_path / "a.xlsx").write_bytes(as_workbook(table))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    convert = (str(OFFICE), home, "--headless", "--convert-to", "xlsx", "--outdir", "out", "a.xlsx")
    subprocess.run(convert, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    (sheet,) = read_xlsx((tmp_path / "out/a.xlsx").read_bytes(), Place("a.xlsx"), Report())
    assert texts(sheet) == texts(as_csv(table))
