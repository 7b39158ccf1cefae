"""`phaen import`: an office's own form becomes a folder that is ready to look at, and no more."""

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from generator.machine import disk
from generator.machine.bounded import Answer, Ending
from generator.machine.guard import FolderRefusedError
from generator.plan.intake.imported.strategies import added_strategies
from generator.plan.intake.reading import apart as reading_apart
from generator.plan.intake.reading import child
from generator.plan.model import Plan, Strategy
from generator.plan.parse import plan as plan_reader
from generator.plan.parse import portal as portal_reader
from generator.plan.read import YearFiles, tables_in
from generator.problems import Report
from generator.publishing import taking
from office_forms import OfficeForm, Row, run, run_import
from portals import csv_table, make_row, portal_folder

ROAD, CANAL = Row("ก่อสร้างถนน คสล. บ้านเหนือ"), Row("ขุดลอกคลอง", place="หมู่ที่ 4", months=(0, 1, 5))
LIGHT = Row("ซ่อมแซมไฟฟ้าสาธารณะ", place="หมู่ที่ 5", months=())
HEATER = Row("เครื่องปรับอากาศ", place="สำนักปลัด", budget="28,000")
TABLE = "plans/2569/projects"
JAN = {"เริ่ม": "ม.ค. 2569", "สิ้นสุด": "มี.ค. 2569"}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Work in an empty folder; but for a few tests forms are read in this process: it is sooner."""
    monkeypatch.chdir(tmp_path)
    if "apart" not in request.fixturenames:
        monkeypatch.setattr(
            reading_apart,
            "run_bounded",
            lambda _, task, **__: Answer(Ending.DONE, child.work(task)),
        )


@pytest.fixture
def apart() -> None:
    """Have forms read in a process of their own, as they are."""


def handed_in(*rows: Row, name: str = "แบบ ผด.02.xlsx", **more: object) -> Path:
    """Write a form of these rows and return where."""
    return OfficeForm(rows, **more).write(Path(name))  # type: ignore[arg-type]


def table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table by their headings."""
    (first, *_) = tables_in(path.name, path.read_bytes(), Report())
    head, *rows = (row.texts for row in first.rows)
    return [dict(zip(head, row, strict=False)) for row in rows if any(row)]


def problems(folder: str | Path = ".") -> list[str]:
    """Return the codes that a check of a folder finds, but for what no form has."""
    said = run("check", "--portal", folder, "--today", "2568-11-24").output
    days = {"announced-missing", "considered-missing", "contact-none"}
    return sorted(code for code in re.findall(r"\[([a-z-]+)\]", said) if code not in days)


def tree(folder: Path = Path("plans")) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# What is written


@pytest.mark.parametrize(("option", "ending"), [("--xlsx", ".xlsx"), ("--csv", ".csv")])
@pytest.mark.usefixtures("apart")
def test_a_form_becomes_a_folder_that_a_check_finds_sound(option: str, ending: str) -> None:
    done = run_import(handed_in(ROAD, CANAL, total="20,000"), option)
    assert done.exit_code == 0, done.output
    rows = table(Path("import-2569", f"{TABLE}{ending}"))
    assert [(row["รหัสโครงการ"], row["โครงการ"]) for row in rows] == [
        ("2569-001", ROAD.name),
        ("2569-002", CANAL.name),
    ]
    assert rows[0]["ที่มาในแบบ"] == "แผ่นงาน ผด.02 ช่อง B7"
    assert problems("import-2569") == []
    assert not Path("plans").exists()


def test_months_have_a_column_each_where_work_pauses_and_two_ends_elsewhere() -> None:
    run_import(handed_in(ROAD), "--csv", "--into", "whole")
    run_import(handed_in(ROAD, CANAL), "--csv", "--into", "pausing")
    whole, pausing = (table(Path(one, f"{TABLE}.csv")) for one in ("whole", "pausing"))
    assert (whole[0]["เริ่ม"], whole[0]["สิ้นสุด"]) == ("ธ.ค. 2568", "ก.พ. 2569")
    ticked = [name for name, text in pausing[1].items() if text == "✓"]
    assert ticked == ["ต.ค.", "พ.ย.", "มี.ค."]
    assert "เริ่ม" not in pausing[0]


def test_what_the_form_says_of_the_office_becomes_a_sound_organization() -> None:
    rows = [Row("ก", unit="กองการศึกษา ศาสนา และวัฒนธรรม"), Row("ข", unit="กองการศึกษาฯ")]
    run_import(handed_in(*rows, Row("ค", unit="การไฟฟ้าส่วนภูมิภาค")))
    text = Path("import-2569/plans/organization.yml").read_text("utf-8")
    assert 'kind: "เทศบาลตำบล"' in text
    assert 'education: {name: "กองการศึกษา ศาสนา และวัฒนธรรม", also: ["กองการศึกษาฯ"]}' in text
    assert "การไฟฟ้า" not in text
    assert "unit-unknown" not in problems("import-2569")


def test_the_form_itself_lies_with_the_plan_and_is_named_there() -> None:
    form = handed_in(ROAD)
    run_import(form)
    kept = Path("import-2569/plans/2569/documents", form.name)
    assert kept.read_bytes() == form.read_bytes()
    assert f'file: "documents/{form.name}"' in Path("import-2569/plans/2569/plan.yml").read_text()


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"more": [["", "ผู้รับผิดชอบ เลขประจำตัวประชาชน 1-1017-00230-70-8"]]}, "เลข"),
        ({"name": "แบบ.xlsm"}, "xlsm"),
    ],
)
def test_a_form_that_may_not_be_published_stays_out_and_that_is_told(
    more: dict[str, object], why: str
) -> None:
    done = run_import(handed_in(ROAD, **more))  # type: ignore[arg-type]
    assert not Path("import-2569/plans/2569/documents").exists()
    assert "เผยแพร่ไม่ได้" in done.output and why in done.output


