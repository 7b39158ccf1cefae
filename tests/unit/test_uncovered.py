"""What was taken back stays taken back, recorded or not: check and gate see it come back."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import phaen
from generator.publishing.standing import taken_back
from held import Held
from portals import PLAN, PROJECTS, codes, csv_table, make_row, portal_folder, tree
from workbooks import shared_workbook

DAY = datetime.date(2026, 11, 24)
WHOM = "ยายพร้อม สายบุญ"
NAME = f"ซ่อมแซมบ้าน{WHOM} หมู่ที่ 3"
ROW, REPORT = "2570-001", "2569-11-20"
BOOK = PROJECTS.replace("csv", "xlsx")
PROGRESS = "plans/2570/progress.csv"
LISTED = "plans/2570/withdrawn.yml"
NOTICE = """edition:
  considered: 2569-10-10
  announced: 2569-10-15
  posted_from: 2569-10-16
  posted_until: 2569-11-20"""
PAGE, OFFICE = "content/thanks.md", "plans/organization.yml"


def rows(**first: str) -> list[dict[str, str]]:
    said = {"id": ROW, "name": NAME, "detail": f"ติดต่อ {WHOM}", "note": f"{WHOM} ให้ที่ดิน"}
    return [make_row(**(said | first)), make_row(id="2570-002", detail="วางท่อ", note="")]


def xlsx(mine: list[dict[str, str]]) -> bytes:
    return shared_workbook([list(mine[0]), *([row[key] for key in mine[0]] for row in mine)])


def report(result: str, **more: str) -> dict[str, str]:
    said = {"id": ROW, "date": REPORT, "status": "อยู่ระหว่างดำเนินการ", "percent": "5"}
    return said | {"result": result} | more


@cache
def made(kind: str, *, recorded: bool) -> dict[str, bytes]:
    """Return a portal in which somebody stood in a row, a report, a page and settings."""
    with tempfile.TemporaryDirectory() as name:
        return tree(_made(Path(name), kind, recorded=recorded))


def office(folder: Path, kind: str = "csv", *, recorded: bool = False) -> Path:
    """Write such a portal into a folder."""
    for path, data in made(kind, recorded=recorded).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        put(folder, path, data)
    return folder


def _made(folder: Path, kind: str, *, recorded: bool) -> Path:
    plan = (portal_folder(folder) / PLAN).read_text(encoding="utf-8").split("edition:")[0]
    own = (folder / OFFICE).read_text(encoding="utf-8")
    files: dict[str, str | bytes | None] = {
        PLAN: f"# ผู้ให้ข้อมูล {WHOM}\n{plan}\n{NOTICE}\n",
        PROGRESS: csv_table([report(f"{WHOM} ลงนามแล้ว")]),
        PAGE: f"# ขอบคุณ\n\nขอบคุณ {WHOM} ที่ให้ที่ดิน\n\n{WHOM}\n",
        OFFICE: f"{own}# แก้โดย {WHOM}\n",
    }
    if kind == "xlsx":
        files |= {PROJECTS: None, BOOK: xlsx(rows())}
    else:
        files[PROJECTS] = csv_table(rows())
    portal_folder(folder, files)
    if recorded:
        run("announce", "2570", "--progress", portal=folder)
    run("withdraw", "2570", "--text", "-", "--reason", "มีชื่อ", portal=folder, text=WHOM)
    assert WHOM not in "".join(data.decode("utf-8", "ignore") for data in tree(folder).values())
    assert errors(folder) == []
    return folder


def run(*arguments: str, portal: Path, text: str = "") -> str:
    more = ["--portal", str(portal), "--today", "2569-11-24"]
    done = CliRunner().invoke(phaen, [*arguments, *more], input=text)
    assert done.exit_code == 0, done.output
    return done.output


def errors(folder: Path) -> list[str]:
    usual = ("announced-unrecorded", "announced-notice-behind")
    return [code for code in codes(folder, DAY) if code not in usual]


def refused(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    told = taken_back(Held(before), Held(after), DAY)
    assert not any(WHOM in f"{one.place.words} {one.message} {one.advice}" for one in told)
    return [one.place.file for one in told]


def put(folder: Path, path: str, text: str | bytes) -> None:
    (folder / path).write_bytes(text.encode() if isinstance(text, str) else text)


def said(folder: Path, path: str = PROJECTS) -> str:
    return (folder / path).read_text("utf-8-sig")


def back_in_the_cell(folder: Path) -> None:
    put(folder, PROJECTS, said(folder).replace("ซ่อมแซมบ้าน█", f"ซ่อมแซมบ้าน{WHOM}"))


def back_in_another_column(folder: Path) -> None:
    put(folder, PROJECTS, said(folder).replace("█ ให้ที่ดิน", f"{WHOM} ให้ที่ดิน"))


def back_in_other_words(folder: Path) -> None:
    put(folder, PROJECTS, said(folder).replace("ซ่อมแซมบ้าน█ หมู่ที่ 3", f"บ้านของ {WHOM} ที่หมู่ 3"))


def a_code_in_thai_digits(folder: Path) -> None:
    put(folder, PROJECTS, csv_table(rows(id="๒๕๗๐-๐๐๑")))


def a_row_typed_again(folder: Path) -> None:
    put(folder, PROJECTS, csv_table([*rows()[1:], rows()[0]]))


def a_workbook_in_its_place(folder: Path) -> None:
    (folder / PROJECTS).unlink()
    put(folder, BOOK, xlsx(rows()))


def a_table_in_place_of_a_workbook(folder: Path) -> None:
    (folder / BOOK).unlink()
    put(folder, PROJECTS, csv_table(rows()))


def other_headings_and_coding(folder: Path) -> None:
    table = csv_table(rows()).replace("name", "ชื่อโครงการ", 1).replace("note", "หมายเหตุ", 1)
    put(folder, PROJECTS, table.encode("cp874"))


def a_report_dated_otherwise(folder: Path) -> None:
    put(folder, PROGRESS, csv_table([report(f"{WHOM} ลงนามแล้ว", date="20 พ.ย. 2569")]))


def a_report_beside_it(folder: Path) -> None:
    one = report(f"{WHOM} ลงนามแล้ว", date="๒๐ พฤศจิกายน ๒๕๖๙")
    put(folder, PROGRESS, csv_table([one, report("ส่งมอบแล้ว", date="2569-11-23")]))


CHANGES = [
    back_in_the_cell,
    back_in_another_column,
    back_in_other_words,
    a_code_in_thai_digits,
    a_row_typed_again,
    a_workbook_in_its_place,
    a_table_in_place_of_a_workbook,
    other_headings_and_coding,
    a_report_dated_otherwise,
    a_report_beside_it,
]


@pytest.mark.parametrize(
    ("change", "recorded"),
    [*((one, False) for one in CHANGES), (back_in_the_cell, True), (a_report_beside_it, True)],
)
def test_a_cell_that_was_withdrawn_does_not_come_back(
    tmp_path: Path, change: Callable[[Path], None], *, recorded: bool
) -> None:
    kind = "xlsx" if change is a_table_in_place_of_a_workbook else "csv"
    portal = office(tmp_path, kind, recorded=recorded)
    (portal / PAGE).unlink()
    before = tree(portal)
    change(portal)
    found = set(errors(portal))
    gone = "withdrawn-nothing" in found  # a row of another code is not the one that was
    assert gone or found & {"withdrawn-shown", "announced-row-changed", "progress-changed"}
    assert gone or refused(before, tree(portal))


def test_what_came_back_is_covered_by_the_command_that_the_message_names(tmp_path: Path) -> None:
    portal = office(tmp_path)
    before = tree(portal)
    a_row_typed_again(portal)
    a_report_dated_otherwise(portal)
    assert set(errors(portal)) == {"withdrawn-shown"}
    run("withdraw", "2570", ROW, "--reason", "มีชื่อ", portal=portal)
    assert errors(portal) == []
    assert refused(before, tree(portal)) == []


@pytest.mark.parametrize(
    ("was", "now", "held"),
    [
        ("ซ่อมแซมบ้าน█ หมู่ที่ 3", "ซ่อมแซมบ้าน█ หมู่ที่ 3", False),
        ("ซ่อมแซมบ้าน█ หมู่ที่ 3", "โครงการ █ หมู่ที่ 3", False),
        ("ซ่อมแซมบ้าน█ หมู่ที่ 3", "ซ่อมแซมบ้านยาย █ หมู่ที่ 3", True),
        ("ซ่อมแซมบ้าน█ หมู่ที่ 3", "ซ่อมแซมบ้าน█ (บ้านยายพร้อม) หมู่ที่ 3", True),
        ("ซ่อมบ้าน█ และ█ หมู่ที่ 3", "ซ่อมบ้าน█ และยายพร้อม หมู่ที่ 3", True),
        ("ซ่อมบ้าน█ และ█ หมู่ที่ 3", "ซ่อมบ้านยายพร้อม และ█ หมู่ที่ 3", True),
        ("ซ่อมบ้าน█ และ█ หมู่ที่ 3", "ซ่อมบ้าน█ หมู่ที่ 3", False),
    ],
)
def test_a_cell_is_covered_further_and_never_less(
    tmp_path: Path, was: str, now: str, *, held: bool
) -> None:
    portal = office(tmp_path)
    files = tree(portal)
    both = [
        files | {PROJECTS: csv_table(rows(name=one, detail="█", note="█")).encode()}
        for one in (was, now)
    ]
    assert bool(refused(*both)) is held


def test_a_cell_that_was_left_blank_stays_so(tmp_path: Path) -> None:
    portal = office(tmp_path)
    files = tree(portal)
    blank, again, masked = (
        files | {PROJECTS: csv_table(rows(name="โครงการ █", detail="█", note=one)).encode()}
        for one in ("", "ให้ที่ดินโดยยายพร้อม █", "█")
    )
    assert refused(files, blank) == []
    assert refused(blank, again)
    assert refused(blank, masked) == []
    put(portal, PROJECTS, blank[PROJECTS])
    assert errors(portal) == []


def test_an_entry_of_a_row_without_a_column_holds_what_of_it_is_covered(tmp_path: Path) -> None:
    portal = office(tmp_path)
    entry = f"{{kind: ข้อมูลส่วนบุคคล, edition: 0, id: {ROW}, day: 2569-11-23, reason: ชื่อ}}"
    put(portal, LISTED, f"withdrawn:\n  - {entry}\n")
    assert errors(portal) == []
    before = tree(portal)
    put(portal, PROJECTS, csv_table(rows(name="ซ่อมบ้าน", detail="", note="")))
    assert errors(portal) == ["withdrawn-shown"]
    put(portal, PROJECTS, csv_table(rows(name=NAME, detail="█", note="█")))
    assert errors(portal) == []
    assert refused(before, tree(portal)) == [PROJECTS]


@pytest.mark.parametrize("column", ['    column: "รายละเอียด"\n', ""])
def test_an_entry_that_went_or_changed_frees_nothing(tmp_path: Path, column: str) -> None:
    portal = office(tmp_path)
    before = tree(portal)
    text = said(portal, LISTED)
    named = "    column: โครงการ\n"
    assert named in text
    put(portal, LISTED, text.replace(named, column))
    back_in_the_cell(portal)
    assert {PROJECTS, LISTED} <= set(refused(before, tree(portal)))


@pytest.mark.parametrize(
    ("path", "was", "now", "held"),
    [
        (PAGE, "ขอบคุณ █ ที่ให้ที่ดิน", f"ขอบคุณ {WHOM} ที่ให้ที่ดิน", True),
        (PAGE, "ขอบคุณ █ ที่ให้ที่ดิน", f"ขอขอบคุณ {WHOM} มากที่ให้ที่ดิน", True),
        (PAGE, "ขอบคุณ █ ที่ให้ที่ดิน", f"ข่าวใหม่\n\nขอบคุณ {WHOM} ที่ให้ที่ดิน", True),
        (PAGE, "\n█\n", f"\n{WHOM}\n", True),
        (PAGE, "ขอบคุณ █ ที่ให้ที่ดิน", "", False),
        (PAGE, "ขอบคุณ █ ที่ให้ที่ดิน", "ปิดปรับปรุงถนนสายหลักตั้งแต่วันจันทร์", False),
        (PAGE, "# ขอบคุณ\n", "# ข่าวของเทศบาล\n", False),
        (PLAN, "# ผู้ให้ข้อมูล █", f"# ผู้ให้ข้อมูล {WHOM}", True),
        (PLAN, "# ผู้ให้ข้อมูล █\n", "", False),
        (OFFICE, "# แก้โดย █", f"# แก้โดย {WHOM}", True),
    ],
)
def test_a_line_that_was_covered_is_covered_or_goes(
    tmp_path: Path, path: str, was: str, now: str, *, held: bool
) -> None:
    portal = office(tmp_path)
    before = tree(portal)
    assert was in said(portal, path)
    put(portal, path, said(portal, path).replace(was, now))
    assert refused(before, tree(portal)) == ([path] if held else [])


@pytest.mark.parametrize(
    ("was", "now", "held"),
    [
        ("ขอบคุณ █ และ ป้าแดงดีเลิศ ที่ช่วย", f"ขอบคุณ {WHOM} และ █ ที่ช่วย", True),
        ("ขอบคุณ ป้าแดงดีเลิศ และ █ ที่ช่วย", f"ขอบคุณ █ และ {WHOM} ที่ช่วย", True),
        ("ขอบคุณ █ และ ป้าแดงดีเลิศ ที่ช่วย", "ขอบคุณ █ และ █ ที่ช่วย", False),
        ("ขอบคุณ █ และ ป้าแดงดีเลิศ ที่ช่วย", "ขอบคุณ █ และ ป้าแดงดีเลิศ ที่มาช่วยงาน", False),
        ("ขอบคุณ █ และ ป้าแดงดีเลิศ ที่ช่วย", "ขอบใจ █ และ █ ที่มาช่วยงาน", False),
    ],
)
def test_a_line_with_as_many_masks_elsewhere_still_shows_what_was_covered(
    tmp_path: Path, was: str, now: str, *, held: bool
) -> None:
    portal = office(tmp_path)
    put(portal, PAGE, said(portal, PAGE).replace("ขอบคุณ █ ที่ให้ที่ดิน", was))
    before = tree(portal)
    put(portal, PAGE, said(portal, PAGE).replace(was, now))
    assert refused(before, tree(portal)) == ([PAGE] if held else [])


def test_a_page_that_went_and_came_under_another_name_is_the_same(tmp_path: Path) -> None:
    portal = office(tmp_path)
    before = tree(portal)
    text = said(portal, PAGE)
    (portal / PAGE).unlink()
    assert refused(before, tree(portal)) == []
    put(portal, "content/news.md", text)
    assert refused(before, tree(portal)) == []
    put(portal, "content/news.md", text.replace("ขอบคุณ █", f"ขอบคุณ {WHOM}"))
    assert refused(before, tree(portal)) == [PAGE]


def test_a_workbook_among_the_pages_keeps_its_masks(tmp_path: Path) -> None:
    portal = office(tmp_path)
    entry = "{kind: ข้อมูลส่วนบุคคล, file: content/list.xlsx, day: 2569-11-23, reason: ชื่อ}"
    put(portal, LISTED, f"withdrawn:\n  - {entry}\n")
    put(portal, "content/list.xlsx", shared_workbook([["ชื่อ", "หมู่"], ["█", "3"]]))
    before = tree(portal)
    put(portal, "content/list.xlsx", shared_workbook([["ชื่อ", "หมู่"], ["█", "4"]]))
    assert refused(before, tree(portal)) == []
    put(portal, "content/list.xlsx", shared_workbook([["ชื่อ", "หมู่"], [WHOM, "3"]]))
    assert refused(before, tree(portal)) == ["content/list.xlsx"]


FOOT = "ลงชื่อ █ ผู้รับรอง"


def _footed(foot: str, whose: str, *, extra: str = "", kind: str = "csv") -> dict[str, bytes]:
    """Return a table with a row that is none and a column that nobody reads."""
    mine = [
        {**row, "ผู้ประสานในพื้นที่": whose if at == 0 else ""}
        for at, row in enumerate(rows(name="ซ่อมแซมบ้าน█ หมู่ที่ 3", detail="ติดต่อ █", note="█ ให้ที่ดิน"))
    ]
    heads = list(mine[0])
    lines = [heads, *([row[key] for key in heads] for row in mine), [foot], [extra]]
    if kind == "xlsx":
        return {
            BOOK: shared_workbook([[*line, *[""] * (len(heads) - len(line))] for line in lines])
        }
    text = "".join(",".join(line).rstrip(",") + "\n" for line in lines)
    return {PROJECTS: text.encode()}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("foot", "whose", "held"),
    [
        (FOOT, "█", False),
        (f"ลงชื่อ {WHOM} ผู้รับรอง", "█", True),
        (FOOT, WHOM, True),
        ("", "", False),
        ("█", "█", False),
        ("หมายเหตุท้ายตาราง ปรับปรุงครั้งที่สอง", "█", False),
    ],
)
def test_what_a_table_says_beside_its_rows_stays_covered(
    tmp_path: Path, kind: str, foot: str, whose: str, *, held: bool
) -> None:
    files = tree(office(tmp_path))
    if kind == "xlsx":
        del files[PROJECTS]
    before = files | _footed(FOOT, "█", kind=kind)
    after = files | _footed(foot, whose, kind=kind)
    path = BOOK if kind == "xlsx" else PROJECTS
    assert refused(before, after) == ([path] if held else [])
