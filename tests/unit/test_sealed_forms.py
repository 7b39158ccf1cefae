"""A sealed year's tables say one thing in all their forms, whoever made the seal again."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from generator.archive import faults as words
from generator.archive import verify_file
from generator.plan.fields import Column, Kind
from generator.site.render import SHAPES
from generator.site.render.sheets import workbook_of
from generator.site.render.tables import Written
from seals import bag_files, small_seal

FOLDER = "site/2568/data"
COLUMNS = (
    Column("code", "รหัส", Kind.CODE, "รหัส"),
    Column("label", "ชื่อ", Kind.TEXT, "ชื่อ"),
    Column("budget_baht", "งบประมาณ", Kind.BAHT, "บาท"),
)
TABLE = Written(
    COLUMNS,
    (
        ("2568-001", "=1+1 บรรทัด\nที่สอง _x0041_ 'คำ'", "478300.25"),
        ("2568-002", f"{'ก' * 32_800}", ""),
        ("0103", "&<>\t", "0"),
    ),
)
Harm = Callable[[bytes], bytes]
XLSX, JSON, EXCEL = (f"{FOLDER}/totals{form}" for form in (".xlsx", ".json", "-excel.csv"))


def forms(table: Written = TABLE) -> dict[str, bytes]:
    """Return a table in its four forms."""
    return {
        f"{FOLDER}/totals.csv": table.csv(),
        EXCEL: table.excel_csv(),
        JSON: table.json(),
        XLSX: workbook_of("totals", table),
    }


def told(folder: Path, files: dict[str, bytes]) -> set[str]:
    """Return which files of a seal are told to say other than their table does."""
    seal = small_seal(folder / "2568.zip", {**bag_files(), **files})
    faults = verify_file(seal, SHAPES).faults
    assert all(one.code == "seal-untrue" for one in faults), faults
    assert {one.reason for one in faults} <= {words.OTHER_TABLE}
    return {one.file.removeprefix("2568/data/") for one in faults}


def part(name: str, pattern: str, to: str) -> Harm:
    """Change the first match in a part of a workbook; every other byte of it stays."""

    def harm(data: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as was, zipfile.ZipFile(out, "w") as now:
            for one in was.infolist():
                text = was.read(one).decode()
                changed = re.sub(pattern, to, text, count=1) if one.filename == name else text
                assert one.filename != name or changed != text
                now.writestr(one, changed)
        return out.getvalue()

    return harm


def saved_by_another_program(data: bytes) -> bytes:
    """Return the workbook with a second sheet, as a library writes it."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.create_sheet("อื่น")["A1"] = "x"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FORMAT = '<numFmts count="1"><numFmt numFmtId="164" formatCode="&quot;9&quot;"/></numFmts>'
ROW = '<row r="9"><c r="A9"><v>1</v></c></row>'
SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
HARMS: dict[str, tuple[str, Harm]] = {
    "another amount": (XLSX, part(SHEET, "<v>478300.25</v>", "<v>9478300.25</v>")),
    "another text": (XLSX, part(TEXTS, "บรรทัด", "บันทัด")),
    "an amount less": (XLSX, part(SHEET, r'<c r="C2"><v>[^<]*</v></c>', "")),
    "a row more": (XLSX, part(SHEET, "</sheetData>", f"{ROW}</sheetData>")),
    "an amount twice": (XLSX, part(SHEET, r'(<c r="C2"><v>[^<]*</v></c>)', r"\1\1")),
    "a formula": (XLSX, part(SHEET, "<v>478300.25</v>", "<f>1+1</f><v>478300.25</v>")),
    "a hidden row": (XLSX, part(SHEET, '<row r="2"', '<row hidden="1" r="2"')),
    "a format of another figure": (XLSX, part("xl/styles.xml", "<fonts", f"{FORMAT}<fonts")),
    "a look of a cell's own": (XLSX, part(SHEET, '<c r="C2">', '<c r="C2" s="1">')),
    "a hidden sheet": (XLSX, part("xl/workbook.xml", "<sheet ", '<sheet state="hidden" ')),
    "another sheet": (XLSX, saved_by_another_program),
    "an amount in JSON": (JSON, lambda data: data.replace(b"478300.25", b"478300.75")),
    "a text for a number in JSON": (JSON, lambda data: data.replace(b"478300.25", b'"478300"')),
    "a row less in JSON": (JSON, lambda data: data.partition(b',\n["0103"')[0] + b"]}\n"),
    "names of columns for each other in JSON": (
        JSON, lambda data: data.replace(b'"code","label"', b'"label","code"'),
    ),
    "a name of a column twice in JSON": (JSON, lambda data: data.replace(b'"label"', b'"code"')),
    "a name that is no text in JSON": (JSON, lambda data: data.replace(b'"label"', b"[1]")),
    "what no table is": (JSON, lambda _: b"[1]"),
    "a sign in the CSV of Excel": (EXCEL, lambda data: data.replace(b"0103", b"0104")),
}  # fmt: skip


def test_a_table_as_we_write_it_says_the_same_in_all_its_forms(tmp_path: Path) -> None:
    package = {f"{FOLDER}/datapackage.json": b'{"resources": []}\n'}
    assert told(tmp_path, forms() | package) == set()
    assert told(tmp_path / "empty", forms(Written(COLUMNS, ()))) == set()


@pytest.mark.parametrize("what", HARMS)
def test_a_form_that_says_another_thing_is_told(what: str, tmp_path: Path) -> None:
    path, harm = HARMS[what]
    files = forms()
    assert told(tmp_path, files | {path: harm(files[path])}) == {path}


def test_forms_without_the_table_that_counts_are_told(tmp_path: Path) -> None:
    files = forms()
    del files[f"{FOLDER}/totals.csv"]
    assert told(tmp_path, files) == {XLSX, JSON, EXCEL}