def test_the_same_import_gives_the_same_bytes_at_any_moment() -> None:
    form = handed_in(ROAD, CANAL, LIGHT)
    for name in ("one", "other"):
        run_import(form, "--into", name)
    one, other = (
        {Path(path).relative_to(name): data for path, data in tree(Path(name)).items()}
        for name in ("one", "other")
    )
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one[Path(f"{TABLE}.xlsx")])) as book:
        assert {member.date_time[0] for member in book.infolist()} == {1980}
        told = book.read("docProps/core.xml").decode()
        assert set(re.findall(r">([0-9]{4})-", told)) == {"1980"}


def test_two_imports_at_once_have_a_folder_each() -> None:
    targets = [Path(name) for name in ("import-2569", "import-2569-2")]
    with taking.new_folder(targets) as one, taking.new_folder(targets) as other:
        (one.part / "แผน").write_text("หนึ่ง")
        (other.part / "แผน").write_text("สอง")
    assert {one.target, other.target} == set(targets)
    assert sorted((path / "แผน").read_text() for path in targets) == sorted(("หนึ่ง", "สอง"))
    with pytest.raises(OSError), taking.new_folder(targets):  # each system's own
        pass
    assert sorted(path.name for path in Path().iterdir()) == [str(one) for one in targets]


def test_a_folder_that_is_there_is_never_written_over() -> None:
    form = handed_in(ROAD)
    run_import(form)
    before = tree(Path("import-2569"))
    assert run_import(form).exit_code == 0
    assert tree(Path("import-2569")) == before
    assert Path("import-2569-2").is_dir()
    refused = run_import(form, "--into", "import-2569")
    assert refused.exit_code == 2 and "ไม่เขียนทับ" in refused.output


def test_nothing_is_left_where_the_disk_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    form = handed_in(ROAD)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "_write_new", full)
    with pytest.raises(OSError, match="space"):
        run_import(form)
    assert [path.name for path in Path().iterdir()] == [form.name]


# What is asked


def answered(path: Path, number: int, cells: Mapping[str, str]) -> None:
    """Write answers into a row of a workbook, by heading."""
    book = openpyxl.load_workbook(path)
    sheet = book["โครงการ"] if "โครงการ" in book.sheetnames else book.worksheets[0]
    at = {str(cell.value): number for number, cell in enumerate(sheet[1], start=1)}
    for heading, text in cells.items():
        sheet.cell(number, at[heading]).value = text or None
    book.save(path)


def test_what_the_form_does_not_tell_is_asked_in_its_row_until_it_is_answered() -> None:
    done = run_import(handed_in(ROAD, LIGHT))
    assert "แถว 3" in done.output and "แผ่นงาน ผด.02 ช่อง B8" in done.output
    path = Path("import-2569", f"{TABLE}.xlsx")
    row = table(path)[1]
    assert (row.get("เริ่ม", ""), row.get("สิ้นสุด", "")) == ("", "")
    told = run("check", "--portal", "import-2569").output
    assert "import-doubt" in told and "(ในแบบ: แผ่นงาน ผด.02 ช่อง B8)" in told
    assert "period-missing" not in told
    answered(path, 3, JAN)
    assert problems("import-2569") == []


def test_a_question_whose_text_is_deleted_is_answered() -> None:
    run_import(handed_in(ROAD, LIGHT))
    answered(Path("import-2569", f"{TABLE}.xlsx"), 3, {"คำถามจากแบบ": ""})
    assert problems("import-2569") == ["period-missing"]


EQUIPMENT = {"form": "แบบ ผด. 02/1", "strategy": "1. ประเภทครุภัณฑ์สำนักงาน"}


def test_the_strategy_of_equipment_is_an_error_until_somebody_says_it() -> None:
    plan, form = handed_in(ROAD, name="a.xlsx"), handed_in(CANAL, name="b.xlsx", **EQUIPMENT)
    assert run_import(plan, form, "--into", "asked").exit_code == 0
    assert "import-question" in problems("asked")
    done = run_import(plan, form, "--into", "said", "--equipment-strategy", "1")
    assert done.exit_code == 0
    assert problems("said") == []
    wrong = run_import(plan, form, "--into", "wrong", "--equipment-strategy", "7")
    assert wrong.exit_code != 0 and "1" in wrong.output and not Path("wrong").exists()


def test_a_form_without_a_year_is_asked_for_it_with_the_option_that_answers() -> None:
    form = handed_in(ROAD, title="แผนการดำเนินงาน")
    asked = run_import(form)
    assert asked.exit_code == 1 and "--year" in asked.output
    assert run_import(form, "--year", "2570").exit_code == 0
    assert Path("import-2570/plans/2570/plan.yml").is_file()


def test_another_year_than_the_title_s_is_told() -> None:
    done = run_import(handed_in(ROAD), "--year", "2570")
    assert "บอกปี 2569 แต่สั่งให้เป็นปี 2570" in done.output
    assert Path("import-2570/plans/2570/plan.yml").is_file()


def test_months_that_are_asked_about_are_asked_in_their_own_column() -> None:
    run_import(handed_in(CANAL, LIGHT), "--csv")
    told = run("check", "--portal", "import-2569").output
    assert "(ต.ค.) [import-doubt]" in told


def test_what_office_and_plan_lack_is_asked_with_where_it_is_written() -> None:
    form = handed_in(ROAD, office="", strategy="")
    done = run_import(form)
    assert "แบบไม่บอกชื่อองค์กร" in done.output and "plans/organization.yml" in done.output
    assert "แบบไม่มียุทธศาสตร์ใดเลย" in done.output


# Which files


def test_several_files_are_one_plan_and_places_name_their_file() -> None:
    first, second = handed_in(ROAD, name="a.xlsx"), handed_in(CANAL, name="b.xlsx")
    assert run_import(first, second, "--csv").exit_code == 0
    rows = table(Path("import-2569", f"{TABLE}.csv"))
    places = [row["ที่มาในแบบ"] for row in rows]
    assert places == [f"แฟ้ม {name} แผ่นงาน ผด.02 ช่อง B7" for name in ("a.xlsx", "b.xlsx")]


