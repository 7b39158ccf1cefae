"""What `phaen withdraw` covers is gone wherever a year says it, and nothing else is otherwise."""

from __future__ import annotations

import csv
import datetime
import io
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from generator.cli import phaen
from generator.machine import swap
from generator.machine.disk import move_file
from generator.plan.model import Withdrawn, is_masked
from generator.plan.model.withdrawal import covered_pieces
from generator.plan.record import read_record
from generator.plan.withdraw import Needles, ShortNeedleError, entries_of
from generator.problems import Place
from generator.publishing import difference, withdrawing
from generator.publishing.records import RecordPair
from portals import PLAN, PROJECTS, checked, codes, csv_table, make_row, portal_folder, tree
from traces import folded, holding, holds
from uploads import jpg, office, pdf
from workbooks import shared_workbook
from zips import with_part

ANNOUNCED = """edition:
  considered: 2569-10-10
  announced: 2569-10-15
  posted_from: 2569-10-16
  posted_until: 2569-11-20"""
AMENDMENT = """kind: แก้ไข
number: 1/2570
considered: 2569-11-01
announced: 2569-11-02
posted_from: 2569-11-03
posted_until: 2569-12-10
"""
DAY = datetime.date(2026, 11, 24)
WHOM, PHONE = "ยายพร้อม สายบุญ", "0812345678"
NAME = f"ซ่อมแซมบ้าน{WHOM} หมู่ที่ 3"
REASON = "มีข้อมูลของประชาชน"
ROW = "2570-001"


def run(*arguments: str, portal: Path, text: str | None = None) -> Result:
    return CliRunner().invoke(
        phaen, [*arguments, "--portal", str(portal), "--today", "2569-11-24"], input=text
    )


def withdraw(portal: Path, *more: str, text: str | None = None, code: str = ROW) -> str:
    given = ("--text", "-") if text is not None else ()
    row = (code,) if code else ()
    done = run(
        "withdraw", "2570", *row, *given, "--reason", REASON, *more, portal=portal, text=text
    )
    assert done.exit_code == 0, done.output
    assert not any(line in done.output for line in (text or "").splitlines())
    return done.output


def announce(portal: Path, *more: str) -> None:
    done = run("announce", "2570", *more, portal=portal)
    assert done.exit_code == 0, done.output


def xlsx(rows: list[dict[str, str]]) -> bytes:
    """Return rows as a workbook with shared texts."""
    return shared_workbook([list(rows[0]), *(list(row.values()) for row in rows)])


def remaining_codes(portal: Path) -> list[str]:
    """Return what check tells of a portal, but for what its announcements lack."""
    usual = ("announced-unrecorded", "file-encoding")
    return [code for code in codes(portal, DAY) if code not in usual]


def make(
    folder: Path,
    kind: str = "csv",
    *,
    recorded: bool = True,
    rows: list[dict[str, str]] | None = None,
    files: Mapping[str, str | bytes | None] | None = None,
    write: Callable[[str], bytes] = str.encode,
) -> Path:
    """Return a portal whose first row names somebody, as no gate would notice."""
    mine = rows or [
        make_row(id=ROW, name=NAME, detail=f"ติดต่อ {WHOM}", note="ทำเสร็จในปี"),
        make_row(id="2570-002", detail="วางท่อระบายน้ำ", note=""),
    ]
    plan = (portal_folder(folder) / PLAN).read_text(encoding="utf-8").split("edition:")[0]
    tables: dict[str, str | bytes | None] = {PLAN: f"{plan}\n{ANNOUNCED}\n"}
    if kind == "xlsx":
        tables |= {PROJECTS: None, PROJECTS.replace("csv", "xlsx"): xlsx(mine)}
    else:
        tables[PROJECTS] = write(csv_table(mine))
    portal_folder(folder, {**tables, **(files or {})})
    if recorded:
        announce(folder)
    return folder


def pushed(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """Return what a server would say of records and entries that were live as `before`."""
    told = []
    listed = "plans/2570/withdrawn.yml"
    was, now = (
        Withdrawn(entries_of(files.get(listed, b""), Place(listed))) for files in (before, after)
    )
    for path in (one for one in before if "/announced/" in one):
        old, new = (read_record(files[path], Place(path)) for files in (before, after))
        name = Path(path).stem
        pair = RecordPair(name, old, new, now, now.since(was), "plans/2570", DAY)
        told += [one.said for one in pair.differences()]
    return told


# Which texts are one


@pytest.mark.parametrize(
    "written",
    [
        WHOM,
        "ยายพร้อม\u00a0สายบุญ",
        "ยายพร้อม  สายบุญ",
        "ยายพร้อมสายบุญ",
        "ยายพร\u200bอ้ม สายบุญ".replace("ร\u200bอ้", "ร้\u200bอ"),
        "ยายพร้อม-สายบุญ",
        "ยายพร้อม\nสายบุญ",
        "ยายพร้อม_สายบุญ",
        "%E0%B8%A2%E0%B8%B2%E0%B8%A2%E0%B8%9E%E0%B8%A3%E0%B9%89%E0%B8%AD%E0%B8%A1%20"
        "%E0%B8%AA%E0%B8%B2%E0%B8%A2%E0%B8%9A%E0%B8%B8%E0%B8%8D",
    ],
)
def test_a_name_is_found_however_it_is_typed(written: str) -> None:
    assert Needles([WHOM]).covered(f"บ้าน {written} ซอย 4") == "บ้าน █ ซอย 4"


@pytest.mark.parametrize("given", [PHONE, "081-234-5678", "๐๘๑ ๒๓๔ ๕๖๗๘", "+66 81 234 5678"])
@pytest.mark.parametrize(
    "written",
    ["0812345678", "081-234-5678", "๐๘๑-๒๓๔-๕๖๗๘", "08 1234 5678", "+66812345678", "081.234.5678",
     "+66 (0) 81 234 5678", "ศูนย์แปดหนึ่ง สองสามสี่ ห้าหกเจ็ดแปด", "081\u2011234\u20115678"],
)  # fmt: skip
def test_a_number_is_found_however_it_is_typed(given: str, written: str) -> None:
    assert Needles([given]).covered(f"โทร {written} ได้") == "โทร █ ได้"


BETWEEN = st.sampled_from(
    ["", " ", "  ", "\u00a0", "\u200b", "-", "\u2011", "_", ".", "\n", " - ", "\u2009", "\ufeff"]
)


@settings(derandomize=True, database=None, deadline=None, max_examples=300)
@given(st.lists(BETWEEN, min_size=16, max_size=16), st.sampled_from(["0123456789", "๐๑๒๓๔๕๖๗๘๙"]))
def test_whatever_stands_between_its_signs_nothing_of_it_is_left(
    between: list[str], digits: str
) -> None:
    number = "".join(map(str.__add__, (digits[int(one)] for one in PHONE), between))
    parts = ["ยาย", "พร้อม", "สาย", "บุญ"]
    name = "".join(map(str.__add__, parts, between[-4:]))
    text = f"ก่อน {name}กลาง {number}หลัง 12"
    covered = Needles([WHOM, PHONE]).covered(text)
    assert not holds("a.txt", covered.encode(), [folded(WHOM), folded(PHONE)]), covered
    assert Needles([WHOM, PHONE]).covered(covered) == covered
    assert covered.startswith("ก่อน ")
    assert covered.endswith("หลัง 12")


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (PHONE, "รหัส 10812345678"),
        (PHONE, "รหัส 08123456789"),
        ("12345", "งบ 112345 บาท"),
        ("ก้อนดิน", "ก้อนดิ"),
        ("Tomas", "Tomasz"),
        (WHOM, "ยายพร้อม | สายบุญ"),
        (WHOM, "ยายพร้อมหน้า สายบุญ"),
    ],
)
def test_what_is_another_text_stays(given: str, text: str) -> None:
    assert Needles([given]).covered(text) == text


