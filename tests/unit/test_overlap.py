"""Look-alikes: the real pairs are found, few others, and a person has the last word."""

import csv
import datetime
import re
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from generator.cli import phaen
from generator.pipeline import view_of
from generator.plan.compare import Entry, entries_of
from generator.plan.overlap import Pair, look_alikes, unlinked, within
from generator.plan.overlap.folding import folded, parts
from generator.plan.overlap.nearest import Nearest
from portals import (
    ORGANIZATION,
    PROJECTS,
    REAL,
    checked,
    codes,
    csv_table,
    make_plan,
    make_project,
    make_row,
    portal_folder,
)

steady = settings(derandomize=True, database=None, deadline=None, max_examples=60)
SOUND = entries_of(make_plan(make_project()), ORGANIZATION)[0]
APPROVED = REAL / "tables" / "maesai-approved-2568.csv"
# Each approved row and the plan's row that is the same work; the tenth has none.
TRUE_PAIRS = {
    (str(n), f"2568-{m:03}")
    for n, m in [*((n, n) for n in range(1, 10)), *((n, n - 1) for n in range(11, 16)), (16, 16)]
}


def entry(identity: str, name: str, *villages: int, **changes: Any) -> Entry:
    sound = replace(SOUND, id=identity, name=name, villages=villages, satang=None)
    return replace(sound, **changes)


def pairs(*entries: Entry) -> list[tuple[str, str]]:
    return [(pair.first.id, pair.second.id) for pair in within(entries)]


def real_plan() -> tuple[Entry, ...]:
    portal = checked(REAL / "maesai").portal
    return entries_of(portal.plans[0], portal.organization)


def approved() -> list[Entry]:
    with APPROVED.open(encoding="utf-8-sig", newline="") as stream:
        return [
            entry(
                row["ลำดับ"],
                row["โครงการ"],
                int(row["หมู่ที่"]),
                satang=int(Decimal(row["งบประมาณ(บาท)"]) * 100),
            )
            for row in csv.DictReader(stream)
        ]


@pytest.mark.skipif(not APPROVED.is_file(), reason=f"real data are not at {APPROVED}")
def test_the_fifteen_real_pairs_are_found_and_false_ones_are_fewer_than_one_in_ten() -> None:
    found = {(pair.first.id, pair.second.id) for pair in look_alikes(approved(), real_plan())}
    assert found >= TRUE_PAIRS
    false = len(found - TRUE_PAIRS) + len(within(real_plan()))
    assert false * 10 < len(TRUE_PAIRS) + false


@pytest.mark.skipif(not APPROVED.is_file(), reason=f"real data are not at {APPROVED}")
def test_fifteen_pairs_are_found_without_their_amounts_too() -> None:
    bare = [replace(one, satang=None) for one in approved()]
    found = {(pair.first.id, pair.second.id) for pair in look_alikes(bare, real_plan())}
    assert found >= TRUE_PAIRS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ก่อสร้างถนน ค.ส.ล. ซอย 3 หมู่ที่ 1", "โครงการก่อสร้างถนนคอนกรีตเสริมเหล็ก ซอย ๓ ม.1"),
        ("ปรับปรุงผิวทางแอสฟัลท์ติก บ้านหนองบัว หมู่ 1", "ปรับปรุงผิวทางแอสฟัลต์ หมู่ที่ 1"),
        ("ขุดลอกลำเหมือง (ช่วงที่ 1)", "ขุดลอกลำเหมือง"),
        ("แข่งขันกีฬา ประจำปี 2569", "โครงการแข่งขันกีฬาประจำปีงบประมาณ พ.ศ. 2570"),
    ],
)
def test_other_spelling_is_the_same_name(one: str, other: str) -> None:
    assert folded(one) == folded(other)
    assert parts(one) == parts(other)
    assert pairs(entry("a", one, 1), entry("b", other, 1)) == [("a", "b")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ปรับปรุงรางระบายน้ำ ซอย 2 หมู่ที่ 1", "ปรับปรุงรางระบายน้ำ ซอย 4 หมู่ที่ 1"),
        ("ขุดลอกลำเหมือง ช่วงที่ 1", "ขุดลอกลำเหมือง ช่วงที่ 2"),
        ("ก่อสร้างศาลา ระยะที่ 2", "ก่อสร้างศาลา"),
        ("ส่งเสริมคุณภาพชีวิตผู้สูงอายุ", "ส่งเสริมคุณภาพชีวิตสตรี"),
    ],
)
def test_other_part_of_a_work_is_another_work(one: str, other: str) -> None:
    assert pairs(entry("a", one, 1), entry("b", other, 1)) == []


