"""A number in a text is the number of the organisation's own list only in its own words."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from generator.machine.packaged import THEME
from generator.plan.model import NEUTRAL_NAME, Organization, Project
from generator.plan.parse.villages import VillageTextError, find_villages, parse_villages
from generator.plan.parse.vocabulary import KINDS
from generator.plan.withdraw.cells import CellOfPlan, neutral
from generator.plan.withdraw.entries import Entry
from generator.problems import Place
from portals import PROJECTS, checked, csv_table, make_row, portal_folder

CITIES = ("เทศบาลเมือง", "เทศบาลนคร", "กรุงเทพมหานคร", "เมืองพัทยา")
PROVINCE = "อบจ."
OFFICE = """name: {name}
kind: {kind}
province: พะเยา
units: {{works: กองช่าง}}
villages: {{1: ก, 2: ข, 3: ค, 4: ง}}
"""


def strings(kind: str) -> dict[str, Any]:
    told = tomllib.loads((THEME / "strings.toml").read_text(encoding="utf-8"))
    words: dict[str, Any] = told["place"] | told.get(f"place {kind}", {})
    return words


@pytest.mark.parametrize("kind", KINDS)
def test_texts_are_read_by_the_words_that_pages_say(kind: str) -> None:
    office = Organization("ทดสอบ", kind)
    assert (office.ordinal, office.whole) == (strings(kind)["nth"], strings(kind)["whole"])


def read(folder: Path, kind: str, **cells: str) -> tuple[Project, list[Any]]:
    office = OFFICE.format(name=cells.pop("office", "ทดสอบ"), kind=kind)
    row = make_row(**({"villages": "", "place": "", "name": "ก่อสร้างถนน"} | cells))
    files = {PROJECTS: csv_table([row]), "plans/organization.yml": office}
    result = checked(portal_folder(folder, files))
    found = [one for one in result.report if one.code.startswith("village-")]
    return result.portal.plans[-1].projects[0], found


@pytest.mark.parametrize("kind", [*CITIES, PROVINCE])
@pytest.mark.parametrize(
    "text",
    ["ถนน หมู่ที่ 3 ตำบลบ้านต๊ำ อำเภอเมือง", "ถนน หมู่ 3", "ทาสี ม.1 ต.บ้านใหม่", "หมู่ที่ 1-3", "หมู่ที่ ๒", "หมู่ที่ 9"],
)
def test_a_village_is_no_community_and_no_district(kind: str, text: str, tmp_path: Path) -> None:
    for column in ("name", "place"):
        project, problems = read(tmp_path / column, kind, **{column: text})
        assert (project.villages.numbers, project.villages.everywhere, problems) == ((), False, [])


@pytest.mark.parametrize("kind", CITIES)
@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("วางท่อ ชุมชนที่ 2", (2,)),
        ("วางท่อ ชุมชนที่๒", (2,)),
        ("ชุมชนที่ 3 และ 4", (3, 4)),
        ("ไฟฟ้า ชุมชนที่ 1-3", (1, 2, 3)),
        ("ชุมชนที่ 1, ชุมชนที่ 4", (1, 4)),
        ("ถนน หมู่ที่ 3 ชุมชนที่ 2", (2,)),
        ("ชุมชนที่ 1-3 ยกเว้นชุมชนที่ 2", (1, 3)),
        ("อบรมชุมชน 3 แห่ง", ()),
    ],
)
def test_a_community_is_read_by_its_number(
    kind: str, text: str, numbers: tuple[int, ...], tmp_path: Path
) -> None:
    assert read(tmp_path, kind, name=text)[0].villages.numbers == numbers


@pytest.mark.parametrize(
    ("text", "everywhere"),
    [("จัดงานทั้งจังหวัด", True), ("ทุกอำเภอ", True), ("ทั้งตำบลบ้านต๊ำ", False), ("ทุกหมู่บ้าน", False)],
)
def test_the_whole_of_a_sub_district_is_no_whole_province(
    text: str, everywhere: bool, tmp_path: Path
) -> None:
    assert read(tmp_path, PROVINCE, name=text)[0].villages.everywhere is everywhere


@pytest.mark.parametrize("cell", ["1", "ชุมชนที่ 1", "ชุมชน 1", "ชุมชนที่ 1, ชุมชนที่ 3", "ชุมชนที่ ๑ - ๓"])
@pytest.mark.parametrize("kind", CITIES)
def test_the_column_takes_the_word_of_communities(kind: str, cell: str) -> None:
    assert 1 in parse_villages(cell, Organization("", kind).ordinal).numbers


@pytest.mark.parametrize(
    ("kind", "name", "cell"),
    [
        ("กรุงเทพมหานคร", "กรุงเทพมหานคร", "ทั้งกรุงเทพมหานคร"),
        ("กรุงเทพมหานคร", "กรุงเทพมหานคร", "ทั่วกรุงเทพมหานคร"),
        ("เมืองพัทยา", "เมืองพัทยา", "ทั้งเมืองพัทยา"),
        ("อบจ.", "องค์การบริหารส่วนจังหวัดพะเยา", "ทั้งจังหวัดพะเยา"),
        ("อบจ.", "อบจ.พะเยา", "ทั่วทั้งจังหวัดพะเยา"),
        ("อบจ.", "อบจ.พะเยา", "ทุกอำเภอ"),
        ("เทศบาลตำบล", "เทศบาลตำบลธารตะวัน", "ทั้งเทศบาลตำบลธารตะวัน"),
        ("เทศบาลตำบล", "เทศบาลตำบลธารตะวัน", "ทั้งตำบลธารตะวัน"),
        ("อบต.", "อบต.หนองแสง", "ทั้งตำบลหนองแสง"),
        ("อบต.", "อบต.หนองแสง", "ทั้ง อบต.หนองแสง"),
    ],
)
def test_the_column_takes_the_whole_by_its_name(
    kind: str, name: str, cell: str, tmp_path: Path
) -> None:
    project, problems = read(tmp_path, kind, office=name, villages=cell)
    assert (project.villages.everywhere, problems) == (True, [])


@pytest.mark.parametrize("cell", ["ทั้งตำบลอื่น", "หนองแสง", "ทั้งหนอง", "ทั้ง", "ทั้งตำบลหนองแสงและ 3"])
def test_the_whole_of_another_is_not_the_whole(cell: str) -> None:
    with pytest.raises(VillageTextError):
        parse_villages(cell, "หมู่ที่", ("อบต.หนองแสง", "หนองแสง"))


@pytest.mark.parametrize("kind", KINDS)
def test_the_hint_says_the_whole_of_the_kind(kind: str, tmp_path: Path) -> None:
    (problem,) = read(tmp_path / "bad", kind, villages="หลายแห่ง")[1]
    assert problem.advice.endswith(f"หรือเขียน {strings(kind)['whole']}")
    project, problems = read(tmp_path / "good", kind, villages=strings(kind)["whole"])
    assert (project.villages.everywhere, problems) == (True, [])


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("ถนน หมู่ 1-3 เว้นหมู่ 2", {1, 3}),
        ("ถนน หมู่ที่ 1-4 (ยกเว้นหมู่ที่ 2, 3)", {1, 4}),
        ("หมู่ที่ 1 ถึง 4 ยกเว้น 2", {1, 3, 4}),
        ("ม.1-3 ยกเว้น ม.2", {1, 3}),
        ("หมู่ 1-3 เว้นแต่หมู่ 2", {1, 3}),
        ("หมู่ที่ 1-3 เว้นระยะ 2 เมตร", {1, 2, 3}),
        ("หมู่ที่ 1-3 เว้น 2 เมตร", {1, 2, 3}),
        ("หมู่ที่ 1-3 ยกเว้นวันหยุด", {1, 2, 3}),
    ],
)
def test_what_a_range_leaves_out_is_not_in_it(text: str, numbers: set[int]) -> None:
    found = find_villages(text)
    assert found is not None and found.numbers == numbers


@pytest.mark.parametrize("text", ["หมู่ 1-3 ยกเว้นบ้านใหม่", "ยกเว้นหมู่ที่ 3", "หมู่ 2 เว้นหมู่ 2"])
def test_where_nothing_certain_is_left_nothing_is_read(text: str) -> None:
    assert find_villages(text) is None


def test_what_one_text_leaves_out_no_other_brings_back(tmp_path: Path) -> None:
    cells = {"name": "ถนน หมู่ 1-3 เว้นหมู่ 2", "place": "หมู่ 1-3"}
    assert read(tmp_path / "both", "อบต.", **cells)[0].villages.numbers == (1, 3)
    every = read(tmp_path / "every", "อบต.", name="ทุกหมู่บ้าน ยกเว้นหมู่ที่ 3")[0].villages
    assert (every.numbers, every.everywhere) == ((1, 2, 4), False)


@pytest.mark.parametrize(
    ("district", "province", "seat"),
    [
        ("พระนคร", "กรุงเทพมหานคร", "เขตพระนคร กรุงเทพมหานคร"),
        ("", "กรุงเทพมหานคร", "กรุงเทพมหานคร"),
        ("ปง", "พะเยา", "อำเภอปง จังหวัดพะเยา"),
    ],
)
def test_the_capital_has_a_khet_and_no_province(district: str, province: str, seat: str) -> None:
    assert Organization("", "", district, province).seat == seat


@pytest.mark.parametrize("said", ["หมู่ที่ 3", "ม.3", "ชุมชนที่ 3", "ชุมชนที่ 3 และ 4"])
def test_a_place_that_is_known_from_a_covered_name_stays(said: str) -> None:
    entry = Entry(edition=0, id="2570-001", column="name")
    cell = CellOfPlan(entry, Place("plans/2570/projects.csv"), "", villages=True)
    assert neutral(cell, f"ซ่อมบ้านนางแดง {said}") == f"{NEUTRAL_NAME} {said}"


LISTED = """name: ทดสอบ
kind: {kind}
province: พะเยา
units: {{works: กองช่าง}}
villages: {{1: วัดใหม่, 2: ชุมชนวัดใหม่พัฒนา, 3: คลองเตย 1, 4: ดอนเมือง, 5: ดอนเมือง}}
"""


@pytest.mark.parametrize(
    ("text", "numbers", "unclear"),
    [
        ("วางท่อ ชุมชนวัดใหม่", (1,), ""),
        ("ถนนใน ชุมชน วัดใหม่ (ซอย 2)", (1,), ""),
        ("วางท่อชุมชนวัดใหม่พัฒนา", (2,), ""),
        ("ชุมชนวัดใหม่และชุมชนคลองเตย ๑", (1, 3), ""),
        ("ชุมชนวัดใหม่เหนือ", (), "1"),
        ("ชุมชนวัดใหม่ 2", (), "1"),
        ("ชุมชนคลองเตย 12", (), "3"),
        ("นอกเขตชุมชนวัดใหม่", (), "1"),
        ("ชุมชนดอนเมือง", (), "4, 5"),
        ("วัดใหม่", (), ""),
        ("ชุมชนเข้มแข็ง", (), ""),
        ("ถนน ชุมชนที่ 2 ชุมชนวัดใหม่", (2,), ""),
    ],
)
def test_a_community_is_read_by_its_name_and_asked_about_where_more_follows(
    text: str, numbers: tuple[int, ...], unclear: str, tmp_path: Path
) -> None:
    row = make_row(villages="", place="", name=text)
    office = LISTED.format(kind="เทศบาลเมือง")
    files = {PROJECTS: csv_table([row]), "plans/organization.yml": office}
    result = checked(portal_folder(tmp_path, files))
    assert result.portal.plans[-1].projects[0].villages.numbers == numbers
    asked = [one.message for one in result.report if one.code.startswith("village-")]
    assert bool(unclear) == bool(asked) and all(f"ชุมชนที่ {unclear} " in one for one in asked)


@pytest.mark.parametrize("cell", ["หมู่ที่ 3", "หมู่ 1, 3", "ม.3", "หมู่ที่ ๓"])
@pytest.mark.parametrize("kind", [*CITIES, PROVINCE])
def test_the_column_too_takes_a_number_only_alone_or_with_the_word_of_the_kind(
    kind: str, cell: str, tmp_path: Path
) -> None:
    project, (asked,) = read(tmp_path, kind, villages=cell)
    assert project.villages.numbers == () and asked.code == "village-unreadable"
    written = asked.advice.partition("เขียน ")[2].partition(" ถ้าเป็นหมู่บ้าน")[0]
    assert "เว้นช่องนี้ว่าง" in asked.advice, "a village may be meant"
    project, problems = read(tmp_path, kind, villages=written)
    assert 3 in project.villages.numbers and problems == [] and cell[-1] in "3๓"


@pytest.mark.parametrize("kind", KINDS)
def test_hand_written_pages_that_come_along_say_the_words_of_the_place(
    kind: str, tmp_path: Path
) -> None:
    office = OFFICE.format(name="ทดสอบ", kind=kind)
    files = {"plans/organization.yml": office, "content/own.md": "# ของ⟨self⟩ ⟨other⟩\n"}
    pages = {
        path: data.decode()
        for path, data in checked(portal_folder(tmp_path, files)).content.items()
        if path in ("how-to-read.md", "contact.md", "own.md")
    }
    words = strings(kind)
    assert pages.pop("own.md") == f"# ของ{words['self']} ⟨other⟩\n".replace("~", "\u00a0")
    assert len(pages) == 2 and not any("⟨" in text or "⟩" in text for text in pages.values())
    assert all(words["village"] in text for text in pages.values())
    if words["village"] != "หมู่บ้าน":
        assert not any(word in text for text in pages.values() for word in ("หมู่บ้าน", "หมู่ที่"))


def test_a_city_lists_more_than_a_hundred_communities(tmp_path: Path) -> None:
    listed = "\n".join(f"  {n}: ชุมชน{chr(0x0E01 + n % 40)}{n}" for n in range(1, 121))
    office = "name: เทศบาลนครทดสอบ\nkind: เทศบาลนคร\nprovince: พะเยา\nunits: {works: กองช่าง}\n"
    rows = [
        make_row(id="1", unit="กองช่าง", villages="7, 105", place=""),
        make_row(id="2", unit="กองช่าง", villages="", place="ชุมชนที่ 110 และ 120 ยาว 215 เมตร"),
    ]
    told = checked(
        portal_folder(
            tmp_path,
            {
                "plans/organization.yml": f"{office}villages:\n{listed}\n",
                PROJECTS: csv_table(rows),
            },
        )
    )
    assert [problem.code for problem in told.report.errors] == []
    plan = told.portal.plans[-1]
    assert [one.villages.numbers for one in plan.projects] == [(7, 105), (110, 120)]


@pytest.mark.parametrize("cell", ["1252", "5-3", "2570"])
def test_advice_is_never_to_write_what_could_not_be_read(cell: str, tmp_path: Path) -> None:
    name = OFFICE.format(name="เทศบาลนครทดสอบ", kind="เทศบาลนคร")
    rows = csv_table([make_row(id="1", unit="กองช่าง", villages=cell, place="")])
    report = checked(
        portal_folder(tmp_path, {"plans/organization.yml": name, PROJECTS: rows})
    ).report
    (one,) = [problem for problem in report if problem.code == "village-unreadable"]
    assert f"เขียน {cell}" not in one.advice
