"""Two clerks, one or both of whom withdraw: nothing comes back, nobody is asked of a digest."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from e2e.clerks import Clerk, two_clerks
from e2e.remotes import PROJECTS, git
from e2e.sites import DAY
from generator.plan.record import read_record
from generator.plan.withdraw import entries_of
from generator.problems import Place
from portals import PLAN
from workbooks import shared_workbook

ANNOUNCED = """edition:
  considered: 2569-10-10
  announced: 2569-10-15
  posted_from: 2569-10-16
  posted_until: 2569-11-20
"""
NAMES = ("ยายพร้อม สายบุญ", "ลุงเขียว ทองมาก", "ป้าแดง ดีเลิศ", "ตาดำ เงินงาม")
HEAD = "id,strategy,name,detail,budget,unit,start,end,note\n"
ROWS = HEAD + "".join(
    f"2570-{n:03},1,ซ่อมแซมบ้าน{NAMES[n - 1]} ซอย {n},ติดต่อ {NAMES[n - 1]} กับ {NAMES[n % 4]},"
    f"{1000 * n},กองช่าง,พ.ย. 2569,ธ.ค. 2569,จดไว้ที่ {n}\n"
    for n in range(1, 5)
)
RECORD, WITHDRAWN = "plans/2570/announced/0.csv", "plans/2570/withdrawn.yml"
PROGRESS, REPORTS = "plans/2570/progress.csv", "plans/2570/announced/progress.csv"
REPORT = "id,date,status,percent,result\n"
AMENDED = "plans/2570/amendments/1/"


def clerks(folder: Path, *, recorded: bool = True, reports: str = "") -> tuple[Clerk, Clerk]:
    """Return two clerks of an announced year, with the same."""
    one, two = two_clerks(folder)
    plan = (one.folder / PLAN).read_text().split("edition:")[0]
    one.write(PLAN, f"{plan}\n{ANNOUNCED}")
    one.write(PROJECTS, ROWS)
    if reports:
        one.write(PROGRESS, REPORT + reports)
    if recorded:
        ok(one.phaen("announce", "2570", *(["--progress"] if reports else []), "--today", DAY))
    one.sent()
    two.sent()
    return one, two


def ok(done: object) -> str:
    assert done.returncode == 0, done.stdout + done.stderr  # type: ignore[attr-defined]
    return str(done.stdout)  # type: ignore[attr-defined]


def withdraw(
    clerk: Clerk, text: str = "", *, code: str = "", column: str = "", reason: str = "ขอ"
) -> None:
    more = [*([code] if code else []), *(["--column", column] if column else [])]
    if text:
        file = clerk.folder.parent / f"{clerk.folder.name}.txt"
        file.write_text(text)
        more += ["--text", str(file)]
    ok(clerk.phaen("withdraw", "2570", *more, "--reason", reason, "--today", DAY))


def holding(clerk: Clerk, *texts: str) -> list[str]:
    """Return the files of the plan in which a text stands."""
    files = [path for path in (clerk.folder / "plans").rglob("*") if path.is_file()]
    return [
        path.name
        for path in files
        for text in texts
        if text in path.read_bytes().decode("utf-8", "replace")
    ]


def whole(clerk: Clerk) -> None:
    """Everything is sound, and the record tells as many covers as the entries do."""
    said = clerk.phaen("check", "--today", DAY)
    assert said.returncode == 0, said.stdout
    assert "withdrawn-not-recorded" not in said.stdout
    record = read_record((clerk.folder / RECORD).read_bytes(), Place(RECORD))
    told = sorted(one.name for one in record.stated if one.what == "withdrawn")
    entries = entries_of((clerk.folder / WITHDRAWN).read_bytes(), Place(WITHDRAWN))
    assert told == sorted(f"{one.id} {one.column}" for one in entries if one.edition == 0)
    assert len({one.statement for one in entries}) == len(entries)


_LONG = pytest.mark.long
PAIRS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "other rows": ({"text": NAMES[0]}, {"text": NAMES[2]}),
    "one row": ({"code": "2570-001", "column": "note"}, {"text": NAMES[0]}),
    "one cell, two texts": ({"text": NAMES[0]}, {"text": NAMES[1]}),
    "one cell, whole and part": ({"code": "2570-002", "column": "detail"}, {"text": NAMES[2]}),
    "one text": ({"text": NAMES[3]}, {"text": NAMES[3]}),
    "one text, two reasons": ({"text": NAMES[3]}, {"text": NAMES[3], "reason": "มีชื่อ"}),
}


@pytest.mark.parametrize(
    "name",
    [one if one == "one cell, two texts" else pytest.param(one, marks=_LONG) for one in PAIRS],
)
def test_two_withdrawals_are_one_after_the_other(tmp_path: Path, name: str) -> None:
    mine, other = PAIRS[name]
    one, two = clerks(tmp_path)
    withdraw(one, **other)
    withdraw(two, **mine)
    one.sent()
    two.sent()
    gone = [each["text"] for each in (mine, other) if "text" in each]
    assert holding(two, *gone) == []
    whole(two)
    one.sent()
    assert holding(one, *gone) == []
    in_turn, _other = clerks(tmp_path / "turn")
    withdraw(in_turn, **other)
    in_turn.sent()
    if "text" not in mine or holding(in_turn, mine["text"]):
        withdraw(in_turn, **mine)
    assert in_turn.table.read_text() == two.table.read_text()


@_LONG
def test_many_withdrawals_of_two_are_the_same_as_in_turn(tmp_path: Path) -> None:
    one, two = clerks(tmp_path)
    in_turn, _ = clerks(tmp_path / "turn")
    chance = random.Random(7)
    for round_ in range(2):
        for clerk in (one, two):
            text = chance.choice(NAMES)
            if holding(clerk, text):
                withdraw(clerk, text, reason=f"ขอ {round_}")
            if holding(in_turn, text):
                withdraw(in_turn, text, reason=f"ขอ {round_}")
        one.sent()
        two.sent()
        one.sent()
    assert one.table.read_text() == two.table.read_text() == in_turn.table.read_text()
    whole(two)


def amend(clerk: Clerk) -> None:
    clerk.write(
        AMENDED + "plan.yml",
        "kind: แก้ไข\nnumber: 1/2570\nconsidered: 2569-11-01\nannounced: 2569-11-02\n"
        "posted_from: 2569-11-03\nposted_until: 2569-12-10\n",
    )
    clerk.write(
        AMENDED + "projects.csv",
        f"id,change,name,budget,reason\n2570-001,แก้ไข,ซ่อมแซมบ้าน{NAMES[0]} ซอย 1,1500,เพิ่มวงเงิน\n",
    )


def announce(clerk: Clerk) -> None:
    ok(clerk.phaen("announce", "2570", "--today", DAY))


def amend_and_announce(clerk: Clerk) -> None:
    amend(clerk)
    announce(clerk)


def report(clerk: Clerk) -> None:
    clerk.write(PROGRESS, f"{REPORT}2570-001,2569-11-20,อยู่ระหว่างดำเนินการ,20,ลงมือ\n")


def report_and_announce(clerk: Clerk) -> None:
    report(clerk)
    ok(clerk.phaen("announce", "2570", "--progress", "--today", DAY))


@pytest.mark.parametrize("withdraws_first", [pytest.param(True, marks=_LONG), False])
@pytest.mark.parametrize("recorded", [True, pytest.param(False, marks=_LONG)])
@pytest.mark.parametrize(
    "does",
    [
        amend_and_announce,
        pytest.param(amend, marks=_LONG),
        pytest.param(announce, marks=_LONG),
        pytest.param(report, marks=_LONG),
        pytest.param(report_and_announce, marks=_LONG),
    ],
)
def test_what_the_other_does_meanwhile_brings_nothing_back(
    tmp_path: Path, does: Callable[[Clerk], None], recorded: bool, withdraws_first: bool
) -> None:
    one, two = clerks(tmp_path, recorded=recorded)
    withdraw(one, NAMES[0])
    does(two)
    for clerk in (one, two) if withdraws_first else (two, one):
        clerk.sent()
    last = two if withdraws_first else one
    assert holding(last, NAMES[0]) == []
    said = last.phaen("check", "--today", DAY)
    assert said.returncode == 0, said.stdout
    assert "withdrawn-not-recorded" not in said.stdout


@pytest.mark.parametrize(
    ("answer", "withdraws_first"),
    [
        ("1", False),
        *(pytest.param(*one, marks=_LONG) for one in [("2", True), ("1", True), ("2", False)]),
    ],
)
def test_no_answer_brings_a_covered_cell_back(
    tmp_path: Path, withdraws_first: bool, answer: str
) -> None:
    one, two = clerks(tmp_path, recorded=False)
    withdraw(one, NAMES[0])
    two.edit(f"ซ่อมแซมบ้าน{NAMES[0]} ซอย 1", f"ซ่อมแซมบ้าน{NAMES[0]} ซอย 1 ใหม่")
    two.edit(",1000,", ",1700,")
    one.edit(",2000,", ",2700,")
    two.edit(",2000,", ",2800,")
    first, last = (one, two) if withdraws_first else (two, one)
    first.sent()
    file = tmp_path / "ขัดกัน.csv"
    last.sync("--csv", str(file))
    rows = file.read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 2, rows  # of the budget alone
    file.write_text("\n".join([rows[0], answer + rows[1]]) + "\n", encoding="utf-8-sig")
    last.sent("--csv", str(file))
    assert holding(last, NAMES[0]) == []
    assert ",1700," in last.table.read_text()


@_LONG
@pytest.mark.parametrize("name", PAIRS)
def test_two_withdrawals_of_a_workbook_are_both_covered(tmp_path: Path, name: str) -> None:
    mine, other = PAIRS[name]
    one, two = clerks(tmp_path, recorded=False)
    book, rows = one.folder / PROJECTS.replace("csv", "xlsx"), ROWS.splitlines()
    book.write_bytes(shared_workbook([row.split(",") for row in rows]))
    one.table.unlink()
    announce(one)
    one.sent()
    two.sent()
    withdraw(one, **other)
    withdraw(two, **mine)
    one.sent()
    two.sent()
    gone = [each["text"] for each in (mine, other) if "text" in each]
    data = (two.folder / PROJECTS.replace("csv", "xlsx")).read_bytes()
    found = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    said = [str(cell) for row in found.iter_rows(values_only=True) for cell in row]
    assert [text for text in gone if any(text in cell for cell in said)] == []
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        stored = "".join(parts.read(part).decode() for part in parts.namelist() if "xml" in part)
    assert [text for text in gone if text in stored] == []
    whole(two)


@_LONG
@pytest.mark.parametrize("withdraws_first", [True, False])
def test_what_a_workbook_says_beside_its_rows_is_covered_too(
    tmp_path: Path, withdraws_first: bool
) -> None:
    one, two = clerks(tmp_path, recorded=False)
    name = PROJECTS.replace("csv", "xlsx")
    book = openpyxl.load_workbook(
        io.BytesIO(shared_workbook([row.split(",") for row in ROWS.splitlines()]))
    )
    book.properties.title = f"ของ{NAMES[0]}"
    sheet: Any = book.worksheets[0]
    sheet.oddHeader.center.text = f"หัวกระดาษ {NAMES[0]}"
    book.save(one.folder / name)
    one.table.unlink()
    one.sent()
    two.sent()
    withdraw(one, NAMES[0])
    changed = openpyxl.load_workbook(two.folder / name)
    changed.worksheets[0]["E3"] = 2222
    changed.save(two.folder / name)
    for clerk in (one, two) if withdraws_first else (two, one):
        clerk.sent()
    last = two if withdraws_first else one
    with zipfile.ZipFile(last.folder / name) as parts:
        stored = "".join(parts.read(part).decode() for part in parts.namelist() if "xml" in part)
    assert NAMES[0] not in stored
    assert "2222" in stored


@_LONG
def test_a_report_that_is_withdrawn_and_one_that_is_added_are_both_recorded(tmp_path: Path) -> None:
    row = f"2570-001,2569-11-01,อยู่ระหว่างดำเนินการ,10,พบ{NAMES[0]}\n"
    one, two = clerks(tmp_path, reports=row)
    withdraw(one, f"พบ{NAMES[0]}")
    two.write(PROGRESS, REPORT + row + "2570-002,2569-11-20,อยู่ระหว่างดำเนินการ,20,ขุด\n")
    ok(two.phaen("announce", "2570", "--progress", "--today", DAY))
    one.sent()
    two.sent()
    assert holding(two, f"พบ{NAMES[0]}") == []
    assert "2570-002" in (two.folder / REPORTS).read_text()
    assert two.phaen("check", "--today", DAY).returncode == 0
    assert git("status", "--porcelain", cwd=two.folder).stdout == ""