@pytest.mark.parametrize("text", ["นาย", "1234", "ก ข", "█", "บ้าน"])
def test_a_text_that_stands_everywhere_is_refused(text: str) -> None:
    with pytest.raises(ShortNeedleError):
        Needles(["ยาวพอที่จะหา", text])


def test_a_name_is_found_without_its_title_too() -> None:
    assert Needles(["นางพร้อม สายบุญ"]).covered("น.ส.พร้อม สายบุญ") == "น.ส.█"


@pytest.mark.parametrize(
    ("was", "now", "pieces"),
    [
        ("ซ่อมบ้านยายแดง ดีมาก", "ซ่อมบ้าน █", ("ยายแดง ดีมาก",)),
        ("ซ่อมบ้านยายแดง ดีมาก", "ซ่อมบ้านผู้ยากไร้ █", ("ยายแดง ดีมาก",)),
        ("ซ่อมบ้านยายแดง หมู่ 3", "ซ่อมบ้าน█ หมู่ 3", ("ยายแดง",)),
        ("ซ่อมบ้านยายแดง", "ทำถนน █", ()),
    ],
)
def test_what_a_mask_covers_can_be_told(was: str, now: str, pieces: tuple[str, ...]) -> None:
    assert covered_pieces(was, now) == pieces


@pytest.mark.parametrize(
    ("was", "now", "masked"),
    [
        ("นางแดง ดีมาก", "โครงการ █", True),
        ("ซ่อมบ้านนางแดง หมู่ที่ 3", "โครงการ █ หมู่ที่ 3", True),
        ("ซ่อมบ้านนางแดง หมู่ที่ 3", "โครงการ █ หมู่ที่ 4", False),
        ("นางแดง ซ่อมบ้าน นางแดง", "█ ซ่อมบ้าน █", True),
        ("นางแดง ซ่อมบ้าน นางแดง", "█ ซ่อมถนน █", False),
        ("นางแดง", "█", False),
    ],
)
def test_a_name_may_become_a_neutral_word(was: str, now: str, masked: bool) -> None:
    assert is_masked(was, now, "name") is masked


# What is covered


def encoded(coding: str, *, crlf: bool = False, mark: bytes = b"") -> Callable[[str], bytes]:
    def write(text: str) -> bytes:
        plain = text.replace("\r\n", "\n")
        return mark + (plain.replace("\n", "\r\n") if crlf else plain).encode(coding)

    return write


@pytest.mark.parametrize(
    "write",
    [
        encoded("utf-8"),
        encoded("utf-8", crlf=True, mark=b"\xef\xbb\xbf"),
        encoded("cp874", crlf=True),
        encoded("utf-16-le", mark=b"\xff\xfe"),
    ],
)
@pytest.mark.parametrize("recorded", [True, False])
def test_a_name_leaves_row_and_record_and_nothing_else_changes(
    tmp_path: Path, write: Callable[[str], bytes], recorded: bool
) -> None:
    portal = make(tmp_path, write=write, recorded=recorded)
    before = tree(portal)
    told = withdraw(portal, text=WHOM)
    assert "พร้อม" not in told
    assert pushed(before, tree(portal)) == []
    assert holding(portal, [WHOM]) == []
    assert remaining_codes(portal) == []
    after = tree(portal)
    changed = {path for path in after if after[path] != before.get(path)}
    record = {"plans/2570/announced/0.csv"} if recorded else set()
    assert changed == {PROJECTS, "plans/2570/withdrawn.yml"} | record
    wanted = write(csv_table(_rows_of(before[PROJECTS]))) == before[PROJECTS]
    assert wanted, "the table was as this test writes it"
    for row, now in zip(_rows_of(before[PROJECTS]), _rows_of(after[PROJECTS]), strict=True):
        expected = {key: Needles([WHOM]).covered(text) for key, text in row.items()}
        assert now == expected


def _rows_of(data: bytes) -> list[dict[str, str]]:
    for coding in ("utf-8-sig", "cp874", "utf-16"):
        try:
            text = data.decode(coding)
        except UnicodeDecodeError:
            continue
        if "id" in text[:20]:
            return list(csv.DictReader(io.StringIO(text)))
    raise AssertionError(data[:40])


def test_only_the_cell_changes_in_the_bytes_of_a_table(tmp_path: Path) -> None:
    rows = [make_row(id=ROW, name=f'"{NAME}", ที่ 1', detail="ก\nข"), make_row(id="2570-002")]
    portal = make(tmp_path, rows=rows, write=encoded("utf-8", crlf=True, mark=b"\xef\xbb\xbf"))
    before = (portal / PROJECTS).read_bytes()
    withdraw(portal, text=WHOM)
    assert (portal / PROJECTS).read_bytes() == before.replace(WHOM.encode(), "█".encode())


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("column", ["name", "detail", "note", "place"])
def test_a_whole_column_is_covered_where_it_is_asked(
    tmp_path: Path, kind: str, column: str
) -> None:
    text = f"{WHOM} และเพื่อนบ้าน"
    rows = [make_row(**{"id": ROW, "detail": "x", "note": "y", "place": "z", column: text}),
            make_row(id="2570-002", detail="x", note="y", place="z")]  # fmt: skip
    portal = make(tmp_path, kind, rows=rows)
    before = tree(portal)
    withdraw(portal, "--column", column)
    assert pushed(before, tree(portal)) == []
    assert holding(portal, [WHOM]) == []
    assert remaining_codes(portal) == []
    record = (portal / "plans/2570/announced/0.csv").read_text(encoding="utf-8")
    assert f"withdrawn,2570-001 {column},2569-11-24 {REASON}," in record
    assert ("โครงการ █" in record) is (column == "name")


@pytest.mark.parametrize("column", ["budget", "unit", "villages", "id", "start"])
def test_what_the_public_counts_with_is_never_covered(tmp_path: Path, column: str) -> None:
    portal = make(tmp_path)
    before = tree(portal)
    done = run("withdraw", "2570", ROW, "--column", column, "--reason", REASON, portal=portal)
    assert done.exit_code == 2
    assert "หน่วยงาน" in done.output
    assert tree(portal) == before


