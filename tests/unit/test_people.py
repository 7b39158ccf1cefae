"""Personal data in the fields of a plan, in its sources, in messages, and who may be named."""

import dataclasses
from dataclasses import fields
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from canary import IDENTITY, NAME, PHONE, sound
from generator.plan.check import (
    Exempt,
    check_sources,
    find_personal,
    mask_problems,
    masked,
    masker,
)
from generator.plan.check.people import report_texts, row_texts
from generator.plan.fields import project_fields
from generator.plan.model import Coordinates, Executive, ProgressReport, Status
from generator.plan.starter import next_year_files
from generator.problems import Place, Problem, Report
from portals import (
    GOOD,
    NOWHERE,
    ORGANIZATION,
    TODAY,
    checked,
    codes,
    csv_table,
    make_plan,
    make_project,
    make_row,
    portal_folder,
    portal_of,
)

NOBODY = Exempt(ORGANIZATION)


@pytest.mark.parametrize(
    "field", [one.name for one in fields(make_project()) if one.type in ("str", "tuple[str, ...]")]
)
def test_every_text_of_a_row_is_looked_at(field: str) -> None:
    value: Any = (PHONE,) if field == "partners" else PHONE
    row = make_project(**{field: value})
    assert any(PHONE in text for _, text in row_texts(row))


def test_a_text_field_that_is_added_is_looked_at_by_itself() -> None:
    grown = dataclasses.make_dataclass(
        "Grown", [("remark", str, "")], bases=(type(make_project()),), frozen=True
    )
    old = {one.name: getattr(make_project(), one.name) for one in fields(make_project())}
    assert PHONE in [text for _, text in row_texts(grown(**old, remark=PHONE))]


@pytest.mark.parametrize("field", [one.name for one in fields(ProgressReport) if one.type == "str"])
def test_every_text_of_a_report_is_looked_at(field: str) -> None:
    report = ProgressReport("2570-001", TODAY, NOWHERE, Status.DONE)
    changes: dict[str, Any] = {field: PHONE}
    texts = report_texts(dataclasses.replace(report, **changes))
    assert PHONE in [text for _, text in texts]


@pytest.mark.parametrize("column", ["id", "continues", "plan_ref", "source", "tactic", "partners"])
@pytest.mark.parametrize("written", [IDENTITY, PHONE])
def test_a_number_of_a_person_in_any_column_is_an_error_at_its_row(
    tmp_path: Path, column: str, written: str
) -> None:
    found = portal_of(tmp_path, make_row(**{column: written, "name": "ก่อสร้างถนน"})).report
    kinds = {"identity-number", "phone-number"}
    assert [one.place.row for one in found if one.code in kinds] == [2]
    assert not any(written in str(one.as_dict()) for one in found)


@pytest.mark.parametrize(
    "name",
    [
        "ซ่อมแซมบ้านผู้ป่วยติดเตียง หมู่ที่ 1",
        "ปรับปรุงบ้านคนพิการ",
        "ปรับสภาพแวดล้อมที่อยู่อาศัยผู้สูงอายุ",
        "สร้างห้องน้ำให้ผู้พิการ",
        "เยี่ยมผู้ป่วยติดเตียง",
        "วางท่อ ให้ผู้ป่วยติดเตียง หน้าบ้าน",
    ],
)
def test_coordinates_of_somebodys_house_are_an_error(tmp_path: Path, name: str) -> None:
    row = make_row(name=name, lat="19.9105", lon="99.8406")
    assert "house-located" in [one.code for one in portal_of(tmp_path, row).report]


@pytest.mark.parametrize(
    "code", [one.code for one in project_fields() if one.verbatim and one.code != "continues"]
)
def test_whose_house_it_is_may_stand_in_any_column(tmp_path: Path, code: str) -> None:
    row = make_row(lat="19.9105", lon="99.8406") | {code: "ปรับปรุงบ้านผู้ป่วยติดเตียง"}
    assert "house-located" in [one.code for one in portal_of(tmp_path, row).report]