def test_same_name_in_another_village_or_place_is_another_work() -> None:
    name = "ก่อสร้างถนนคอนกรีตเสริมเหล็ก"
    assert pairs(entry("a", name, 1), entry("b", name, 2)) == []
    assert pairs(entry("a", name, 1, 2), entry("b", name, 2, 3)) == [("a", "b")]
    assert pairs(entry("a", name), entry("b", name, 2)) == []
    assert pairs(entry("a", name, place="วัดเหนือ"), entry("b", name, place="โรงเรียนใต้")) == []
    assert pairs(entry("a", name, place="วัดเหนือ"), entry("b", name)) == [("a", "b")]


def test_cancelled_rows_overlap_with_nothing() -> None:
    assert pairs(entry("a", "ถนน", 1), entry("b", "ถนน", 1, cancelled=True)) == []


def test_same_odd_amount_speaks_and_a_round_one_does_not() -> None:
    one, other = "ซ่อมแซมอาคารเอนกประสงค์บ้านเหนือ", "ซ่อมแซมหลังคาอาคารเอนกประสงค์"
    for satang, found in ((4512350, [("a", "b")]), (4500000, [])):
        rows = [entry("a", one, 1, satang=satang), entry("b", other, 1, satang=satang)]
        assert pairs(*rows) == found


def test_pair_says_why() -> None:
    one = entry("a", "ถนนสายหลัก", 1, 2, satang=12345)
    other = entry("b", "ถนนสายหลัก", 2, satang=12345, unit="กองอื่น", unit_slug="")
    (pair,) = within((one, other))
    assert pair == Pair(one, other, 100, (2,), True, True, False)


def test_linked_rows_are_not_asked_about_again() -> None:
    old = entry("69-1", "ถนนสายหลัก", 1, year=2569), entry("69-2", "ศาลา", 1, year=2569)
    new = entry("70-1", "ถนนสายหลัก", 1, continues="69-1"), entry("70-2", "ศาลา", 1)
    assert [pair.key for pair in unlinked(new, old)] == [{"70-2", "69-2"}]


def test_ten_thousand_rows_of_one_name_are_not_a_hundred_million_pairs() -> None:
    rows = tuple(entry(str(number), "ถนน") for number in range(10_000))
    assert len(within(rows)) < 100_000


names = st.sampled_from(["ถนน ก", "ถนน ก.", "ศาลา", "ศาลากลาง", "เมรุ"])
rows = st.lists(st.tuples(names, st.integers(0, 2)), max_size=8)


@steady
@given(rows)
def test_order_of_the_rows_changes_no_pair(some: list[tuple[str, int]]) -> None:
    made = tuple(entry(str(n), name, *([v] if v else [])) for n, (name, v) in enumerate(some))
    one, other = within(made), within(made[::-1])
    assert {pair.key for pair in one} == {pair.key for pair in other}
    assert len({pair.key for pair in one}) == len(one)


def test_decision_of_a_person_silences_the_pair(tmp_path: Path) -> None:
    twice = [make_row(), make_row() | {"id": "2570-002"}]
    portal = portal_folder(tmp_path, {PROJECTS: csv_table(twice)})
    assert codes(portal) == ["overlap-pair"]
    decided = (
        "decisions:\n  - {pair: [2570-002, 2570-001], decision: ไม่ซ้ำกัน, office: กองช่าง, "
        "date: 2569-11-01}\n"
    )
    decisions = portal / "plans/2570/overlap.yml"
    decisions.write_text(decided, encoding="utf-8")
    assert codes(portal) == []
    nobody = decided.replace("office: กองช่าง, ", "")
    decisions.write_text(nobody, encoding="utf-8")
    assert codes(portal) == ["key-missing"]


# Decided in a table

TABLE = "plans/2570/overlap.csv"
TWINS = [
    make_row(id="2570-001", name="ก่อสร้างถนน สายวัด") | {"place": "หมู่ที่ 1"},
    make_row(id="2570-002", name="ก่อสร้างถนนสายวัด") | {"place": "หมู่ที่ 1"},
]


def overlap(portal: Path, year: str = "2570") -> Result:
    return CliRunner().invoke(
        phaen, ["overlap", year, "--portal", str(portal), "--today", "2569-11-24"]
    )