def test_what_somebody_covered_by_hand_is_followed_everywhere(tmp_path: Path) -> None:
    portal = make(tmp_path)
    table = (portal / PROJECTS).read_text(encoding="utf-8")
    said = table.replace(NAME, "ซ่อมแซมบ้านผู้ยากไร้ █ หมู่ที่ 3")
    (portal / PROJECTS).write_text(said, encoding="utf-8")
    assert "announced-row-changed" in codes(portal, DAY)
    before = tree(portal)
    withdraw(portal)
    assert pushed(before, tree(portal)) == []
    assert holding(portal, [WHOM]) == []
    assert remaining_codes(portal) == []
    assert "ซ่อมแซมบ้านผู้ยากไร้ █ หมู่ที่ 3" in (portal / PROJECTS).read_text(encoding="utf-8")


def test_what_the_gate_finds_is_covered_without_a_word_of_it(tmp_path: Path) -> None:
    rows = [make_row(id=ROW, detail="ติดต่อนางสาวแดง ดีมาก โทร ๐๘๑-๒๓๔-๕๖๗๘", note="ติดต่อตามนี้")]
    portal = make(tmp_path, rows=rows, recorded=False)
    told = withdraw(portal)
    assert holding(portal, ["แดง ดีมาก", PHONE]) == []
    assert "แดง" not in told
    assert remaining_codes(portal) == []
    assert "ติดต่อตามนี้" in (portal / PROJECTS).read_text(encoding="utf-8")


def test_free_words_are_covered_whole_where_nothing_tells_which(tmp_path: Path) -> None:
    portal = make(tmp_path)
    before = tree(portal)
    told = withdraw(portal)
    assert "--text" in told
    assert pushed(before, tree(portal)) == []
    assert holding(portal, [WHOM]) == []
    row = _rows_of((portal / PROJECTS).read_bytes())[0]
    assert row["name"] == "โครงการ █ หมู่ที่ 3"
    assert (row["detail"], row["note"], row["unit"], row["budget"]) == (
        "█",
        "█",
        "กองช่าง",
        "478300",
    )
    assert remaining_codes(portal) == []


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_amendments_and_reports_and_decisions_follow(tmp_path: Path, kind: str) -> None:
    change = [
        {"id": ROW, "การเปลี่ยนแปลง": "แก้ไข", "name": f"{NAME} และห้องน้ำ", "เหตุผล": f"{WHOM} ขอ"}
    ]
    report = [{"id": ROW, "ณ วันที่": "2569-11-10", "สถานะ": "อยู่ระหว่างดำเนินการ",
               "ผลการดำเนินการ": f"ทำที่บ้าน{WHOM}", "เบิกจ่าย": "100"}]  # fmt: skip
    ending: Callable[[list[dict[str, str]]], str | bytes] = xlsx if kind == "xlsx" else csv_table
    overlap = (
        f"decisions:\n  # เทียบกับบ้าน{WHOM}\n  - pair: [2570-001, 2570-002]\n    decision: ไม่ซ้ำกัน\n"
        f"    office: กองช่าง\n    date: 2569-11-01\n    reason: คนละหลัง บ้าน{WHOM}\n"
    )
    files = {
        "plans/2570/amendments/1/plan.yml": AMENDMENT,
        f"plans/2570/amendments/1/projects.{kind}": ending(change),
        f"plans/2570/progress.{kind}": ending(report),
        "plans/2570/overlap.yml": overlap,
    }
    portal = make(tmp_path, kind, files=files)
    announce(portal, "--progress")
    problems, before = codes(portal, DAY), tree(portal)
    withdraw(portal, text=WHOM)
    assert holding(portal, [WHOM]) == []
    assert pushed(before, tree(portal)) == []
    assert codes(portal, DAY) == problems
    entries = (portal / "plans/2570/withdrawn.yml").read_text(encoding="utf-8")
    for named in ("edition: 0", "edition: 1", "report: 2569-11-10"):
        assert named in entries
    assert "withdrawn,2570-001 2569-11-10 result" in (
        portal / "plans/2570/announced/progress.csv"
    ).read_text(encoding="utf-8")
    once = tree(portal)
    announce(portal, "--progress")
    assert tree(portal) == once, "renewing a record keeps what it tells as withdrawn"


def test_a_cell_may_be_covered_again(tmp_path: Path) -> None:
    portal = make(tmp_path)
    withdraw(portal, text="ยายพร้อม")
    before = tree(portal)
    withdraw(portal, text="สายบุญ")
    assert holding(portal, ["ยายพร้อม", "สายบุญ"]) == []
    assert remaining_codes(portal) == []
    assert pushed(before, tree(portal)) == []
    once = tree(portal)
    withdraw(portal, text="สายบุญ")
    assert tree(portal) == once


def test_a_text_may_be_covered_in_one_column_alone(tmp_path: Path) -> None:
    portal = make(tmp_path)
    before = tree(portal)
    told = withdraw(portal, "--column", "detail", text=WHOM)
    row = _rows_of((portal / PROJECTS).read_bytes())[0]
    assert (row["name"], row["detail"]) == (NAME, "ติดต่อ █")
    assert f"- {PROJECTS}" in told, "it says where the text stands still"
    assert pushed(before, tree(portal)) == []


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_name_that_an_amendment_covers_leaves_the_first_plan_too(
    tmp_path: Path, kind: str
) -> None:
    """As a clerk did whom the message had sent to an amendment."""
    change = [{"id": ROW, "การเปลี่ยนแปลง": "แก้ไข", "name": "ซ่อมแซมบ้านผู้สูงอายุ █", "เหตุผล": "ปิดชื่อ"}]
    files = {
        "plans/2570/amendments/1/plan.yml": AMENDMENT,
        f"plans/2570/amendments/1/projects.{kind}": xlsx(change)
        if kind == "xlsx"
        else csv_table(change),
    }
    rows = [make_row(id=ROW, name=f"ซ่อมแซมบ้าน{WHOM}", detail=f"ข้างบ้าน{WHOM}", note="ทำเสร็จในปี")]
    portal = make(tmp_path, kind, rows=rows, files=files)
    before = tree(portal)
    withdraw(portal)
    assert holding(portal, [WHOM]) == []
    assert pushed(before, tree(portal)) == []
    assert remaining_codes(portal) == []
    assert holding(portal, ["ทำเสร็จในปี"]) != []


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_name_repeated_beside_its_code_goes_with_it(tmp_path: Path, kind: str) -> None:
    report = [
        {"id": ROW, "โครงการ": NAME, "ณ วันที่": "2569-11-10", "สถานะ": "แล้วเสร็จ", "เบิกจ่าย": "1"},
        {
            "id": "2570-002",
            "โครงการ": "ทำถนน",
            "ณ วันที่": "2569-11-10",
            "สถานะ": "แล้วเสร็จ",
            "เบิกจ่าย": "1",
        },
    ]
    portal = make(
        tmp_path, kind,
        rows=[make_row(id=ROW, name=NAME), make_row(id="2570-002", name="ทำถนน")],
        files={f"plans/2570/progress.{kind}": (xlsx if kind == "xlsx" else csv_table)(report)},
    )  # fmt: skip
    announce(portal, "--progress")
    withdraw(portal, "--column", "name")
    assert holding(portal, [WHOM]) == []
    assert holding(portal, ["ทำถนน"]) != []
    assert remaining_codes(portal) == []


