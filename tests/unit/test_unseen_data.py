"""Personal data in what no page shows are told as such: the file is open to whoever clones it."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.problems import Problem
from portals import PROJECTS, checked, csv_table, make_row, portal_folder

WORKBOOK = "plans/2570/projects.xlsx"
PHONE = "โทร 081-234-5678"
HEAD = ("รหัสโครงการ", "ยุทธศาสตร์", "โครงการ", "งบประมาณ", "หน่วยงานรับผิดชอบหลัก", "เริ่ม", "สิ้นสุด")
UNSEEN = "ไม่ขึ้นเว็บไซต์"


def workbook(*, hidden: str = "", note: str = "") -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append((*HEAD, "บันทึกภายใน") if note else HEAD)
    for number, name in ((1, "ขุดลอกคลอง"), (2, f"ซ่อมถนน {hidden}"), (3, "ซื้อพัสดุ")):
        row = (f"2570-00{number}", 1, name, 5000, "กองช่าง", "พ.ย. 2569", "ม.ค. 2570")
        sheet.append((*row, note if number == 3 else "") if note else row)
    sheet.row_dimensions[3].hidden = bool(hidden)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def phones(portal: Path) -> list[Problem]:
    return [one for one in checked(portal).report if one.code == "phone-number"]


def omitting(folder: Path, files: dict[str, Any]) -> Path:
    portal = portal_folder(folder, files)
    plan = portal / "plans/2570/plan.yml"
    plan.write_text(plan.read_text(encoding="utf-8") + "hidden: omit\n", encoding="utf-8")
    return portal


@pytest.mark.parametrize(
    "files",
    [
        {PROJECTS: None, WORKBOOK: workbook(hidden=PHONE)},
        {PROJECTS: None, WORKBOOK: workbook(note=PHONE)},
        {"plans/2570/projects (1).xlsx": workbook(note=PHONE)},
        {"plans/2570/สำเนา.csv": f"ก,ข\n{PHONE},1\n"},
    ],
    ids=["hidden row", "unknown column", "workbook beside", "table beside"],
)
def test_what_no_page_shows_is_told_to_stand_in_the_repository(
    tmp_path: Path, files: dict[str, Any]
) -> None:
    found = phones(omitting(tmp_path, files))
    assert len(found) == 1
    assert UNSEEN in found[0].message and "git" in found[0].message


def test_what_a_page_shows_is_not_told_so(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path, {PROJECTS: csv_table([make_row(name=f"ซ่อมถนน {PHONE}")])})
    (only,) = phones(portal)
    assert UNSEEN not in only.message


def test_a_file_beside_keeps_its_name_whatever_stands_in_it(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path, {"plans/2570/projects (1).xlsx": workbook(note=PHONE)})
    beside = next(one for one in checked(portal).report if one.code == "file-unread")
    assert "projects (1).xlsx" in beside.message and "█" not in beside.message + beside.advice