@pytest.mark.usefixtures("apart")
def test_files_of_two_plans_are_told_apart() -> None:
    first = handed_in(ROAD, name="a.xlsx")
    second = handed_in(CANAL, name="b.xlsx", year=2570)
    refused = run_import(first, second)
    assert refused.exit_code == 1
    assert "a.xlsx (ปี 2569)" in refused.output and "b.xlsx (ปี 2570)" in refused.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["หาย.xlsx"], "ไม่พบแฟ้ม"),
        (["แบบ.xls"], "หมายถึง แบบ.xlsx"),
        (["."], "เป็นโฟลเดอร์"),
        (["แบบ.xlsx", "แบบ.xlsx"], "แฟ้มเดียวกัน"),
        (["แบบ.xlsx", "สำเนา.xlsx"], "แฟ้มเดียวกัน"),
        (["~$แบบ.xlsx"], "แฟ้มชั่วคราว"),
        (["เว็บ.xls"], "HTML"),
        (["ว่าง.xlsx"], "แฟ้มว่าง"),
        (["ขาด.xlsx"], "เสีย"),
    ],
)
def test_what_is_no_form_is_told_in_thai_and_leaves_nothing(
    arguments: Sequence[str], said: str
) -> None:
    form = handed_in(ROAD, name="แบบ.xlsx")
    for name in ("สำเนา.xlsx", "~$แบบ.xlsx"):
        Path(name).write_bytes(form.read_bytes())
    Path("เว็บ.xls").write_text("<html><body><table><tr><td>1</td></tr></table></body></html>")
    Path("ว่าง.xlsx").write_bytes(b"")
    Path("ขาด.xlsx").write_bytes(form.read_bytes()[:-400])
    refused = run_import(*arguments)
    assert refused.exit_code in (1, 2)
    assert said in refused.output
    assert not list(Path().glob("import-*"))


# The report


def report(*rows: Row, **more: object) -> tuple[str, str, list[list[str]]]:
    run_import(handed_in(*rows, **more), "--into", "told")  # type: ignore[arg-type]
    data = Path("told/import.csv").read_bytes()
    assert data.startswith("\ufeff".encode())
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    return *(Path(f"told/import.{one}").read_text("utf-8") for one in ("html", "md")), lines  # type: ignore[return-value]


def test_the_report_shows_each_row_s_months_beside_where_they_stand() -> None:
    page, text, lines = report(ROAD, LIGHT)
    assert "แผ่นงาน ผด.02 ช่อง B7" in page and "ธ.ค.–ก.พ." in page
    assert "| 2569-001 |" in text
    told = next(line for line in lines if line[:2] == ["แถว", "2569-001"])
    assert told[2:5] == ["แผ่นงาน ผด.02 ช่อง B7", "1", ROAD.name] and told[7] == "ธ.ค.–ก.พ."


@pytest.mark.parametrize(("total", "said"), [("20,000", "ตรงกับที่พิมพ์"), ("21,000", "ไม่ตรง")])
def test_a_sum_that_differs_from_the_printed_one_names_its_section(total: str, said: str) -> None:
    page, text, _ = report(ROAD, CANAL, total=total)
    assert said in page and said in text
    if said == "ไม่ตรง":
        assert "1.1 แผนงานเคหะและชุมชน" in page and "21,000 บาท" in page


def test_texts_of_the_form_are_no_markup_no_formula_and_no_script() -> None:
    name = "=HYPERLINK('http://x') <script>alert(1)</script> **หนา** | [ลิงก์](http://x)"
    page, text, lines = report(Row(name))
    assert "<script" not in page and "&lt;script&gt;" in page
    assert "http-equiv" in page and "default-src &#x27;none&#x27;" not in page
    assert r"\*\*หนา\*\* \|" in text and r"\<script\>" in text
    assert all(not cell.startswith("=") for line in lines for cell in line)


def test_the_page_is_one_file_that_asks_nothing_of_a_network() -> None:
    page, _, _ = report(ROAD)
    assert not re.findall(r"""(?:src|href)\s*=|url\((?!data:)|@import""", page)


def test_what_is_not_used_is_listed_with_its_place_and_why() -> None:
    page, _, lines = report(ROAD, more=[[], ["หมายเหตุท้ายแบบ: ข้อมูล ณ วันที่จัดทำ"]])
    unused = [line for line in lines if line[0] == "ไม่ได้ใช้"]
    assert any("หมายเหตุท้ายแบบ" in line[4] and line[2] and line[8] for line in unused)
    assert "หมายเหตุท้ายแบบ" in page


def test_what_no_list_accounts_for_is_an_error_and_is_not_taken_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(child, "rest", lambda *_: ("แผ่นงาน ผด.02 ช่อง Z99: ตกหล่น",))
    done = run_import(handed_in(ROAD), "--apply")
    assert done.exit_code == 1 and "Z99: ตกหล่น" in done.output
    assert "Z99: ตกหล่น" in Path("import-2569/import.html").read_text("utf-8")
    assert not Path("plans").exists()


# Taken over


def applied(*rows: Row, **more: object) -> None:
    done = run_import(handed_in(*rows, **more), "--apply")  # type: ignore[arg-type]
    assert done.exit_code == 0, done.output


def test_a_new_year_is_taken_over_whole_and_its_rows_are_told() -> None:
    done = run_import(handed_in(ROAD, CANAL), "--apply")
    assert "ใหม่ 2569-001" in done.output
    assert problems() == []
    assert tree() == {
        name.removeprefix("import-2569/"): data
        for name, data in tree(Path("import-2569/plans")).items()
    }