@pytest.mark.parametrize(
    "name", ["plans/2570/projects.csv~", "plans/2570/.projects.csv.swp", "บันทึกช่วยจำ.txt", "x.bak"]
)
def test_what_editors_left_is_told(tmp_path: Path, name: str) -> None:
    portal = make(tmp_path, recorded=False)
    (portal / name).write_bytes(b"\0\1" + f"ชื่อ {WHOM}\n".encode())
    assert f"- {name}" in withdraw(portal, text=WHOM)


def test_a_file_that_somebody_saves_meanwhile_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal = make(tmp_path)
    prepare = withdrawing.prepare

    def slowly(root: Path, request: withdrawing.Request) -> withdrawing.Prepared:
        prepared = prepare(root, request)
        with (root / PROJECTS).open("a", encoding="utf-8") as table:
            table.write("\n")
        return prepared

    monkeypatch.setattr("generator.commands.withdrawing.prepare", slowly)
    done = run("withdraw", "2570", ROW, "--reason", REASON, portal=portal)
    assert done.exit_code == 1
    assert "ถูกแก้ระหว่างที่ทำ" in done.output
    assert not (portal / "plans/2570/withdrawn.yml").exists()


@pytest.mark.skipif(os.name != "posix", reason="nobody can be asked there")
def test_what_a_killed_trial_left_is_removed_and_that_of_one_who_lives_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    folders = [
        tmp_path / f"phaen-{one}-x"
        for one in (
            f"withdraw-{dead.pid}",
            f"withdraw-{os.getpid()}",
            "withdraw-others",
            f"sync-{dead.pid}",
            f"purge-{dead.pid}",
        )
    ]
    for folder in folders:
        folder.mkdir()
    withdraw(make(tmp_path / "portal"), text=WHOM)
    assert [folder.exists() for folder in folders] == [False, True, True, False, False]


def test_a_row_that_was_removed_has_to_come_back_first(tmp_path: Path) -> None:
    portal = make(tmp_path)
    lines = (portal / PROJECTS).read_text("utf-8").splitlines(keepends=True)
    (portal / PROJECTS).write_text("".join([lines[0], *lines[2:]]), encoding="utf-8")
    done = run("withdraw", "2570", ROW, "--reason", REASON, portal=portal)
    assert done.exit_code == 1
    assert "ใส่แถวเดิมกลับก่อน" in done.output


@pytest.mark.parametrize("asked", [("--text", "-"), ("--column", "name", "--column", "detail"), ()])
def test_a_difference_quotes_nothing_that_was_covered(
    tmp_path: Path, asked: tuple[str, ...]
) -> None:
    """It is posted in public requests and said to whoever pushes."""
    before = make(tmp_path / "before")
    after = Path(shutil.copytree(before, tmp_path / "after"))
    done = run("withdraw", "2570", ROW, *asked, "--reason", REASON, portal=after, text=WHOM)
    assert done.exit_code == 0
    told = difference(checked(before, DAY), checked(after, DAY))
    assert told.years
    assert folded(WHOM) not in folded(repr(told))


SHORT = [
    ("detail", "เปลี่ยนประตูให้ลุงแก้ว", "เปลี่ยนประตูให้ลุง█"),
    ("detail", "ให้ป้าจุก ที่บ้านเลขที่ 7", "ให้ป้า█ ที่บ้านเลขที่ █"),
    ("detail", "จุก", "█"),
    ("detail", "บ้านเลขที่ 77/1", "บ้านเลขที่ █"),
    ("detail", "ยายออ รอซ่อม หลานชื่อแก้ว", "ยาย█ รอซ่อม หลานชื่อ█"),
    ("place", "ลุงแก้วบอกทาง", "ริมทาง █"),
    ("detail", "โอ๋", ""),
    ("place", "บ้านโอ๋", ""),
]


@pytest.mark.parametrize(("column", "was", "now"), SHORT)
def test_a_difference_quotes_no_short_piece_that_was_covered(
    tmp_path: Path, column: str, was: str, now: str
) -> None:
    """What is too short to be looked for anywhere is hidden with its whole cell."""
    listed = (
        "withdrawn:\n  - {kind: ข้อมูลส่วนบุคคล, edition: 0, id: 2570-001, "
        f"column: {column}, day: 2569-11-20, reason: มีชื่อ}}\n"
    )
    sides = []
    for name, text in (("before", was), ("after", now)):
        row = make_row(**{column: text})
        files = {PROJECTS: csv_table([row])}
        files |= {"plans/2570/withdrawn.yml": listed} if name == "after" else {}
        sides.append(checked(portal_folder(tmp_path / name, files), DAY))
    told = repr(difference(*sides).years)
    assert was not in told
    assert now in told


# Workbooks


def test_every_other_part_of_a_workbook_keeps_its_bytes(tmp_path: Path) -> None:
    portal = make(tmp_path, "xlsx")
    path = portal / PROJECTS.replace("csv", "xlsx")
    before = path.read_bytes()
    withdraw(portal, text=WHOM)
    after = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert old.namelist() == new.namelist()
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
        assert changed == ["xl/sharedStrings.xml"]
        said = old.read(changed[0]).decode()
        assert new.read(changed[0]).decode() == said.replace(WHOM, "█")


def sheet_of(book: Any) -> Any:
    """Return the first sheet of a workbook."""
    return book.worksheets[0]