def twins(folder: Path, **files: str | None) -> Path:
    return portal_folder(folder, {**{PROJECTS: csv_table(TWINS)}, **files})


def lines(portal: Path) -> list[dict[str, str]]:
    with (portal / TABLE).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def filled(portal: Path, *rows: dict[str, str]) -> Path:
    return portal_folder(portal, {PROJECTS: csv_table(TWINS), TABLE: csv_table(rows)})


def test_table_has_a_row_a_pair_and_what_is_decided_in_it_silences_the_pair(tmp_path: Path) -> None:
    portal = twins(tmp_path)
    assert codes(portal) == ["overlap-pair"]
    assert overlap(portal).exit_code == 0
    (row,) = lines(portal)
    assert [row[name] for name in ("รหัสโครงการ", "คล้ายกับ", "คำตัดสิน")] == [
        "2570-001",
        "2570-002",
        "",
    ]
    assert row["โครงการ"] == TWINS[0]["name"] and row["งบประมาณ"] == "478300"
    assert codes(portal) == ["overlap-pair"]  # an undecided row decides nothing, and is no fault
    told = {"คำตัดสิน": "ไม่ซ้ำกัน", "ผู้ตัดสิน": "กองช่าง", "วันที่ตัดสิน": "4 พ.ย. 2569"}
    assert codes(filled(portal, row | told)) == []
    (decision,) = checked(portal).portal.plans[-1].decisions
    assert (decision.office, decision.key) == ("กองช่าง", frozenset({"2570-001", "2570-002"}))


def test_table_is_written_again_with_new_pairs_below_and_nothing_lost(tmp_path: Path) -> None:
    portal = twins(tmp_path)
    overlap(portal)
    (row,) = lines(portal)
    own = row | {"หมายเหตุของเรา": "=ถามกองช่าง", "คำตัดสิน": "ตั้งใจทำซ้ำ"}
    filled(portal, own | {"ผู้ตัดสิน": "กองช่าง", "วันที่ตัดสิน": "2569-11-04"})
    before = (portal / TABLE).read_bytes()
    assert overlap(portal).exit_code == 0 and (portal / TABLE).read_bytes() == before
    third = make_row(id="2570-003", name="ก่อสร้างถนน สาย วัด") | {"place": "หมู่ที่ 1"}
    portal_folder(portal, {PROJECTS: csv_table([*TWINS, third])})
    assert overlap(portal).exit_code == 0
    first, *more = lines(portal)
    assert first["คำตัดสิน"] == "ตั้งใจทำซ้ำ" and first["หมายเหตุของเรา"] == "'=ถามกองช่าง"
    assert {(one["รหัสโครงการ"], one["คล้ายกับ"]) for one in more} == {
        ("2570-001", "2570-003"),
        ("2570-002", "2570-003"),
    }


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"คำตัดสิน": "ซ้ำ", "ผู้ตัดสิน": "ก", "วันที่ตัดสิน": "2569-11-04"}, "overlap-decision-unknown"),
        ({"คำตัดสิน": "ไม่ซ้ำกัน", "วันที่ตัดสิน": "2569-11-04"}, "cell-missing"),
        ({"คำตัดสิน": "ไม่ซ้ำกัน", "ผู้ตัดสิน": "กองช่าง"}, "cell-missing"),
        ({"เหตุผล": "คนละสาย", "ผู้ตัดสิน": "กองช่าง", "วันที่ตัดสิน": "2569-11-04"}, "cell-missing"),
        ({"คำตัดสิน": "ไม่ซ้ำกัน", "ผู้ตัดสิน": "ก", "วันที่ตัดสิน": "05/06/2025"}, "date-ambiguous"),
        ({"คำตัดสิน": "ไม่ซ้ำกัน", "ผู้ตัดสิน": "ก", "วันที่ตัดสิน": "2569-11-04", "คล้ายกับ": ""},
         "overlap-pair-shape"),
        ({"คำตัดสิน": "ไม่ซ้ำกัน", "ผู้ตัดสิน": "ก", "วันที่ตัดสิน": "2569-11-04", "คล้ายกับ": "2570-099"},
         "overlap-id-unknown"),
    ],
)  # fmt: skip
def test_row_that_is_half_decided_is_an_error_with_its_cell(
    tmp_path: Path, row: dict[str, str], code: str
) -> None:
    heads = dict.fromkeys(("คำตัดสิน", "ผู้ตัดสิน", "วันที่ตัดสิน", "เหตุผล"), "")
    pair = {"รหัสโครงการ": "2570-001", "คล้ายกับ": "2570-002"}
    (problem,) = checked(filled(twins(tmp_path), pair | heads | row)).report.errors
    assert (problem.code, problem.place.file, problem.place.row) == (code, TABLE, 2)