def test_a_year_that_was_only_begun_gets_the_form_s_strategies() -> None:
    assert (
        run(
            "init", ".", "--name", "เทศบาลตำบลธารฟ้าคราม", "--yes", "--today", "2568-11-24"
        ).exit_code
        == 0
    )
    (year,) = (path.name for path in Path("plans").iterdir() if path.is_dir())
    run_import(handed_in(ROAD, year=int(year)), "--apply")
    settings = Path("plans", year, "plan.yml").read_text("utf-8")
    assert "ยุทธศาสตร์การพัฒนาโครงสร้างพื้นฐาน" in settings and "สังคม" not in settings
    (row,) = table(Path("plans", year, "projects.csv"))
    assert row["โครงการ"] == ROAD.name


@pytest.mark.parametrize("ending", ["--csv", "--xlsx"])
def test_equipment_in_a_file_of_its_own_may_be_of_a_strategy_of_the_plan(ending: str) -> None:
    run_import(handed_in(ROAD), ending, "--apply")
    form = handed_in(HEATER, name="ครุภัณฑ์.xlsx", form="แบบ ผด. 02/1", strategy="")
    asked = run_import(form, "--into", "asked", "--part").output
    assert "--equipment-strategy 1" in asked and "ยุทธศาสตร์การพัฒนาโครงสร้างพื้นฐาน" in asked
    run_import(form, "--into", "look", "--part", "--equipment-strategy", "1")
    assert problems("look") == []
    wrong = run_import(form, "--into", "not", "--part", "--equipment-strategy", "7")
    assert wrong.exit_code == 2 and "เลือกได้ 1 ยุทธศาสตร์การพัฒนา" in wrong.output
    assert not Path("not").exists()


def test_equipment_without_any_strategy_at_hand_says_where_one_may_come_from() -> None:
    form = handed_in(HEATER, form="แบบ ผด. 02/1", strategy="")
    refused = run_import(form, "--equipment-strategy", "1")
    assert refused.exit_code == 2 and "ผด.02 ในคำสั่งเดียวกัน" in refused.output


SETTINGS = {
    "a block": "year: 1\nstrategies:\n  - id: 1\n    name: ก # ของเดิม\n# ท้าย\nresults: []\n",
    "no indent": "strategies:\n- {id: 1, name: ก}\nfiscal_year: 2569\n",
    "windows": "strategies:\r\n    - id: 1\r\n      name: ก\r\n",
    "at the end": "fiscal_year: 2569\nstrategies:\n  - id: 1\n    name: ก",
    "none yet": "strategies: []  # ยังไม่มี\nfiscal_year: 2569\n",
}


@pytest.mark.parametrize("name", SETTINGS)
def test_new_strategies_stand_below_those_of_the_plan_and_nothing_else_changes(name: str) -> None:
    text = SETTINGS[name]
    made = added_strategies(text.encode(), (Strategy("7", 'ชื่อ "มีเครื่องหมาย": ก'),))
    assert made is not None
    told = yaml.safe_load(made)["strategies"]
    assert told[-1] == {"id": 7, "name": 'ชื่อ "มีเครื่องหมาย": ก'}
    before = [line.strip() for line in text.splitlines() if "[]" not in line or "results" in line]
    assert set(before) <= {line.strip() for line in made.decode().splitlines()}


@pytest.mark.parametrize(
    "text", ["strategies: [{id: 1, name: ก}]\n", "fiscal_year: 2569\n", "strategies: {\n", "- 1\n"]
)
def test_a_plan_that_cannot_be_added_to_safely_stays(text: str) -> None:
    assert added_strategies(text.encode(), (Strategy("7", "ข"),)) is None


def test_a_strategy_of_another_name_under_the_same_number_is_asked_about() -> None:
    applied(ROAD)
    other = "1. ยุทธศาสตร์ด้านการเกษตรและสิ่งแวดล้อม"
    done = run_import(handed_in(CANAL, name="ใหม่.xlsx", strategy=other), "--into", "look")
    assert "plan.yml ไม่มี เลือกได้ 1 ยุทธศาสตร์การพัฒนาโครงสร้างพื้นฐาน" in done.output
    assert "import-question" in problems("look")


def test_an_import_leaves_a_year_that_is_there_as_it_is_and_tells_what_differs() -> None:
    applied(ROAD, CANAL)
    before = tree()
    dearer = Row(ROAD.name, budget="12,500")
    done = run_import(handed_in(dearer, CANAL, name="ใหม่.xlsx"), "--into", "look")
    assert tree() == before
    assert "2569-001" in done.output and "10,000 บาท → 12,500 บาท" in done.output
    assert "10,000 บาท → 12,500 บาท" in Path("look/import.html").read_text("utf-8")
    assert run_import("look", "--apply").exit_code == 0
    assert [row["งบประมาณ"] for row in table(Path(f"{TABLE}.xlsx"))] == ["12500", "10000"]


@pytest.mark.parametrize("name", ["ก่อสร้างถนน  คสล. บ้านเหนือ", "ก่อสร้างถนน คสล.  บ้านเหนือ"])
def test_a_change_of_blanks_alone_shows_the_blanks(name: str) -> None:
    applied(replace(ROAD, name="ก่อสร้างถนน   คสล. บ้านเหนือ"))
    done = run_import(handed_in(replace(ROAD, name=name), name="ใหม่.xlsx"), "--into", "look")
    told = next(line for line in done.output.splitlines() if "เปลี่ยนชื่อ" in line)
    before, after = re.findall(r"ก่อสร้างถนน␣[^ ]*", told)
    assert before != after and "ช่องว่าง" in told


@pytest.mark.parametrize(("name", "said"), [("แบบ", "ไม่มีนามสกุล"), ("แบบ.bin", "ชนิด .bin")])
def test_a_form_whose_name_tells_no_kind_is_read_and_the_name_is_told(name: str, said: str) -> None:
    done = run_import(handed_in(ROAD, name=name))
    assert (
        done.exit_code == 0 and said in done.output and "plans/2569/documents/" not in done.output
    )