def remade(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    return with_part(data, part, lambda text: change(text.decode()).encode())


def test_a_name_across_runs_of_different_fonts_is_covered(tmp_path: Path) -> None:
    portal = make(tmp_path, "xlsx", recorded=False)
    path = portal / PROJECTS.replace("csv", "xlsx")
    parted = f"<t>ติดต่อ {WHOM}</t>", f"<r><t>ติดต่อ {WHOM[:6]}</t></r><r><t>{WHOM[6:]}</t></r>"
    path.write_bytes(
        remade(path.read_bytes(), "xl/sharedStrings.xml", lambda s: s.replace(*parted))
    )
    withdraw(portal, text=WHOM)
    assert holding(portal, [WHOM]) == []


def _commented(book: Any) -> None:
    sheet_of(book)["C2"].comment = Comment(f"โทรหา {WHOM}", "นายเอก")
    book.properties.creator = WHOM


def _on_a_hidden_sheet(book: Any) -> None:
    hidden = book.create_sheet("ร่าง")
    hidden["A1"] = WHOM
    hidden.sheet_state = "hidden"


def _in_a_footer(book: Any) -> None:
    sheet_of(book).oddFooter.center.text = f"ผู้ประสานงาน {WHOM}"


def _in_a_list(book: Any) -> None:
    rule = DataValidation(type="list", formula1=f'"{WHOM},อื่น ๆ"')
    sheet_of(book).add_data_validation(rule)
    rule.add("H9")


@pytest.mark.parametrize("put", [_commented, _on_a_hidden_sheet, _in_a_footer, _in_a_list])
def test_a_workbook_says_it_nowhere_else_either(tmp_path: Path, put: Callable[[Any], None]) -> None:
    portal = make(tmp_path, "xlsx", recorded=False)
    path = portal / PROJECTS.replace("csv", "xlsx")
    book = openpyxl.load_workbook(path)
    put(book)
    book.save(path)
    withdraw(portal, text=WHOM)
    assert holding(portal, [WHOM]) == []
    openpyxl.load_workbook(path)


def test_a_strict_workbook_stays_one(tmp_path: Path) -> None:
    portal = make(tmp_path, "xlsx")
    path = portal / PROJECTS.replace("csv", "xlsx")
    data = path.read_bytes()
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"):
        data = remade(data, part, _strict)
    path.write_bytes(data)
    withdraw(portal, text=WHOM)
    assert holding(portal, [WHOM]) == []
    with zipfile.ZipFile(path) as archive:
        assert b"purl.oclc.org" in archive.read("xl/sharedStrings.xml")


def _strict(part: str) -> str:
    usual = "http://schemas.openxmlformats.org/"
    part = part.replace(
        f"{usual}spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
    )
    return part.replace(
        f"{usual}officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )


@pytest.mark.parametrize("where", ["sheet", "link"])
def test_a_name_of_a_sheet_or_a_link_is_left_to_whoever_has_excel(
    tmp_path: Path, where: str
) -> None:
    portal = make(tmp_path, "xlsx", recorded=False)
    path = portal / PROJECTS.replace("csv", "xlsx")
    book = openpyxl.load_workbook(path)
    if where == "sheet":
        book.create_sheet(f"บ้าน{WHOM}")
    else:
        sheet_of(book)["C2"].hyperlink = f"mailto:a@example.go.th?subject={WHOM}"
    book.save(path)
    before = tree(portal)
    done = run("withdraw", "2570", "--text", "-", "--reason", REASON, portal=portal, text=WHOM)
    assert done.exit_code == 1
    assert "Excel" in done.output
    assert tree(portal) == before


def test_a_cell_that_shares_its_text_with_another_is_covered_alone(tmp_path: Path) -> None:
    rows = [make_row(id=ROW, note="ทำเสร็จในปี"), make_row(id="2570-002", note="ทำเสร็จในปี")]
    portal = make(tmp_path, "xlsx", rows=rows)
    withdraw(portal, "--column", "note")
    sheet = sheet_of(openpyxl.load_workbook(portal / PROJECTS.replace("csv", "xlsx")))
    assert [row[-1].value for row in sheet.iter_rows(min_row=2)] == ["█", "ทำเสร็จในปี"]
    assert remaining_codes(portal) == []


def test_a_number_without_its_nought_is_covered(tmp_path: Path) -> None:
    portal = make(tmp_path, "xlsx", recorded=False)
    path = portal / PROJECTS.replace("csv", "xlsx")
    book = openpyxl.load_workbook(path)
    sheet_of(book)["I2"] = 812345678
    sheet_of(book)["I2"].number_format = "0000000000"
    book.save(path)
    assert holding(portal, [PHONE[1:]])
    withdraw(portal, text=f"{PHONE}\n{WHOM}")
    assert sheet_of(openpyxl.load_workbook(path))["I2"].value == "█"
    assert holding(portal, [PHONE[1:]]) == []


def test_a_formula_is_left_to_whoever_has_excel_and_nothing_is_written(tmp_path: Path) -> None:
    portal = make(tmp_path, "xlsx", recorded=False)
    path = portal / PROJECTS.replace("csv", "xlsx")
    book = openpyxl.load_workbook(path)
    sheet_of(book)["Z9"] = f'="{WHOM}"&"x"'
    book.save(path)
    before = tree(portal)
    done = run("withdraw", "2570", "--text", "-", "--reason", REASON, portal=portal, text=WHOM)
    assert done.exit_code == 1
    assert "Z (" in done.output or "Z: ช่องนี้เป็นสูตร" in done.output
    assert "พร้อม" not in done.output
    assert tree(portal) == before


# withdrawn.yml, and what stands beside the plan


@pytest.mark.parametrize(
    "before",
    [
        "",
        "# ของสำนักงาน\nwithdrawn:\n- kind: พิมพ์วันที่ผิด # ก\n  edition: 0\n  column: announced\n"
        "  day: 2569-11-01\n  reason: ผิด",
        "withdrawn:\r\n    - kind: พิมพ์วันที่ผิด\r\n      edition: 0\r\n      column: announced\r\n"
        "      day: 2569-11-01\r\n      reason: ผิด\r\n# ท้าย\r\n",
        "withdrawn: []\n",
        "withdrawn:\n",
    ],
)
def test_entries_grow_at_the_end_and_comments_stay(tmp_path: Path, before: str) -> None:
    portal = make(tmp_path, files={"plans/2570/withdrawn.yml": before or None} if before else {})
    withdraw(portal, text=WHOM)
    after = (portal / "plans/2570/withdrawn.yml").read_bytes().decode()
    lines = iter(line.rstrip() for line in after.splitlines())
    kept = [line.rstrip() for line in before.replace("[]", "").splitlines()]
    assert all(line in lines for line in kept), after  # in their order
    assert next(reversed(entries_of(after.encode(), Place("")))).id == ROW
    assert remaining_codes(portal) == []
    assert ("\r\n" in before) == ("\r\n" in after)


def test_pages_and_the_plans_words_are_covered_without_a_code(tmp_path: Path) -> None:
    plan = f"stated:\n  projects: 2 # {WHOM}\n"
    page = f"# ข่าว\n\nขอบคุณ {WHOM[:8]}\n{WHOM[9:]} และ [ลิงก์](https://example.go.th/?q={WHOM})\n"
    portal = make(tmp_path, files={"content/news.md": page}, recorded=False)
    (portal / PLAN).write_text((portal / PLAN).read_text("utf-8") + plan, encoding="utf-8")
    withdraw(portal, text=WHOM, code="")
    assert holding(portal, [WHOM]) == []
    assert 'file: "content/news.md"' in (portal / "plans/2570/withdrawn.yml").read_text("utf-8")


def test_what_a_notice_says_besides_rows_is_covered_in_its_record_too(tmp_path: Path) -> None:
    portal = make(tmp_path, recorded=False)
    plan = (portal / PLAN).read_text("utf-8")
    said = plan.replace(
        "edition:\n", f"edition:\n  documents: [{{file: a.pdf, title: ของ{WHOM}}}]\n"
    )
    assert said != plan
    (portal / "plans/2570/a.pdf").write_bytes(pdf("notice"))
    (portal / PLAN).write_text(said, encoding="utf-8")
    announce(portal)
    before = tree(portal)
    withdraw(portal, text=WHOM, code="")
    assert holding(portal, [WHOM]) == []
    assert pushed(before, tree(portal)) == []
    assert remaining_codes(portal) == []
    assert "title: ของ█" in (portal / PLAN).read_text("utf-8")


OWN = """name: เทศบาลตำบลทดสอบ
kind: เทศบาลตำบล
district: เมืองทดสอบ
units:
  works: {name: กองช่าง, also: [กองช่างและผังเมือง], phone: 053-111-222}
  health: {name: กองสาธารณสุข}
villages: {1: บ้านร่องไฮ, 2: บ้านสันต้นมื่น, 3: บ้านห้วยเฟือง}
"""


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("บ้านห้วยเฟือง", "plans/organization.yml บรรทัด 7"),
        ("บ้านห้วย เฟือง", "plans/organization.yml บรรทัด 7"),
        ("ตำบลทดสอบ", "plans/organization.yml บรรทัด 1"),
        ("กองช่างและผังเมือง", "plans/organization.yml บรรทัด 5"),
        ("กองช่าง", "plans/organization.yml บรรทัด 5"),
        ("โครงสร้างพื้นฐาน", "plans/2570/plan.yml บรรทัด"),
        ("เส้นทางคมนาคม", "plans/2570/plan.yml บรรทัด"),
        ("แผนงานเคหะและชุมชน", "plans/2570/projects.csv แถว 2"),
    ],
)
def test_a_name_that_the_public_counts_by_stays(tmp_path: Path, text: str, file: str) -> None:
    rows = [make_row(id=ROW, programme="แผนงานเคหะและชุมชน")]
    rows[0]["detail"] = f"ติดต่อที่{text} ทุกวัน"
    portal = make(tmp_path, rows=rows, files={"plans/organization.yml": OWN})
    before = tree(portal)
    code = (ROW,) if " " in text or text == "กองช่าง" else ()
    command = ("withdraw", "2570", *code, "--text", "-", "--reason", REASON)
    told = run(*command, portal=portal, text=text)
    assert told.exit_code == 1, told.output
    assert file in told.output
    assert text not in told.output
    assert tree(portal) == before
    # What the message says instead works: the cell alone.
    done = withdraw(portal, "--column", "รายละเอียด", text=text)
    assert "ช่อง" in done
    after = tree(portal)
    changed = {path for path in after if after[path] != before.get(path)}
    assert changed == {PROJECTS, "plans/2570/withdrawn.yml", "plans/2570/announced/0.csv"}
    assert "ติดต่อที่█ ทุกวัน" in after[PROJECTS].decode()