@pytest.mark.parametrize(
    "name",
    [
        "ก่อสร้างถนน หมู่ที่ 1 บ้านร่องไฮ",
        "ก่อสร้างทางลาดคนพิการ ศาลาประชาคมบ้านร่องไฮ",
        "จัดซื้อเตียงสำหรับผู้ป่วยติดเตียง ศูนย์บ้านร่องไฮ",
        "อบรมผู้ดูแลผู้ป่วยติดเตียง",
        "เบี้ยยังชีพผู้สูงอายุ",
    ],
)
def test_coordinates_of_public_works_are_none(tmp_path: Path, name: str) -> None:
    row = make_row(name=name, lat="19.9105", lon="99.8406")
    assert "house-located" not in [one.code for one in portal_of(tmp_path, row).report]
    without = make_row(name="ซ่อมแซมบ้านผู้ป่วยติดเตียง")
    assert "house-located" not in [one.code for one in portal_of(tmp_path, without).report]


def test_privacy_yml_lets_a_public_place_keep_its_coordinates(tmp_path: Path) -> None:
    row = make_row(name="ปรับปรุงบ้านพักคนชรา", lat="19.9105", lon="99.8406")
    listed = 'allow:\n  - text: "19.9105, 99.8406"\n    reason: บ้านพักคนชราของรัฐ\n'
    files = {"plans/2570/projects.csv": csv_table([row]), "plans/2570/privacy.yml": listed}
    assert codes(portal_folder(tmp_path, files)) == []


def test_coordinates_are_texts_of_the_row() -> None:
    row = make_project(coordinates=Coordinates("19.9", "99.8"))
    assert {"19.9", "99.8"} <= {text for _, text in row_texts(row)}


# Sources


def workbook(folder: Path, **cells: str) -> Path:
    file = sound(folder) / "plans/2570/projects.xlsx"
    book = openpyxl.Workbook()
    sheet: Any = book.active
    row = make_row()
    for line in (list(row), list(row.values())):
        sheet.append(line)
    for spot, text in cells.items():
        sheet[spot] = text
    (folder / "plans/2570/projects.csv").unlink()
    book.save(file)
    return folder


def test_a_cell_that_no_page_shows_is_an_error_all_the_same(tmp_path: Path) -> None:
    assert "phone-number" in codes(workbook(tmp_path, AZ9=PHONE))


def test_what_a_rule_has_told_is_not_told_again(tmp_path: Path) -> None:
    found = portal_of(tmp_path, make_row(note=PHONE)).report
    assert [one.code for one in found] == ["phone-number"]


def test_neighbouring_cells_are_no_number_and_a_broken_cell_is(tmp_path: Path) -> None:
    table = csv_table([make_row()]).replace("\r\n", ",ก,ข\r\n", 1).rstrip()
    apart = portal_folder(tmp_path / "a", {"plans/2570/projects.csv": f"{table},081,2345678\r\n"})
    assert set(codes(apart)) == {"heading-unknown"}
    broken = f'{table},"081-\n2345678",x\r\n'
    whole = portal_folder(tmp_path / "b", {"plans/2570/projects.csv": broken})
    assert "phone-number" in codes(whole)


@pytest.mark.parametrize("separator", ["\t", ";"])
def test_cells_of_other_separators_are_no_number(tmp_path: Path, separator: str) -> None:
    rows = [make_row(id="2570-081", note="2345678")]
    table = csv_table(rows, separator)
    assert codes(portal_folder(tmp_path, {"plans/2570/projects.csv": table})) == []


def test_a_workbook_that_nobody_can_look_into_is_not_sealed() -> None:
    file = Path(__file__).parents[1] / "plans/bad-source-unread/plans/2570/projects.xlsx"
    report = Report()
    check_sources(
        {"plans/2570/projects.xlsx": file.read_bytes()}, ORGANIZATION, make_plan(), report
    )
    assert [one.code for one in report.errors] == ["upload-active"]


def test_a_record_of_what_was_announced_is_looked_into_cell_by_cell() -> None:
    digest = "0812345678" * 6 + "abcd"
    data = f'announced,2569-10-15,rows,1,sha256,{digest}\nid,name\n1,"ก\n{NAME}",{digest}\n'
    report = Report()
    check_sources({"plans/2570/announced/0.csv": data.encode()}, ORGANIZATION, make_plan(), report)
    assert [(one.code, one.place.row) for one in report] == [("person-name", 3)]


# Messages


def test_a_problem_is_masked_wherever_it_quotes() -> None:
    report = Report()
    at = Place(f"plans/{PHONE}.csv", sheet=NAME, heading=IDENTITY)
    report.add("heading-unknown", at, f"ผู้ประสาน {PHONE}", hint=f" {NAME}")
    told = masked(tuple(report), masker(NOBODY))
    for text in (PHONE, NAME, IDENTITY):
        assert text not in str([one.as_dict() for one in told])