def test_a_column_of_staff_s_own_that_a_new_table_would_lose_is_told() -> None:
    applied(ROAD, CANAL)
    file = Path(f"{TABLE}.xlsx")
    book = openpyxl.load_workbook(file)
    sheet: Any = book.worksheets[0]
    sheet.cell(1, sheet.max_column + 1, "ผู้คุมงาน")
    book.save(file)
    same = run_import(handed_in(ROAD, CANAL, name="เดิม.xlsx"), "--into", "same")
    assert "ซึ่ง Phaen ไม่รู้จัก" not in same.output
    dearer = Row(ROAD.name, budget="12,500")
    done = run_import(handed_in(dearer, CANAL, name="ใหม่.xlsx"), "--into", "look")
    assert "มีคอลัมน์ “ผู้คุมงาน” ซึ่ง Phaen ไม่รู้จัก" in done.output


def test_a_corrected_form_keeps_codes_and_gives_no_code_twice() -> None:
    applied(ROAD, CANAL, LIGHT)
    moved = Row(LIGHT.name, place="หมู่ที่ 5 ตำบลธารฟ้าคราม", number="3")
    spelled = Row("ก่อสร้างถนน ค.ส.ล. บ้านเหนือ", number="1")
    fresh = Row("โครงการใหม่", place="หมู่ที่ 9", number="2")
    run_import(handed_in(fresh, spelled, moved, name="ใหม่.xlsx"), "--whole", "--apply")
    codes = {row["โครงการ"]: row["รหัสโครงการ"] for row in table(Path(f"{TABLE}.xlsx"))}
    assert codes == {fresh.name: "2569-004", spelled.name: "2569-001", moved.name: "2569-003"}


#: Parts of a plan, in a file of their own: each has rows that the plan has, or new ones.
PARTS: dict[str, tuple[tuple[Row, ...], dict[str, str]]] = {
    "equipment": ((HEATER,), {"form": "แบบ ผด. 02/1"}),
    "another strategy": ((Row("อบรมอาชีพ"),), {"strategy": "2. ยุทธศาสตร์ด้านสังคม"}),
    "one unit": ((Row("ซื้อแบบพิมพ์", unit="กองคลัง"),), {}),
    "some rows again": ((CANAL, Row("เพิ่มใหม่")), {}),
}


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize("ending", ["--csv", "--xlsx"])
def test_a_part_of_the_plan_drops_no_other_row_and_each_is_asked_about(
    name: str, ending: str
) -> None:
    rows, more = PARTS[name]
    run_import(handed_in(ROAD, CANAL, LIGHT), ending, "--apply")
    (there,) = Path("plans/2569").glob("projects.*")
    before = table(there)
    form = handed_in(*rows, name="บางส่วน.xlsx", **more)
    done = run_import(form, "--into", "look")
    assert "--part" in done.output and "--whole" in done.output
    made = table(Path("look", there))
    others = [row for row in before if row["โครงการ"] not in {one.name for one in rows}]
    asked = {row["รหัสโครงการ"]: row.get("คำถามจากแบบ", "") for row in made}
    assert all("แต่แบบที่นำเข้าไม่มี" in asked[row["รหัสโครงการ"]] for row in others)
    assert problems("look").count("import-confirm") == 1

    run_import(form, "--into", "part", "--part")
    kept = table(Path("part", there))
    assert [row for row in kept if row in others] == others
    assert len(kept) == len(others) + len(rows)

    run_import(form, "--into", "whole", "--whole")
    assert {row["โครงการ"] for row in table(Path("whole", there))} == {one.name for one in rows}


def test_a_row_that_a_form_has_not_is_answered_in_the_row_by_deleting_row_or_text() -> None:
    run_import(handed_in(ROAD, CANAL, LIGHT), "--csv", "--apply")
    run_import(handed_in(ROAD, name="ใหม่.xlsx"), "--into", "look")
    path = Path("look", f"{TABLE}.csv")
    head, road, canal, light = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    assert canal[head.index("โครงการ")] == CANAL.name
    light[head.index("คำถามจากแบบ")] = ""
    out = io.StringIO()
    csv.writer(out).writerows([head, road, light])
    path.write_text(out.getvalue(), "utf-8-sig")
    assert run_import("look", "--apply").exit_code == 0
    assert [row["โครงการ"] for row in table(Path(f"{TABLE}.csv"))] == [ROAD.name, LIGHT.name]
    assert "import-confirm" not in problems()
    # A form that lacks the row again asks again: nobody said that this one is a part.
    assert "--part" in run_import(handed_in(ROAD, name="อีก.xlsx"), "--into", "again").output


def test_what_staff_filled_in_stays_where_the_form_says_nothing_of_it() -> None:
    applied(ROAD, LIGHT)
    answered(Path(f"{TABLE}.xlsx"), 3, JAN | {"หมู่ที่": "5"})
    cheaper = Row(LIGHT.name, place=LIGHT.place, months=(), budget="9,000")
    done = run_import(handed_in(ROAD, cheaper, name="ใหม่.xlsx"), "--into", "look", "--apply")
    row = table(Path(f"{TABLE}.xlsx"))[1]
    assert (row["เริ่ม"], row["หมู่ที่"], row["งบประมาณ"]) == ("ม.ค. 2569", "5", "9000")
    assert "ต้องตอบ" not in done.output


def test_the_report_says_which_months_somebody_has_answered() -> None:
    applied(ROAD, LIGHT)
    answered(Path(f"{TABLE}.xlsx"), 3, JAN)
    page, text, lines = report(ROAD, Row(LIGHT.name, place=LIGHT.place, months=(), budget="9,000"))
    assert all("ตามที่ตอบไว้: ม.ค.–มี.ค." in one for one in (page, text, str(lines)))
    assert "อีก 1 แถวตามที่ตอบไว้แล้ว" in page and "ต้องตอบ" not in text.partition("## ค.")[2]


def test_answers_in_the_folder_are_what_is_taken_over() -> None:
    form = handed_in(ROAD, LIGHT)
    run_import(form)
    answered(Path("import-2569", f"{TABLE}.xlsx"), 3, JAN)
    done = run_import(form, "--apply")
    assert "พร้อมคำตอบในนั้น" in done.output
    assert problems() == []