def test_what_is_found_in_a_row_covers_no_name(tmp_path: Path) -> None:
    rows = [make_row(id=ROW, detail="ติดต่อที่ บ้านห้วยเฟือง"), make_row(id="2570-002")]
    portal = make(tmp_path, rows=rows, files={"plans/organization.yml": OWN})
    table = (portal / PROJECTS).read_text("utf-8")
    (portal / PROJECTS).write_text(table.replace("ที่ บ้านห้วยเฟือง", "ที่ █"), "utf-8")
    told = withdraw(portal)
    assert told.startswith("ทำตามที่ปิดไว้ในแฟ้มแล้ว")
    assert (portal / "plans/organization.yml").read_text("utf-8") == OWN
    assert "ห้วยเฟือง" not in (portal / "plans/2570/announced/0.csv").read_text("utf-8")


def test_every_line_that_is_covered_is_shown_without_it(tmp_path: Path) -> None:
    page = f"# ข่าว\n\nขอบคุณ {WHOM[:8]}\n{WHOM[9:]} มาก\n\nและ {WHOM} อีก\n"
    own = f"{OWN}# แก้โดย {WHOM}\n"
    portal = make(tmp_path, files={"content/a.md": page, "plans/organization.yml": own})
    told = withdraw(portal, text=WHOM, code="")
    assert told.startswith("ปิดข้อความแล้ว ในแผน 2 ช่อง และในแฟ้มอื่น 3 บรรทัด เขียน 5 แฟ้ม")
    assert f"plans/organization.yml บรรทัด 8: # แก้โดย {'█' * len(WHOM)} → # แก้โดย █" in told
    assert "content/a.md บรรทัด 3: " in told
    assert f"content/a.md บรรทัด 6: และ {'█' * len(WHOM)} อีก → และ █ อีก" in told


def test_a_workbook_among_the_papers_is_covered_and_recorded_anew(tmp_path: Path) -> None:
    portal = make(tmp_path, recorded=False)
    paper = portal / "plans/2570/documents/รายชื่อ.xlsx"
    paper.parent.mkdir()
    paper.write_bytes(shared_workbook([["ชื่อ", "หมู่"], [WHOM, "3"]]))
    (portal / "content").mkdir()
    (portal / "content/list.xlsx").write_bytes(paper.read_bytes())
    listed = "  documents: [{title: รายชื่อ, file: documents/รายชื่อ.xlsx}]\n"
    plan = (portal / PLAN).read_text("utf-8").replace("edition:\n", f"edition:\n{listed}")
    (portal / PLAN).write_text(plan, encoding="utf-8")
    announce(portal)
    before = tree(portal)
    withdraw(portal, text=WHOM, code="")
    assert holding(portal, [WHOM]) == []
    assert pushed(before, tree(portal)) == []
    assert remaining_codes(portal) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", pdf(author=WHOM)),
        ("a.pdf", pdf("Tel 081-234-5678")),
        ("a.jpg", jpg(note="081-234-5678")),
        ("a.docx", office(text=f"ติดต่อ {WHOM}")),
    ],
)
@pytest.mark.parametrize("folder", ["content", "plans/2570/documents"])
def test_papers_and_pictures_that_hold_it_are_told(
    tmp_path: Path, name: str, data: bytes, folder: str
) -> None:
    portal = make(tmp_path, recorded=False, files={f"{folder}/{name}": data})
    told = withdraw(portal, text=f"{WHOM}\n{PHONE}", code="")
    assert f"- {folder}/{name}" in told
    assert "วางฉบับที่ปิดข้อความแล้วทับชื่อเดิม" in told
    assert (portal / folder / name).read_bytes() == data


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_same_command_again_changes_nothing(tmp_path: Path, kind: str) -> None:
    portal = make(tmp_path, kind)
    withdraw(portal, text=WHOM)
    once = tree(portal)
    withdraw(portal, text=WHOM)
    assert tree(portal) == once