@pytest.mark.parametrize("other", ["plans/2570/overlap.yml", "plans/2570/overlap.xlsx"])
def test_decisions_in_two_files_of_a_year_are_an_error(tmp_path: Path, other: str) -> None:
    portal = twins(tmp_path)
    overlap(portal)
    portal_folder(portal, {PROJECTS: csv_table(TWINS), other: "decisions: []\n"})
    assert [one.code for one in checked(portal).report.errors] == ["file-twice"]
    refused = overlap(portal)
    assert refused.exit_code != 0


YEARLY = make_row(id="2569-001", name="สำรวจข้อมูลประชากร", start="พ.ย. 2568", end="ม.ค. 2569")
LAST_YEAR = {
    "plans/2569/plan.yml": "fiscal_year: 2569\nstrategies: [{id: 1, name: โครงสร้างพื้นฐาน}]\n"
    "edition: {considered: 2568-10-10}\n",
    "plans/2569/projects.csv": csv_table([YEARLY]),
    PROJECTS: csv_table([make_row(id="2570-001", name="สำรวจข้อมูลประชากร")]),
}
WIDE = {
    TABLE: "รหัสโครงการ,คล้ายกับ,คำตัดสิน,ผู้ตัดสิน,วันที่ตัดสิน\nทุกคู่กับปีก่อน,,ไม่ซ้ำกัน,สำนักปลัด,2569-11-04\n",
    "plans/2570/overlap.yml": "decisions: [{pair: ทุกคู่กับปีก่อน, decision: ไม่ซ้ำกัน, "
    "office: สำนักปลัด, date: 2569-11-04}]\n",
}


@pytest.mark.parametrize("file", WIDE)
def test_one_line_decides_every_pair_with_last_year(tmp_path: Path, file: str) -> None:
    portal = portal_folder(tmp_path, LAST_YEAR)
    assert "overlap-last-year" in codes(portal)
    portal_folder(portal, LAST_YEAR | {file: WIDE[file]})
    assert "overlap-last-year" not in codes(portal) and not checked(portal).report.errors
    view = next(one for one in view_of(checked(portal)).years if one.plan.year.year == 2570)
    assert not view.overlap.last_year and len(view.overlap.decided) == 1


def test_first_row_of_the_table_is_the_line_for_all_pairs_with_last_year(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path, LAST_YEAR)
    overlap(portal)
    first, second = lines(portal)
    assert first["รหัสโครงการ"] == "ทุกคู่กับปีก่อน"
    assert (second["รหัสโครงการ"], second["คล้ายกับ"]) == ("2570-001", "2569-001")


def test_table_of_a_year_with_errors_or_without_a_plan_is_refused(tmp_path: Path) -> None:
    portal = twins(tmp_path, **{PROJECTS: csv_table([TWINS[0] | {"budget": "x"}, TWINS[1]])})
    assert overlap(portal).exit_code == 1
    assert overlap(portal, "2560").exit_code == 2
    assert not (portal / TABLE).exists()


@pytest.mark.parametrize("day", [datetime.date(2026, 11, 4), datetime.date(2569, 11, 4)])
def test_table_may_be_a_workbook_with_dates_of_excel(tmp_path: Path, day: datetime.date) -> None:
    portal = twins(tmp_path)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["รหัสโครงการ", "คล้ายกับ", "คำตัดสิน", "ผู้ตัดสิน", "วันที่ตัดสิน"])
    sheet.append(["2570-001", "2570-002", "ไม่ซ้ำกัน", "กองช่าง", day])
    book.save(portal / "plans/2570/overlap.xlsx")
    assert codes(portal) == []
    (decision,) = checked(portal).portal.plans[-1].decisions
    assert decision.date == datetime.date(2026, 11, 4)
    before = (portal / "plans/2570/overlap.xlsx").read_bytes()
    told = overlap(portal)
    assert told.exit_code == 0 and "ไม่เขียนทับ" in told.output
    assert (portal / "plans/2570/overlap.xlsx").read_bytes() == before


