"""Mending a workbook changes texts of its parts, and not a byte beside them."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from generator.cli import phaen
from generator.pipeline import check_portal
from generator.plan.mend import FileMend, mends_of
from portals import PROJECTS, TODAY, checked, portal_folder
from workbooks import draw_over
from zips import parts_of, zipped

SOFFICE = shutil.which("soffice")
SHEET, LIST = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
WORKBOOK = "plans/2570/projects.xlsx"
HEAD = ("รหัสโครงการ", "ยุทธศาสตร์", "โครงการ", "งบประมาณ", "หน่วยงานรับผิดชอบหลัก", "เริ่ม", "สิ้นสุด")
HARMED = (
    ("๒๕๗๐-๐๐๑", 1, "ปรับปรุงเเหล่งนํ้า", 4000, "กองช่าง", "พ.ย. 2569", "ม.ค. 2570"),
    ("2570-002", 1, "ก\uf70aอสร้าง ถนน  <สาย & 2>", 5000, "กอง\u200bช่าง", "พ.ย. 2569", "ม.ค. 2570"),
    ("'2570-003", 1, "ขุดลอกคลอง\nสายสาม", "'6000", "กอง\u200bช่าง", "พ.ย. 2569", "ม.ค. 2570"),
)
SOUND = (
    ("2570-001", "ปรับปรุงแหล่งน้ำ", "กองช่าง"),
    ("2570-002", "ก่อสร้าง ถนน <สาย & 2>", "กองช่าง"),
    ("2570-003", "ขุดลอกคลอง\nสายสาม", "กองช่าง"),
)


def book_of(rows: Any = HARMED) -> Any:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "แผน"
    for row in (HEAD, *rows):
        sheet.append(row)
    return book


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


_SHARED = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</sst>'
)
_KIND = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
    b'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
_RELATION = (
    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)


def shared(data: bytes) -> bytes:
    """Return the workbook with each different text once in the list of all, as Excel writes it."""
    listed: dict[bytes, int] = {}

    def change(part: bytes) -> bytes:
        def number(found: re.Match[bytes]) -> bytes:
            index = listed.setdefault(found[2], len(listed))
            return found[1] + f' t="s"><v>{index}</v></c>'.encode()

        return re.sub(rb'(<c [^>]*?) t="inlineStr"><is>(.*?)</is></c>', number, part, flags=re.S)

    was = parts_of(data)
    now = {name: change(part) if "worksheets/" in name else part for name, part in was.items()}
    texts = "".join(f"<si>{text.decode()}</si>" for text in listed)
    now["xl/sharedStrings.xml"] = _SHARED.format(texts).encode()
    now["[Content_Types].xml"] = now["[Content_Types].xml"].replace(b"</Types>", _KIND)
    book = "xl/_rels/workbook.xml.rels"
    now[book] = now[book].replace(b"</Relationships>", _RELATION)
    return zipped(now)


def strict(data: bytes) -> bytes:
    def change(part: bytes) -> bytes:
        for old, new in (
            (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
             b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
            (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
             b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
        ):  # fmt: skip
            part = part.replace(old, new)
        return part

    return zipped({name: change(part) for name, part in parts_of(data).items()})


def resaved(data: bytes, folder: Path) -> bytes:
    """Return the workbook as LibreOffice saves it."""
    assert SOFFICE
    (folder / "in.xlsx").write_bytes(data)
    home = f"-env:UserInstallation=file://{folder}/home"
    line = [SOFFICE, home, "--headless", "--convert-to", "xlsx", "--outdir", f"{folder}/out"]
    subprocess.run([*line, f"{folder}/in.xlsx"], check=True, capture_output=True, timeout=120)
    return (folder / "out/in.xlsx").read_bytes()


def lettered(data: bytes, *, by_number: bool) -> bytes:
    """Return the workbook with each Thai letter by its number, as lxml has it, or none."""

    def change(part: bytes) -> bytes:
        text = re.sub("&#([0-9]{4});", lambda found: chr(int(found[1])), part.decode())
        return (re.sub("[\u0e00-\uffff]", numbered, text) if by_number else text).encode()

    def numbered(found: re.Match[str]) -> str:
        return f"&#{ord(found[0])};"

    was = parts_of(data)
    return zipped({**was, SHEET: change(was[SHEET])})


MAKERS: dict[str, Callable[[bytes], bytes]] = {
    "by number": lambda data: lettered(data, by_number=True),
    "by letter": lambda data: lettered(data, by_number=False),
    "shared": shared,
    "inline": bytes,
    "strict": lambda data: strict(shared(data)),
    "drawn over": lambda data: draw_over(shared(data), (2, 5, 2, 6)),
}


def mended(folder: Path, data: bytes) -> FileMend:
    portal = portal_folder(folder, {PROJECTS: None, WORKBOOK: data})
    found = mends_of(check_portal(portal, TODAY).portal, {WORKBOOK: data})
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("maker", MAKERS)
def test_texts_are_mended_in_the_parts_and_nothing_else_is(tmp_path: Path, maker: str) -> None:
    data = MAKERS[maker](saved(book_of()))
    one = mended(tmp_path, data)
    assert one.writes and all(mend.is_done for mend in one.mends)
    rows = checked(portal_folder(tmp_path, {PROJECTS: None, WORKBOOK: one.after})).portal.plans[0]
    assert [(row.id, row.name, row.unit) for row in rows.projects] == list(SOUND)
    assert [row.budget.satang for row in rows.projects] == [400000, 500000, 600000]
    was, now = parts_of(data), parts_of(one.after)
    assert list(was) == list(now)
    changed = {name for name in was if was[name] != now[name]}
    assert changed == {SHEET if maker in ("inline", "by number", "by letter") else LIST}
    text = re.compile(rb"<t\b[^>]*>[^<]*</t>|\s")
    for name in changed:
        assert text.sub(b"", was[name]) == text.sub(b"", now[name])
    assert not mends_of(checked(tmp_path).portal, {WORKBOOK: one.after})


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice")
def test_what_libreoffice_saved_is_mended_once_for_all(tmp_path: Path) -> None:
    one = mended(tmp_path / "portal", resaved(saved(book_of()), tmp_path))
    portal = portal_folder(tmp_path / "portal", {PROJECTS: None, WORKBOOK: one.after})
    found = checked(portal).portal
    assert [(row.id, row.name, row.unit) for row in found.plans[0].projects] == list(SOUND)
    assert not mends_of(found, {WORKBOOK: one.after})


def test_a_text_that_other_cells_share_stays_with_them(tmp_path: Path) -> None:
    book = book_of()
    other = book.create_sheet("จดไว้")
    other.sheet_state = "hidden"
    other["A1"] = HARMED[0][2]
    data = shared(saved(book))
    one = mended(tmp_path, data)
    after = openpyxl.load_workbook(io.BytesIO(one.after))
    assert after["จดไว้"]["A1"].value == HARMED[0][2]
    assert after["แผน"]["C2"].value == SOUND[0][1]
    was, now = parts_of(data), parts_of(one.after)
    assert {name for name in was if was[name] != now[name]} == {SHEET, LIST}


def test_what_was_announced_so_stays_although_another_cell_is_mended(tmp_path: Path) -> None:
    rows = [list(row) for row in HARMED]
    rows[0][0], rows[2][0], rows[2][3] = "2570-001", "2570-003", 6000
    rows[2][2] = rows[0][2]  # one text of two rows, of which one was announced otherwise
    portal = portal_folder(tmp_path, {PROJECTS: None, WORKBOOK: shared(saved(book_of(rows)))})
    line = ["announce", "2570", "--portal", str(portal), "--today", "2569-11-24"]
    assert CliRunner().invoke(phaen, line).exit_code == 0
    record = portal / "plans/2570/announced/0.csv"
    assert SOUND[0][1] not in record.read_text(encoding="utf-8")
    data = (portal / WORKBOOK).read_bytes()
    (one,) = mends_of(check_portal(portal, TODAY).portal, {WORKBOOK: data})
    held = {mend.place.column + str(mend.place.row) for mend in one.mends if mend.held}
    assert {"C2", "C4"} <= held
    after = openpyxl.load_workbook(io.BytesIO(one.after))["แผน"]
    assert after["C2"].value == HARMED[0][2] and after["E3"].value == "กองช่าง"
    (portal / WORKBOOK).write_bytes(one.after)
    assert not checked(portal).report.errors


@pytest.mark.parametrize(
    ("runs", "wanted"),
    [
        (("ปรับปรุงเเหล่ง", "นํ้า"), ("ปรับปรุงแหล่ง", "น้ำ")),
        (("ปรับปรุง", "เเหล่งนํ้า"), ("ปรับปรุง", "แหล่งน้ำ")),
        (("นํ้า", "ประปา"), ("น้ำ", "ประปา")),
        (("น\u0e4d", "\u0e32ประปา"), None),
    ],
)
def test_letters_that_look_their_own_way_keep_their_look(
    tmp_path: Path, runs: tuple[str, ...], wanted: tuple[str, ...] | None
) -> None:
    book = book_of([(*HARMED[0][:2], "x", *HARMED[0][3:])])
    blocks = [TextBlock(InlineFont(b=at == 0), text) for at, text in enumerate(runs)]
    book["แผน"]["C2"] = CellRichText(*blocks)
    one = mended(tmp_path, saved(book))
    mend = next(mend for mend in one.mends if mend.place.column == "C")
    assert mend.by_hand is (wanted is None) and mend.is_done is not mend.by_hand
    after = openpyxl.load_workbook(io.BytesIO(one.after), rich_text=True)["แผน"]["C2"].value
    assert tuple(block.text for block in after) == (wanted or runs)
    assert [block.font.b for block in after] == [True, False]


def test_a_signed_workbook_is_left_to_its_signer(tmp_path: Path) -> None:
    data = saved(book_of())
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("_xmlsignatures/sig1.xml", "<Signature/>")
    one = mended(tmp_path, stream.getvalue())
    assert not one.writes and all(mend.by_hand for mend in one.mends)


@pytest.mark.parametrize("name", ["progress", "overlap", "amendments/1/projects"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_codes_are_mended_in_every_table_that_names_a_project(
    tmp_path: Path, name: str, ending: str
) -> None:
    tables: dict[str, list[tuple[str, ...]]] = {
        "progress": [("รหัส", "ณ วันที่", "สถานะ"), ("๒๕๗๐-๐๐๑", "2569-11-10", "แล้วเสร็จ"),
                     ("2570-001", "2569-11-11", "แล้วเสร็จ")],
        "overlap": [("รหัส", "คล้ายกับ", "คำตัดสิน", "ผู้ตัดสิน", "วันที่"),
                    ("2570-002", "๒๕๗๐-๐๐๑", "ไม่ซ้ำกัน", "กองช่าง", "2569-11-10")],
        "amendments/1/projects": [("รหัส", "การเปลี่ยนแปลง", "เหตุผล", "งบประมาณ"),
                                  ("๒๕๗๐-๐๐๑", "แก้ไข", "ราคากลางเปลี่ยน", "9000")],
    }  # fmt: skip
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in tables[name]:
        sheet.append(row)
    text = "\n".join(",".join(row) for row in tables[name])
    file = f"plans/2570/{name}.{ending}"
    plan = "kind: แก้ไข\nedition: {considered: 2569-11-01, announced: 2569-11-02}\n"
    more = {"plans/2570/amendments/1/plan.yml": plan} if "amend" in name else {}
    portal = portal_folder(tmp_path, {file: saved(book) if ending == "xlsx" else text, **more})
    line = ["check", "--fix", "--yes", "--portal", str(portal), "--today", "2569-11-24"]
    result = CliRunner().invoke(phaen, line)
    assert result.exit_code == 0, result.output
    assert f"แก้แล้ว {file} 1 แห่ง" in result.output
    again = CliRunner().invoke(phaen, line)
    assert "ไม่พบสิ่งที่แก้ให้ได้โดยแน่ใจ" in again.output