@pytest.mark.parametrize("asked", [("--text", "-"), ("--column", "name", "--column", "detail"), ()])
def test_a_run_that_is_killed_anywhere_is_finished_by_the_same_command(
    tmp_path: Path, asked: tuple[str, ...]
) -> None:
    change = [
        {"id": ROW, "การเปลี่ยนแปลง": "แก้ไข", "name": f"{NAME} และห้องน้ำ", "เหตุผล": f"{WHOM} ขอ"}
    ]
    files: dict[str, str | bytes | None] = {
        "plans/2570/amendments/1/plan.yml": AMENDMENT,
        "plans/2570/amendments/1/projects.csv": csv_table(change),
    }
    start = make(tmp_path / "start", files=files)
    whole = Path(shutil.copytree(start, tmp_path / "whole"))
    command = ("withdraw", "2570", ROW, *asked, "--reason", REASON)
    assert run(*command, portal=whole, text=WHOM).exit_code == 0
    wanted = tree(whole)
    for killed in range(4):
        portal = Path(shutil.copytree(start, tmp_path / f"killed-{killed}"))
        _killed_after(killed, lambda portal=portal: run(*command, portal=portal, text=WHOM))  # type: ignore[misc]
        assert codes(portal, DAY).count("withdraw-unfinished") == 1
        assert "phaen withdraw 2570" in run("check", portal=portal).output
        again = command if killed % 2 else ("withdraw", "2570")
        assert run(*again, portal=portal, text=WHOM).exit_code == 0
        assert tree(portal) == wanted, killed
        assert codes(portal, DAY) == codes(whole, DAY)


def _killed_after(number: int, do: Callable[[], object]) -> None:
    """Have a process do something and die, at once, when it has replaced so many files."""
    process = os.fork()
    if not process:
        done: list[Path] = []

        def move(path: Path, to: Path, *, durable: bool = False) -> None:
            if len(done) >= number:
                os._exit(9)
            done.append(to)
            move_file(path, to, durable=durable)

        swap.move_file = move  # type: ignore[attr-defined]
        do()
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 9


HELD = PermissionError(13, "held")


@pytest.mark.parametrize(
    ("held", "links", "error"),
    [
        ("/announced/0.csv", True, HELD),
        ("/announced/0.csv", False, HELD),
        ("amendments/1/projects.csv", False, KeyboardInterrupt()),
        ("withdrawn.yml", True, HELD),
        ("2570/projects.csv", True, KeyboardInterrupt()),
    ],
)
def test_where_one_file_is_held_every_file_is_as_it_was(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    held: str,
    error: BaseException,
    *,
    links: bool,
) -> None:
    change = [{"id": ROW, "การเปลี่ยนแปลง": "แก้ไข", "name": f"{NAME} และห้องน้ำ", "เหตุผล": WHOM}]
    files: dict[str, str | bytes | None] = {
        "plans/2570/amendments/1/plan.yml": AMENDMENT,
        "plans/2570/amendments/1/projects.csv": csv_table(change),
    }
    portal = make(tmp_path, files=files)
    before = tree(portal)

    def move(path: Path, to: Path, *, durable: bool = False) -> None:
        if str(to).endswith(held):
            raise error
        move_file(path, to, durable=durable)

    def unlinked(*_: object, **__: object) -> None:
        raise OSError(1, "no links")

    monkeypatch.setattr(swap, "move_file", move)
    if not links:
        monkeypatch.setattr(swap.os, "link", unlinked)  # type: ignore[attr-defined]
    done = run("withdraw", "2570", ROW, "--text", "-", "--reason", REASON, portal=portal, text=WHOM)
    monkeypatch.undo()
    assert done.exit_code != 0
    if isinstance(error, OSError):
        assert "ไม่ได้แก้แฟ้มใด" in done.output
        assert "Excel" in done.output
    assert tree(portal) == before
    withdraw(portal, text=WHOM)
    assert holding(portal, [WHOM]) == []


@pytest.mark.parametrize("written", range(4))
def test_a_full_disk_leaves_every_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    portal = make(tmp_path)
    before, real = tree(portal), swap.put_file  # type: ignore[attr-defined]
    done: list[Path] = []

    def put(path: Path, data: bytes, **more: Any) -> None:
        if len(done) >= written:
            path.with_name(f"{path.name}.part").write_bytes(data[:7])
            raise OSError(28, "full", str(path))
        done.append(path)
        real(path, data, **more)

    monkeypatch.setattr(swap, "put_file", put)
    told = run("withdraw", "2570", ROW, "--text", "-", "--reason", REASON, portal=portal, text=WHOM)
    assert told.exit_code == 1
    assert "พื้นที่ดิสก์เต็ม" in told.output
    assert tree(portal) == before


def test_what_was_changed_since_a_run_was_killed_is_left_and_covered_by_the_same_command(
    tmp_path: Path,
) -> None:
    portal = make(tmp_path)
    command = ("withdraw", "2570", ROW, "--text", "-", "--reason", REASON)
    _killed_after(1, lambda: run(*command, portal=portal, text=WHOM))
    table = (portal / PROJECTS).read_text("utf-8")
    (portal / PROJECTS).write_text(table.replace("วางท่อระบายน้ำ", "วางท่อ"), "utf-8")
    (portal / "plans/2570/announced/0.csv").unlink()
    done = run(*command, portal=portal, text=WHOM)
    assert "ถูกแก้หลังจากนั้น" in done.output
    assert "วางท่อ," in (portal / PROJECTS).read_text("utf-8")
    assert WHOM not in (portal / PROJECTS).read_text("utf-8")
    assert not [path for path in tree(portal) if ".withdrawing" in path]


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("2570", "2570-999"), None),
        (("2571", ROW), None),
        (("2570", "--text", "-"), "ไม่มีในแผนเลยสักที่"),
        (("2570", "--text", "-"), "กข"),
        (("2570", "--text", "-"), ""),
        (("2570",), None),
        (("2570", "--column", "name"), None),
    ],
)
def test_what_cannot_be_withdrawn_is_said_and_nothing_is_written(
    tmp_path: Path, arguments: tuple[str, ...], text: str | None
) -> None:
    portal = make(tmp_path)
    before = tree(portal)
    done = run("withdraw", *arguments, "--reason", REASON, portal=portal, text=text)
    assert done.exit_code in (1, 2)
    assert not text or WHOM not in done.output
    assert tree(portal) == before


def test_a_refusal_quotes_nothing_of_what_was_to_be_covered(tmp_path: Path) -> None:
    portal = make(tmp_path)
    table = (portal / PROJECTS).read_text("utf-8")
    (portal / PROJECTS).write_text(table.replace(f"ติดต่อ {WHOM}", f"บ้าน {WHOM}"), "utf-8")
    plan = (portal / PLAN).read_text("utf-8")
    (portal / PLAN).write_text(plan.replace("id: 1", f"id: 1\n    ชื่อ {WHOM}: x"), "utf-8")
    done = run("withdraw", "2570", "--text", "-", "--reason", REASON, portal=portal, text=WHOM)
    assert WHOM not in done.output


def test_a_word_of_many_rows_is_no_persons(tmp_path: Path) -> None:
    rows = [make_row(id=f"2570-{number:03}") for number in range(1, 40)]
    portal = make(tmp_path, rows=rows)
    before = tree(portal)
    done = run("withdraw", "2570", "--text", "-", "--reason", REASON, portal=portal, text="คอนกรีต")
    assert done.exit_code == 1
    assert "39 แถว" in done.output
    assert tree(portal) == before