@pytest.mark.parametrize("again", [False, True])
def test_an_import_that_was_taken_over_already_is_told_so_and_changes_nothing(again: bool) -> None:
    if again:
        applied(ROAD)
    run_import(handed_in(ROAD, CANAL, name="ใหม่.xlsx"), "--into", "look")
    assert "นำเข้าคลังแล้ว" in run_import("look", "--apply").output
    before = tree()
    done = run_import("look", "--apply")
    assert done.exit_code == 0 and "ไม่มีอะไรเปลี่ยน" in done.output
    assert tree() == before


def test_a_folder_that_was_taken_over_goes_on_until_the_portal_goes_another_way() -> None:
    run_import(handed_in(ROAD, LIGHT), "--into", "look", "--apply")
    answered(Path("look", f"{TABLE}.xlsx"), 3, JAN)
    assert "นำเข้าคลังแล้ว" in run_import("look", "--apply").output
    assert problems() == []
    answered(Path(f"{TABLE}.xlsx"), 2, {"หมู่ที่": "1"})
    before = tree()
    refused = run_import("look", "--apply")
    assert refused.exit_code == 2 and "โฟลเดอร์นี้นำเข้าคลังไปแล้ว" in refused.output
    assert "--portal" not in refused.output and tree() == before


RESULTS = ("สถานะ", "ร้อยละ", "เบิกจ่าย", "ผลการดำเนินงาน")


@pytest.mark.parametrize(
    ("results", "heading"),
    [
        (("ไม่รู้", "50", "100", "ก"), "สถานะ"),
        (("แล้วเสร็จ", "ครึ่งหนึ่ง", "100", "ก"), "ร้อยละ"),
        (("แล้วเสร็จ", "100", "ราวหมื่น", "ก"), "เบิกจ่าย"),
    ],
)
def test_what_a_check_cannot_read_is_not_taken_over_and_the_form_may_come_again(
    results: tuple[str, ...], heading: str
) -> None:
    applied(ROAD, CANAL)
    before = tree()
    form = partial(handed_in, beside=RESULTS)
    wrong = form(replace(ROAD, beside=results), name="ผล.xlsx")
    run_import(wrong, "--date", "20 พ.ย. 2568", "--into", "look")
    refused = run_import("look", "--apply")
    assert refused.exit_code == 2 and heading in refused.output and "look" in refused.output
    assert tree() == before
    right = form(replace(ROAD, beside=("แล้วเสร็จ", "100", "100", "ก")), name="แก้.xlsx")
    assert run_import(right, "--date", "20 พ.ย. 2568", "--apply").exit_code == 0
    assert problems() == [] and len(table(Path(f"{TABLE}.xlsx"))) == 2


def test_a_year_that_somebody_changed_meanwhile_is_not_written_over() -> None:
    applied(ROAD)
    run_import(handed_in(ROAD, CANAL, name="ใหม่.xlsx"), "--into", "look")
    answered(Path(f"{TABLE}.xlsx"), 2, {"หมู่ที่": "1"})
    before = tree()
    refused = run_import("look", "--apply")
    assert refused.exit_code == 2 and "แก้หลังจากนำเข้า" in refused.output
    assert tree() == before


def test_the_form_of_another_office_is_not_taken_over() -> None:
    applied(ROAD)
    before = tree()
    other = handed_in(CANAL, name="ใหม่.xlsx", office="เทศบาลตำบลทุ่งข้าวเงินยวง")
    refused = run_import(other, "--apply")
    assert refused.exit_code == 2 and "เทศบาลตำบลทุ่งข้าวเงินยวง" in refused.output
    assert tree() == before


def test_announced_rows_are_not_replaced() -> None:
    applied(ROAD)
    settings = Path("plans/2569/plan.yml")
    days = "considered: 2568-10-10\nannounced: 2568-10-15\n"
    days += "posted_from: 2568-10-16\nposted_until: 2568-11-20\n"
    settings.write_text(settings.read_text("utf-8") + days, encoding="utf-8")
    assert run("announce", "2569", "--today", "2568-11-24").exit_code == 0
    dearer = handed_in(Row(ROAD.name, budget="12,500"), name="ใหม่.xlsx")
    refused = run_import(dearer, "--apply")
    assert refused.exit_code == 2 and "ประกาศแล้ว" in refused.output


AMENDED = "แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2569 เพิ่มเติมและเปลี่ยนแปลง ครั้งที่ 1/2569"


def test_a_form_of_an_amendment_is_held_against_the_plan() -> None:
    applied(ROAD, CANAL)
    rows = [Row(CANAL.name, place=CANAL.place, budget="7,000", months=(5,)), Row("เพิ่มใหม่")]
    applied(*rows, name="แก้.xlsx", title=AMENDED)
    amended = table(Path("plans/2569/amendments/1/projects.xlsx"))
    told = [(row["รหัสโครงการ"], row["การเปลี่ยนแปลง"]) for row in amended]
    assert told == [("2569-002", "แก้ไข"), ("2569-003", "เพิ่ม")]
    assert 'number: "1/2569"' in Path("plans/2569/amendments/1/plan.yml").read_text("utf-8")
    assert problems() == ["reason-missing"]