def test_a_piece_of_a_datum_is_not_quoted_beside_it(tmp_path: Path) -> None:
    page = "# ก\n\n## ข { #นางสาวสมศรี รักเรียน }\n"
    told = [
        str(one.as_dict())
        for one in checked(portal_folder(tmp_path, {"content/a.md": page})).report
    ]
    assert told
    assert not any("รักเรียน" in one for one in told)


def test_records_keep_their_shape_when_masked() -> None:
    problem = Problem("heading-unknown", Place("a"), PHONE, (("hint", ""),))
    mask = masker(NOBODY)
    assert masked(((problem, None, 3), [PHONE]), mask) == (
        (dataclasses.replace(problem, value="███-███-████"), None, 3),
        ["███-███-████"],
    )


def test_nothing_of_privacy_yml_is_printed(tmp_path: Path) -> None:
    listed = "allow:\n  - text: ลุงมี บ้านท้ายซอย\n    reason: ก\nลุงมี: ก\n"
    report = checked(portal_folder(tmp_path, {"plans/2570/privacy.yml": listed})).report
    assert {one.code for one in report} == {"privacy-unused", "key-unknown"}
    assert "ลุงมี" not in str([one.as_dict() for one in report])


# Who may be named


def test_officials_of_the_plan_may_be_named_whole_and_nobody_else(tmp_path: Path) -> None:
    plan = (Path(__file__).parents[1] / "plans/good/plans/2570/plan.yml").read_text("utf-8")
    named = f"{plan}signatory: {{name: {NAME}, position: ปลัด}}\ncommittee: [นายมานพ ทองดี]\n"
    rows = csv_table([make_row(note=f"ลงนามโดย{NAME} และนายมานพ ทองดี")])
    files = {"plans/2570/plan.yml": named, "plans/2570/projects.csv": rows}
    assert codes(portal_folder(tmp_path / "a", files)) == []
    other = csv_table([make_row(note="นายมานพ ทองดีเลิศ")])
    assert codes(portal_folder(tmp_path / "b", files | {"plans/2570/projects.csv": other})) == [
        "person-name"
    ]


def test_an_official_is_read_with_a_position_or_without(tmp_path: Path) -> None:
    plan = (Path(__file__).parents[1] / "plans/good/plans/2570/plan.yml").read_text("utf-8")
    named = f"{plan}committee:\n  - นายมานพ ทองดี\n  - {{name: {NAME}, position: กรรมการ}}\n"
    read = checked(portal_folder(tmp_path, {"plans/2570/plan.yml": named})).portal.plans[0]
    assert set(read.officials) == {
        Executive("นายมานพ ทองดี", ""),
        Executive(NAME, "กรรมการ"),
    }


def test_a_heading_that_no_column_has_says_what_stands_under_it(tmp_path: Path) -> None:
    table = csv_table([make_row() | {"ชื่อ-สกุล ผู้ป่วย": "สมศรี รักเรียน"}])
    report = checked(portal_folder(tmp_path, {"plans/2570/projects.csv": table})).report
    assert "person-name" in [one.code for one in report]
    assert "สมศรี" not in str([one.as_dict() for one in report])


ROWS_TOGETHER = {
    "a box for each digit": (["h"] * 13, list(IDENTITY.replace("-", "")), "identity-number"),
    "groups of a card": (["ก", "ข"], ["1-2345", "67890-12-1"], "identity-number"),
    "title, given name, surname": (["ก", "ข", "ค"], ["นางสาว", "สมศรี", "รักเรียน"], "person-name"),
    "headings of a name": (["ชื่อ", "นามสกุล"], ["สมศรี", "รักเรียน"], "person-name"),
}


@pytest.mark.parametrize("case", ROWS_TOGETHER)
def test_what_neighbouring_columns_say_together_is_an_error(case: str, tmp_path: Path) -> None:
    """Forms part numbers into boxes and names into columns; readers read the row."""
    headings, cells, code = ROWS_TOGETHER[case]
    first, second = csv_table([make_row()]).rstrip().split("\r\n")
    rows = f"{first},{','.join(headings)}\r\n{second},{','.join(cells)}\r\n"
    table = portal_folder(tmp_path / "table", {"plans/2570/projects.csv": rows})
    assert code in codes(table)
    page = f"# ก\n\n|{'|'.join(headings)}|\n|{'-|' * len(headings)}\n|{'|'.join(cells)}|\n"
    assert code in codes(portal_folder(tmp_path / "page", {"content/about.md": page}))