@pytest.mark.parametrize("second", ["ไม่ซ้ำกัน", "ตั้งใจทำซ้ำ"])
@pytest.mark.parametrize("turned", [False, True])
def test_a_pair_is_decided_in_one_way(tmp_path: Path, second: str, turned: bool) -> None:
    ids = ("2570-002", "2570-001") if turned else ("2570-001", "2570-002")
    rows = [
        ["2570-001", "2570-002", "ไม่ซ้ำกัน", "กองช่าง", "2569-11-04"],
        [*ids, second, "กองช่าง", "2569-11-05"],
    ]
    lines = ["รหัสโครงการ,คล้ายกับ,คำตัดสิน,ผู้ตัดสิน,วันที่ตัดสิน", *map(",".join, rows)]
    portal = twins(tmp_path, **{TABLE: "\n".join(lines)})
    assert codes(portal) == ([] if second == "ไม่ซ้ำกัน" else ["overlap-twice"])


def test_pairs_that_a_workbook_lacks_are_told_as_they_are_written_there(tmp_path: Path) -> None:
    rows = [*TWINS, TWINS[-1] | {"id": "2570-003"}]
    portal = twins(tmp_path, **{PROJECTS: csv_table(rows)})
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["รหัสโครงการ", "คล้ายกับ", "คำตัดสิน", "ผู้ตัดสิน", "วันที่ตัดสิน"])
    sheet.append(["2570-001", "2570-002", "ไม่ซ้ำกัน", "กองช่าง", "2569-11-04"])
    book.save(portal / "plans/2570/overlap.xlsx")
    told = overlap(portal).output
    assert re.search("2570-001 “.+” กับ 2570-003 “.+”", told) and "\\t" not in told
    assert "เพิ่มคู่เหล่านี้เป็นแถวใหม่" in told


def test_personal_data_in_the_table_are_told_with_their_cell(tmp_path: Path) -> None:
    pair = {"รหัสโครงการ": "2570-001", "คล้ายกับ": "2570-002", "คำตัดสิน": "ไม่ซ้ำกัน"}
    told = {"ผู้ตัดสิน": "กองช่าง", "วันที่ตัดสิน": "2569-11-04", "เหตุผล": "ถามแล้ว โทร 081-234-5678"}
    (problem,) = checked(filled(twins(tmp_path), pair | told)).report.errors
    assert (problem.code, problem.place.file, problem.place.row) == ("phone-number", TABLE, 2)
    assert "081" not in problem.message


def near_equal(count: int) -> list[str]:
    """Return invented names in families: each of a family differs in a few signs."""
    works = [
        "ก่อสร้างถนนคอนกรีตเสริมเหล็ก",
        "ขุดลอกคลองส่งน้ำเพื่อการเกษตร",
        "ส่งเสริมอาชีพกลุ่มแม่บ้าน",
        "จัดงานประเพณีประจำหมู่บ้าน",
    ]
    where = [
        "เหนือ",
        "ใต้",
        "ออก",
        "ตก",
        "กลาง",
        "หนองบัว",
        "โนนสูง",
        "ท่าล้อ",
        "ดอนแก้ว",
        "สันทราย",
        "ป่าซาง",
    ]
    return [
        f"{works[at % 4]}สาย{where[at % 11]}บ้าน{where[at % 7]} จุดพิกัดเลขที่ {at // 77}"
        for at in range(count)
    ]


def test_of_many_names_the_likest_are_found_as_if_all_were_compared() -> None:
    names = [folded(name) for name in near_equal(1_500)]
    nearest = Nearest(set(names))
    for name in names[::50]:
        scores = sorted((int(fuzz.ratio(name, one)) for one in set(names)), reverse=True)
        found = [score for _, score in nearest.of(name, 3, 86)]
        assert found == [score for score in scores[:3] if score >= 86]


def test_few_names_are_all_compared_and_many_alike_are_said_to_be_limited() -> None:
    assert not Nearest({"ถนน", "ศาลา"}).limited
    few, many = Nearest(set(near_equal(100))), Nearest(set(near_equal(3_000)))
    for nearest in (few, many):
        nearest.of(near_equal(1)[0], 3, 86)
    assert (few.limited, many.limited) == (False, True)


def test_thousands_of_names_that_are_nearly_equal_are_compared_in_time() -> None:
    rows = tuple(entry(str(at), name, 1) for at, name in enumerate(near_equal(4_000)))
    began = time.process_time()
    assert within(rows)
    assert time.process_time() - began < 4