def test_an_amendment_that_comes_again_keeps_codes_reasons_and_its_days() -> None:
    applied(ROAD, CANAL)
    altered, new = Row(CANAL.name, place=CANAL.place, budget="7,000"), Row("เพิ่มใหม่")
    applied(altered, new, name="แก้.xlsx", title=AMENDED)
    amendment = Path("plans/2569/amendments/1/projects.xlsx")
    for number in (2, 3):
        answered(amendment, number, {"เหตุผล": "งบประมาณเหลือจ่าย"})
    days = amendment.with_name("plan.yml")
    days.write_text(days.read_text("utf-8") + "considered: 2568-11-10\n", encoding="utf-8")
    kept = days.read_bytes()
    dearer = Row(CANAL.name, place=CANAL.place, budget="8,000")
    again = handed_in(dearer, new, Row("เพิ่มอีก"), name="แก้อีก.xlsx", title=AMENDED)
    assert run_import(again, "--into", "look", "--apply").exit_code == 0
    told = [(row["รหัสโครงการ"], row["การเปลี่ยนแปลง"], row["เหตุผล"]) for row in table(amendment)]
    why = "งบประมาณเหลือจ่าย"
    assert told[:2] == [("2569-002", "แก้ไข", why), ("2569-003", "เพิ่ม", why)]
    assert told[2][:2] == ("2569-004", "เพิ่ม")
    assert days.read_bytes() == kept


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("แก้ไข ครั้งที่ 1", "เพิ่มเติม ครั้งที่ ๑"),
        ("ฉบับที่ 1 (แก้ไข)", "ครั้งที่ 2/2569 ฉบับแก้ไข"),
        ("เพิ่มเติม ครั้งที่ 3", "เพิ่มเติม ครั้งที่ 1"),
        ("เพิ่มเติม ครั้งที่ 2/2569", "เปลี่ยนแปลง ครั้งที่ 1/2569"),
    ],
)
def test_an_amendment_of_another_number_or_kind_replaces_no_row_of_one_that_is_there(
    first: str, then: str
) -> None:
    applied(ROAD, CANAL)
    title = AMENDED.partition("เพิ่มเติม")[0]
    applied(Row("เพิ่มใหม่"), name="หนึ่ง.xlsx", title=title + first)
    there = {path: path.read_bytes() for path in Path("plans/2569/amendments/1").iterdir()}
    form = handed_in(Row("เพิ่มอีก"), name="สอง.xlsx", title=title + then)
    made = run_import(form, "--into", "look")
    assert made.exit_code == 0, made.output
    own = Path("look/plans/2569/amendments")
    assert [row["โครงการ"] for row in table(own / "2/projects.xlsx")] == ["เพิ่มอีก"]
    assert all((own.parents[2] / path).read_bytes() == data for path, data in there.items())


PLAIN = AMENDED.partition(" เพิ่มเติม")[0]
UNNUMBERED = {
    "in brackets": "แผนการดำเนินงาน (ฉบับแก้ไข) ประจำปีงบประมาณ พ.ศ. 2569",
    "at the end": f"{PLAIN} เพิ่มเติม",
    "two kinds": f"{PLAIN} (แก้ไข/เปลี่ยนแปลง)",
    "dots": f"{PLAIN} ฉบับแก้ไขเพิ่มเติม ครั้งที่ .....",
    "a line of its own": f"{PLAIN}\n(ฉบับแก้ไขเพิ่มเติม)",
}


@pytest.mark.parametrize("name", UNNUMBERED)
def test_an_edition_without_a_number_is_asked_whether_it_amends_or_is_the_plan(name: str) -> None:
    applied(ROAD, CANAL)
    before = tree()
    dearer = Row(CANAL.name, place=CANAL.place, budget="7,000", number="2")
    form = handed_in(dearer, name="แก้.xlsx", title=UNNUMBERED[name])
    asked = run_import(form, "--into", "look")
    assert "--edition plan" in asked.output and "--edition amendment" in asked.output
    assert not Path("look/plans/2569/amendments").exists()
    refused = run_import("look", "--apply")
    assert refused.exit_code == 2 and "--edition amendment" in refused.output

    plan = run_import(form, "--into", "plan", "--edition", "plan", "--whole")
    assert "--edition" not in plan.output
    assert [row["งบประมาณ"] for row in table(Path("plan", f"{TABLE}.xlsx"))] == ["7000"]

    amends = run_import(form, "--into", "amends", "--edition", "amendment")
    assert "ลำดับที่ข้าม" not in amends.output and "--edition" not in amends.output
    (row,) = table(Path("amends/plans/2569/amendments/1/projects.xlsx"))
    assert row["รหัสโครงการ"] == "2569-002"
    assert len(table(Path("amends", f"{TABLE}.xlsx"))) == 2
    assert tree() == before
    # Taken over and handed in again, it is the same paper, not the next.
    assert run_import("amends", "--apply").exit_code == 0
    cheaper = replace(dearer, budget="6,000")
    again = handed_in(cheaper, name="แก้อีก.xlsx", title=UNNUMBERED[name])
    run_import(again, "--into", "again", "--edition", "amendment")
    assert sorted(path.name for path in Path("again/plans/2569/amendments").iterdir()) == ["1"]


@pytest.mark.parametrize(
    "title",
    [
        PLAIN,
        f"{PLAIN} ตามแผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570) แก้ไข",
        f"{PLAIN} เพิ่มเติม ครั้งที่ 1",
    ],
)
def test_a_title_that_is_no_doubt_is_not_asked_about(title: str) -> None:
    assert "--edition" not in run_import(handed_in(ROAD, title=title)).output


def test_an_edition_that_is_ordered_against_the_title_is_asked_row_by_row_or_refused() -> None:
    applied(ROAD, CANAL)
    form = handed_in(ROAD, Row("เพิ่มใหม่"), name="แก้.xlsx")
    done = run_import(form, "--edition", "amendment", "--into", "look")
    assert "แถวนี้ทำอะไรกับแผนเดิม" in done.output
    rows = table(Path("look/plans/2569/amendments/1/projects.xlsx"))
    assert not any(row.get("การเปลี่ยนแปลง") for row in rows)
    numbered = handed_in(ROAD, name="ที่สอง.xlsx", title=AMENDED)
    refused = run_import(numbered, "--edition", "plan")
    assert refused.exit_code == 2 and "ไม่ใส่ --edition" in refused.output


def test_an_amendment_of_a_year_that_the_portal_has_not_is_not_taken_over() -> None:
    applied(ROAD)
    title = AMENDED.replace("2569", "2570")
    refused = run_import(handed_in(CANAL, name="แก้.xlsx", title=title, year=2570), "--apply")
    assert refused.exit_code == 2 and "ยังไม่มีแผนปี 2570" in refused.output
    assert not Path("plans/2570").exists()