def test_names_under_their_heading_in_a_table_of_a_page_are_errors(tmp_path: Path) -> None:
    page = "# ก\n\n|ลำดับ|ชื่อ-สกุล|\n|-|-|\n|1|สมศรี รักเรียน|\n"
    assert "person-name" in codes(portal_folder(tmp_path, {"content/about.md": page}))


def test_names_in_a_list_under_their_heading_are_errors(tmp_path: Path) -> None:
    page = "# ก\n\n## รายชื่อผู้รับเบี้ย\n\n- สมศรี รักเรียน\n"
    assert "person-name" in codes(portal_folder(tmp_path / "a", {"content/about.md": page}))
    honest = "# ผู้รับเบี้ยยังชีพ\n\nจ่ายเบี้ยผู้สูงอายุ ประจำเดือน\n"
    assert codes(portal_folder(tmp_path / "b", {"content/about.md": honest})) == []


@pytest.mark.parametrize(
    "cells",
    [["นาย", "ช่างโยธา", "3"], ["1", "2345", "67890", "12", "2"], ["1", "200", "3000"]],
)
def test_ordinary_neighbours_say_nothing_of_persons(cells: list[str], tmp_path: Path) -> None:
    page = f"# ก\n\n|{'ก|' * len(cells)}\n|{'-|' * len(cells)}\n|{'|'.join(cells)}|\n"
    assert codes(portal_folder(tmp_path, {"content/about.md": page})) == []


def test_what_a_computer_adds_to_an_amount_is_no_identity_number() -> None:
    """`=1234.1*3` is kept as 3702.2999999999997, whose fraction has a right check digit."""
    assert not find_personal("3702.2999999999997")
    assert not find_personal("รวม\n63702.2999999999997\n1")
    assert find_personal("1. 2999999999997")


NAME_OF_A_LANE = "ซอยข้างบ้านนายสมหมาย"
LISTED = "allow:\n  - text: ซอยข้างบ้านนายสมหมาย\n    reason: ชื่อซอยที่ประกาศแล้ว\n"


def _two_years(folder: Path, listed_in: int, *said_in: int) -> list[tuple[str, str]]:
    """Return code and file of what is found where one of two years lists a name that years say."""
    files: dict[str, str | bytes | None] = {f"plans/{listed_in}/privacy.yml": LISTED}
    for year in (2569, 2570):
        row = make_row(id=f"{year}-001", start=f"พ.ย. {year - 1}", end=f"ม.ค. {year}")
        if year in said_in:
            row["note"] = NAME_OF_A_LANE
        files[f"plans/{year}/projects.csv"] = csv_table([row])
        plan = (GOOD / "plans/2570/plan.yml").read_text("utf-8").replace("2570", str(year))
        files[f"plans/{year}/plan.yml"] = plan
    report = checked(portal_folder(folder, files)).report
    personal = ("person-name", "privacy-unused")
    return [(one.code, one.place.file) for one in report if one.code in personal]


def test_what_one_year_lets_through_no_other_year_may_say(tmp_path: Path) -> None:
    assert _two_years(tmp_path / "a", 2570, 2570) == []
    assert _two_years(tmp_path / "b", 2570, 2569, 2570) == [
        ("person-name", "plans/2569/projects.csv")
    ]
    assert _two_years(tmp_path / "c", 2569, 2570) == [
        ("privacy-unused", "plans/2569/privacy.yml"),
        ("person-name", "plans/2570/projects.csv"),
    ]


def test_a_page_of_the_portal_may_say_what_any_year_lets_through(tmp_path: Path) -> None:
    page = {"content/news.md": f"# ข่าว\n\n{NAME_OF_A_LANE}\n", "plans/2570/privacy.yml": LISTED}
    assert checked(portal_folder(tmp_path, page)).report.errors == ()


@pytest.mark.parametrize("reason", ["-", "...", "1234", "—", "๑๒๓", "?!", "✓✓✓", "(2)"])
def test_a_reason_that_says_nothing_lets_nothing_through(tmp_path: Path, reason: str) -> None:
    row = csv_table([make_row(note=NAME_OF_A_LANE)])
    listed = f'allow:\n  - text: ซอยข้างบ้านนายสมหมาย\n    reason: "{reason}"\n'
    files = {"plans/2570/projects.csv": row, "plans/2570/privacy.yml": listed}
    errors = [one.code for one in checked(portal_folder(tmp_path, files)).report.errors]
    assert errors == ["reason-empty", "person-name"]