def test_a_text_that_goes_on_in_the_next_row_is_left_to_a_hand_and_then_followed(
    tmp_path: Path,
) -> None:
    columns = list(make_row())
    row = make_row(id=ROW, name="ซ่อมแซมบ้านยายพร้อม")
    below = dict.fromkeys(columns, "") | {"name": "สายบุญ"}
    portal = make(tmp_path, rows=[row, below, make_row(id="2570-002")])
    before = tree(portal)
    done = run("withdraw", "2570", "--text", "-", "--reason", REASON, portal=portal, text=WHOM)
    assert done.exit_code == 1
    assert f'phaen withdraw 2570 {ROW} --reason "{REASON}"' in done.output
    assert tree(portal) == before
    table = (portal / PROJECTS).read_text("utf-8")
    (portal / PROJECTS).write_text(
        table.replace("ยายพร้อม", "█").replace("สายบุญ", "█"), encoding="utf-8"
    )
    withdraw(portal)
    assert holding(portal, ["ยายพร้อม", "สายบุญ"]) == []
    assert remaining_codes(portal) == []


@pytest.mark.parametrize("reason", [f"ชื่อ {WHOM}", "โทร 081-234-5678", "", "ก" * 300])
def test_a_reason_tells_nothing_of_what_is_withdrawn(tmp_path: Path, reason: str) -> None:
    portal = make(tmp_path)
    before = tree(portal)
    done = run("withdraw", "2570", ROW, "--text", "-", "--reason", reason, portal=portal, text=WHOM)
    assert done.exit_code == 2
    assert tree(portal) == before


def test_a_mask_beside_other_words_than_were_announced_is_told_with_what_to_mend(
    tmp_path: Path,
) -> None:
    portal = make(tmp_path)
    table = (portal / PROJECTS).read_text("utf-8")
    (portal / PROJECTS).write_text(table.replace("วางท่อระบายน้ำ", "วางท่อระบายน้ำ ของ █"), "utf-8")
    done = run("withdraw", "2570", "2570-002", "--reason", REASON, portal=portal)
    assert done.exit_code == 1
    assert "แถว 3 คอลัมน์ H (detail): ข้อความข้าง █ ไม่ตรงกับที่ประกาศไว้" in done.output
    (portal / PROJECTS).write_text(table.replace("วางท่อระบายน้ำ", "วางท่อ█"), "utf-8")
    assert withdraw(portal, code="2570-002").startswith("ทำตามที่ปิดไว้ในแฟ้มแล้ว")
    assert remaining_codes(portal) == []


def test_a_record_that_still_says_a_covered_title_is_an_error_that_its_command_mends(
    tmp_path: Path,
) -> None:
    portal = make(tmp_path, recorded=False)
    plan = (portal / PLAN).read_text("utf-8")
    plan = plan.replace(
        "edition:\n", f"edition:\n  documents: [{{file: a.pdf, title: ของ{WHOM}}}]\n"
    )
    (portal / PLAN).write_text(plan, "utf-8")
    (portal / "plans/2570/a.pdf").write_bytes(pdf("notice"))
    announce(portal)
    (portal / PLAN).write_text(plan.replace(WHOM, "█"), "utf-8")
    entry = "{kind: ข้อมูลส่วนบุคคล, file: plan.yml, day: 2569-11-23, reason: ชื่อ}"
    (portal / "plans/2570/withdrawn.yml").write_text(f"withdrawn:\n  - {entry}\n", "utf-8")
    (told,) = checked(portal, DAY).report.errors
    assert told.code == "withdrawn-not-recorded"
    assert "phaen announce 2570" in told.advice
    announce(portal)
    assert remaining_codes(portal) == []
    assert f"ของ{WHOM}" not in (portal / "plans/2570/announced/0.csv").read_text("utf-8")


SECOND = "ตาเชิด บ้านไร่ดง"


@pytest.mark.parametrize(
    "path",
    ["content/thanks.md", "plans/organization.yml", PLAN, "plans/2570/overlap.yml", PROJECTS],
)
def test_whatever_is_withdrawn_once_more_has_an_entry_once_more(tmp_path: Path, path: str) -> None:
    """Older releases go by entries: without one somebody could go back to what was withdrawn."""
    portal = make(tmp_path)
    listed = "plans/2570/withdrawn.yml"
    file = path.removeprefix("plans/2570/")
    told = []
    for text in (WHOM, SECOND):
        was = (portal / path).read_text("utf-8") if (portal / path).exists() else ""
        more = f"ลงชื่อ {text}\n" if path == PROJECTS else f"# ขอบใจ {text}\n"
        (portal / path).parent.mkdir(parents=True, exist_ok=True)
        (portal / path).write_text(was + more, encoding="utf-8")
        withdraw(portal, text=text, code="")
        told.append(entries_of((portal / listed).read_bytes(), Place(listed)))
        assert text not in (portal / path).read_text("utf-8")
    first, second = told
    assert len(second) == len(first) + 1
    assert second[-1].file == file
    assert len({one.statement for one in second}) == len(second)
    (portal / "content").mkdir(exist_ok=True)
    assert withdraw_again(portal) == second


def withdraw_again(portal: Path) -> tuple[object, ...]:
    """Withdraw the very same, and return the entries of then."""
    listed = "plans/2570/withdrawn.yml"
    given = ("withdraw", "2570", "--text", "-", "--reason", REASON)
    run(*given, portal=portal, text=SECOND)
    return entries_of((portal / listed).read_bytes(), Place(listed))


def test_a_paper_that_is_replaced_once_more_has_an_entry_once_more(tmp_path: Path) -> None:
    name = "documents/a.docx"
    papers = f"  documents:\n    - {{title: ประกาศ, file: {name}}}\n"
    portal = make(tmp_path, recorded=False, files={f"plans/2570/{name}": office("docx", WHOM)})
    plan = portal / PLAN
    plan.write_text(plan.read_text("utf-8") + papers, encoding="utf-8")
    announce(portal)
    listed = portal / "plans/2570/withdrawn.yml"
    for count, text in enumerate(("█", "█ และ█"), start=1):
        (portal / "plans/2570" / name).write_bytes(office("docx", text))
        withdraw(portal, text=WHOM, code="")
        entries = entries_of(listed.read_bytes(), Place(""))
        assert [one.file for one in entries].count(name) == count
    assert len({one.statement for one in entries}) == len(entries)


@pytest.mark.parametrize("recorded", [True, False])
def test_a_cell_of_which_more_is_withdrawn_has_an_entry_once_more(
    tmp_path: Path, *, recorded: bool
) -> None:
    rows = [make_row(id=ROW, note=f"{WHOM} และ{SECOND}ให้ที่ดิน"), make_row(id="2570-002", note="")]
    portal = make(tmp_path, recorded=recorded, rows=rows)
    told = []
    for text in (WHOM, SECOND, SECOND):
        run("withdraw", "2570", "--text", "-", "--reason", REASON, portal=portal, text=text)
        listed = (portal / "plans/2570/withdrawn.yml").read_bytes()
        told.append(len({one.statement for one in entries_of(listed, Place(""))}))
    assert told == [1, 2, 2]