def test_without_the_plan_each_row_of_an_amendment_asks_what_it_does() -> None:
    done = run_import(handed_in(ROAD, CANAL, title=AMENDED))
    assert "เพิ่ม หรือ แก้ไข หรือ ยกเลิก" in done.output
    path = Path("import-2569-amendment/plans/2569/amendments/1/projects.xlsx")
    assert [row.get("การเปลี่ยนแปลง", "") for row in table(path)] == ["", ""]
    assert "import-question" in problems("import-2569-amendment")
    for number in (2, 3):
        answered(path, number, {"การเปลี่ยนแปลง": "เพิ่ม", "เหตุผล": "งบประมาณเหลือจ่าย"})
    left = set(problems("import-2569-amendment"))
    assert left <= {"table-empty"}


def test_a_form_with_results_becomes_rows_of_progress() -> None:
    applied(ROAD, CANAL)
    before = tree()[f"{TABLE}.xlsx"]
    done = ("แล้วเสร็จ", "100", "9,500", "ก่อสร้างครบ")
    rows = [
        Row(ROAD.name, beside=done),
        Row(CANAL.name, place=CANAL.place, months=CANAL.months, beside=("", "", "", "")),
    ]
    headings = ("สถานะ", "ร้อยละ", "เบิกจ่าย", "ผลการดำเนินงาน")
    form = handed_in(*rows, name="ผล.xlsx", beside=headings)
    assert run_import(form, "--date", "20 พ.ย. 2568", "--into", "look").exit_code == 0
    assert run_import("look", "--apply").exit_code == 0
    (told,) = table(Path("plans/2569/progress.csv"))
    assert (told["รหัสโครงการ"], told["ร้อยละ"], told["สถานะ"]) == ("2569-001", "100", "แล้วเสร็จ")
    assert tree()[f"{TABLE}.xlsx"] == before
    assert problems() == []


def test_results_without_a_day_or_a_status_are_asked_for_them() -> None:
    rows = [Row(ROAD.name, beside=("100", "ก่อสร้างครบ"))]
    done = run_import(handed_in(*rows, beside=("ร้อยละ", "ผลการดำเนินงาน")))
    assert "--date" in done.output and "2569-001" in done.output
    assert problems("import-2569").count("cell-missing") == 2


# Killed


class _KilledError(BaseException):
    """As if the process had ended here."""


def killed_after(steps: int, patch: pytest.MonkeyPatch) -> None:
    """Have the run end before a step that writes: the first for 0."""
    left = [steps]

    def step(real: Any, *arguments: Any, **more: Any) -> None:
        if left[0] == 0:
            raise _KilledError
        left[0] -= 1
        real(*arguments, **more)

    for name in ("put_file", "move_file"):
        patch.setattr(taking, name, partial(step, getattr(taking, name)))


@pytest.mark.parametrize("there", [False, True])
def test_a_run_that_is_killed_anywhere_leaves_the_year_whole(
    there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if there:
        applied(ROAD, name="เดิม.xlsx")
    run_import(handed_in(ROAD, CANAL), "--into", "look")
    found = taking.import_in(Path("look"))
    assert found
    names = taking.changed_files(Path("look"), Path(), found)
    old = Path(f"{TABLE}.xlsx").read_bytes() if there else b""
    new = Path(f"look/{TABLE}.xlsx").read_bytes()
    for steps in range(12):
        with monkeypatch.context() as patch, suppress(_KilledError):
            killed_after(steps, patch)
            taking.take_over(Path("look"), Path(), 2569, names)
            break
        assert (
            [Path(f"{TABLE}.xlsx").read_bytes()] == [old]
            if there
            else not Path("plans/2569").exists()
        )
    assert 0 < steps < 11
    assert Path(f"{TABLE}.xlsx").read_bytes() == new
    assert not list(Path().glob(".phaen-import-*"))
    assert problems() == []


def test_a_folder_in_the_plan_itself_is_refused() -> None:
    applied(ROAD)
    with pytest.raises(FolderRefusedError):
        run_import(handed_in(CANAL, name="ใหม่.xlsx"), "--into", "plans/2570")


def test_a_file_that_only_claims_to_be_a_workbook_is_refused_by_what_it_is() -> None:
    with zipfile.ZipFile("a.xlsx", "w") as made:
        made.writestr("readme.txt", "x")
    assert "zip" in run_import("a.xlsx").output


def test_to_compare_one_year_no_year_before_the_last_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal = portal_folder(tmp_path / "portal")
    told = (portal / "plans/2570/plan.yml").read_text("utf-8")
    for year in (2567, 2568, 2569):
        folder = portal / f"plans/{year}"
        folder.mkdir()
        back = told.replace("2570", str(year)).replace("2569", str(year - 1))
        (folder / "plan.yml").write_text(back, "utf-8")
        (folder / "projects.csv").write_text(
            csv_table([make_row(id=f"{year}-001", start=f"พ.ย. {year - 1}", end=f"ม.ค. {year}")]),
            "utf-8",
        )
    read: list[str] = []
    whole = plan_reader.parse_plan

    def noting(files: YearFiles, *more: Any) -> Plan:
        read.append(files.folder)
        return whole(files, *more)

    monkeypatch.setattr(portal_reader, "parse_plan", noting)
    monkeypatch.chdir(tmp_path)
    form = OfficeForm([Row("ขุดลอกคลอง")], year=2570, office="เทศบาลตำบลตัวอย่าง")
    done = run(
        "import", form.write(tmp_path / "form.xlsx"), "--portal", portal, "--today", "2569-11-24"
    )
    assert "ต่างจากแผนในคลังดังนี้" in done.output, done.output
    assert "ใหม่" in done.output and "2569-001" not in done.output
    assert read == ["2570", "2569", "2570"]