@pytest.mark.parametrize("reason", ["ชื่อวัด", "วัด", "ที่สาธารณะ 1", "public", "ก"])
def test_a_reason_of_one_word_is_a_reason(tmp_path: Path, reason: str) -> None:
    row = csv_table([make_row(note=NAME_OF_A_LANE)])
    listed = f'allow:\n  - text: ซอยข้างบ้านนายสมหมาย\n    reason: "{reason}"\n'
    files = {"plans/2570/projects.csv": row, "plans/2570/privacy.yml": listed}
    assert checked(portal_folder(tmp_path, files)).report.errors == ()


def test_a_row_that_goes_on_next_year_takes_its_reason_with_it(tmp_path: Path) -> None:
    row = csv_table([make_row(note="", name=f"ปรับปรุงถนน{NAME_OF_A_LANE}")])
    unsaid = '  - text: "053-111-222"\n    reason: เบอร์โรงพยาบาล\n'
    files = {"plans/2570/projects.csv": row, "plans/2570/privacy.yml": LISTED + unsaid}
    plan = checked(portal_folder(tmp_path, files)).portal.plans[-1]
    made = {file.path: file.data for file in next_year_files(plan, 2571, continuing=True)}
    for path, data in made.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    assert b"053-111-222" not in made["plans/2571/privacy.yml"]
    found = [one.code for one in checked(tmp_path).report]
    assert "person-name" not in found
    without = {file.path for file in next_year_files(plan, 2571, continuing=False)}
    assert without == {"plans/2571/plan.yml", "plans/2571/projects.csv"}


@pytest.mark.parametrize(
    ("code", "place", "value", "details", "typed"),
    [
        (
            "announced-row-changed",
            "plans/2570/projects.csv",
            f"{NAME} โทร {PHONE}",
            {"id": "2570-004", "year": "2570", "announced": "“ทำเสร็จ”",
             "now": f"“{NAME}”", "signs": ""},
            ["phaen withdraw 2570 2570-004 --reason", "“ทำเสร็จ”"],
        ),
        (
            "progress-changed",
            "plans/2570/progress.csv",
            NAME,
            {"id": "2570-004", "year": "2570", "day": "2569-11-20", "announced": "(ว่าง)",
             "now": NAME, "signs": ""},
            ["เขียน 2569-11-20 ในช่อง", "phaen withdraw 2570 2570-004 --reason", "(ว่าง)"],
        ),
        (
            "announced-row-removed",
            "plans/2570/announced/0.csv",
            "2570-004",
            {"name": NAME, "year": "2570"},
            ["phaen withdraw 2570 2570-004 --reason"],
        ),
        (
            "announced-notice-changed",
            "plans/2570/plan.yml",
            NAME,
            {"what": "ชื่อ", "edition": "0", "announced": "“แผน”", "now": NAME, "signs": "",
             "instead": "ให้ประกาศเป็นฉบับแก้ไขใน amendments"},
            ["“แผน”", "ให้ประกาศเป็นฉบับแก้ไขใน amendments"],
        ),
        (
            "announced-document-changed",
            "plans/2570/plan.yml",
            "documents/a.pdf",
            {"edition": "0", "why": "", "path": "plans/2570/documents/a.pdf", "year": "2570"},
            ["-- plans/2570/documents/a.pdf", "phaen withdraw 2570 --text"],
        ),
        (
            "withdrawn-shown",
            "plans/2570/projects.csv",
            "A-4",
            {"id": "A-4", "year": "2570", "day": "20 พฤศจิกายน 2569", "cell": "ช่อง หมายเหตุ "},
            ["phaen withdraw 2570 A-4 --reason", "20 พฤศจิกายน 2569", "ช่อง หมายเหตุ"],
        ),
    ],
)  # fmt: skip
def test_what_advice_tells_to_type_can_be_typed_where_something_else_is_masked(
    code: str, place: str, value: str, details: dict[str, str], typed: list[str]
) -> None:
    at = Place(place, row=5, column="C")
    report = Report()
    report.add("person-name", at, "นาย █", masked="นาย █", hint="")
    report.add(code, at, value, **details)
    mask_problems(report, NOBODY)
    (told,) = [one for one in report if one.code == code]
    for text in typed:
        assert text in f"{told.message} {told.advice}", text
    assert NAME not in str(told.as_dict())
    assert PHONE not in str(told.as_dict())
