"""Rows of different offices that belong together: found with reasons, and bounded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.hub.coordination.finding import MOST, MOST_OF_ROW, Area, find
from generator.hub.coordination.records import Found, Kind
from generator.hub.coordination.ways import ways
from generator.hub.dataset.reading import Row
from generator.plan.model import BudgetKind

DISTRICTS = {"1000001": "เมือง", "1000002": "เมือง", "1000003": "ปง", "1000009": "เมือง"}
AREA = Area(DISTRICTS, {"1000009": "อบจ."})
ROAD = "ปรับปรุงถนนสายบ้านแม่กา - บ้านต๋อม"
OTHER_WAY_ROUND = "ก่อสร้างไหล่ทางถนนสายบ้านต๋อม–บ้านแม่กา หมู่ที่ 4"


def row(office: str, name: str, **more: object) -> Row:
    """Return a row of an office's plan, its own and of an amount that says nothing."""
    plain = Row(
        office=office, id="2570-0001", name=name, place="", programme="", owner="own",
        agency="กองช่าง", budget=BudgetKind.AMOUNT, satang=50_000_000, count=1, cancelled=False,
        months=("2026-11", "2026-12"), reported="", page="",
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def told(found: Found) -> list[tuple[Kind, tuple[str, ...]]]:
    return [(one.kind, tuple(key for key, _ in one.reasons)) for one in found.findings]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ก่อสร้างถนน ค.ส.ล. สายบ้านแม่กา - บ้านต๋อม หมู่ที่ 3", ["ถนน ต๋อม-แม่กา"]),
        (OTHER_WAY_ROUND, ["ถนน ต๋อม-แม่กา"]),
        ("ถนนพหลโยธินช่วงที่ 2 ทางหลวงหมายเลข 1021", ["ถนน พหลโยธิน", "ถนน 1021"]),
        ("ขุดลอกลำห้วยแม่ต๋ำ บ้านห้วยดอกไม้", ["ห้วย แม่ต๋ำ"]),
        ("ก่อสร้างถนนคอนกรีตเสริมเหล็กภายในหมู่บ้าน", []),
        ("ฝึกอบรม อำเภอเวียงหนองล่อง จังหวัดหนองคาย", []),
        ("จัดซื้อสายพานลำเลียงและสายยาง", []),
    ],
)
def test_a_way_is_what_has_a_name_of_its_own(text: str, names: list[str]) -> None:
    assert [key for key, _ in ways(text)] == names


def test_works_on_one_road_in_one_month_meet_and_in_others_do_not() -> None:
    rows = [row("1000001", ROAD), row("1000002", OTHER_WAY_ROUND, months=("2026-12", "2027-01"))]
    assert told(find(rows, AREA)) == [(Kind.WAY, ("way", "district", "months"))]
    assert dict(find(rows, AREA).findings[0].reasons)["months"] == "2026-12"
    later = [rows[0], replace(rows[1], months=("2027-05",))]
    assert told(find(later, AREA)) == []
    elsewhere = [rows[0], replace(rows[1], office="1000003")]
    assert told(find(elsewhere, AREA)) == []
    of_the_province = [rows[0], replace(rows[1], office="1000009")]
    assert told(find(of_the_province, AREA)) == [(Kind.WAY, ("way", "province", "months"))]
    cancelled = [rows[0], replace(rows[1], cancelled=True)]
    assert told(find(cancelled, AREA)) == []


def test_one_project_of_an_agency_in_two_plans_is_told_as_such() -> None:
    agency = {"owner": "central", "agency": "กรมชลประทาน"}
    name = "ก่อสร้างอาคารอัดน้ำห้วยแพรกยอ"
    both = [row("1000001", name, **agency), row("1000002", f"โครงการ{name}", **agency)]
    kinds = [kind for kind, _ in told(find(both, AREA))]
    assert kinds == [Kind.LISTED]
    # The district's plan names what the province does, and the province's own plan has it.
    pao = [row("1000003", name, owner="pao", agency="อบจ."), row("1000009", name, months=())]
    assert told(find(pao, AREA)) == [
        (Kind.LISTED, ("of_the_other", "same_name", "way", "province"))
    ]


def test_a_name_alone_makes_no_pair() -> None:
    name = "อบรมอาชีพผู้สูงอายุในตำบล"
    rows = [row("1000001", name), row("1000002", name)]
    assert told(find(rows, AREA)) == []
    same = [replace(one, satang=12_345_600) for one in rows]
    assert told(find(same, AREA)) == [
        (Kind.ALIKE, ("same_name", "same_amount", "district", "months"))
    ]
    stages = [replace(one, name=f"{name} ระยะที่ {at}") for at, one in enumerate(same, start=2)]
    assert told(find(stages, AREA)) == []


def test_forty_thousand_rows_of_few_names_are_no_billion_pairs_and_what_is_left_out_is_told() -> (
    None
):
    offices = {f"{1_000_100 + number}": "เมือง" for number in range(100)}
    rows = [
        row(office, f"ปรับปรุงถนนสาย {number % 7}00", id=f"2570-{number:04}", satang=12_345_600)
        for office in offices
        for number in range(400)
    ]
    found = find(rows, Area(offices, {}))
    assert not found.findings
    assert found.too_common > 0
    some = [replace(one, name=f"{ROAD} จุดชมวิว") for one in rows[:2400:100]]
    found = find(some, Area(offices, {}))
    assert 0 < len(found.findings) <= MOST
    assert found.left_out > 0
    by_row = [one.first.id for one in found.findings if one.first.office == "1000100"]
    assert len(by_row) <= MOST_OF_ROW * 4
