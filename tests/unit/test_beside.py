"""Whatever lies beside a plan's files is read, or named with its nearest right name."""

import unicodedata
from pathlib import Path

import pytest

from generator.machine.layout import PLANS_PARTS, TABLE_ENDINGS, YEAR_PARTS
from generator.machine.litter import is_litter
from generator.plan.filenames import meant, paper_meant
from generator.problems import Problem
from photographs import photo, scene
from portals import GOOD, PLAN, PROJECTS, ROOT, checked, codes, portal_folder
from uploads import pdf

Files = dict[str, str | bytes | None]
YEAR = "plans/2570"
GOOD_CSV = (GOOD / PROJECTS).read_bytes()
GOOD_PLAN = (GOOD / PLAN).read_text(encoding="utf-8")
PAPERED = GOOD_PLAN + "  documents:\n    - {title: ประกาศ, file: %s}\n"
REPORTS = "project,date,status\n"


def problems(folder: Path) -> list[Problem]:
    return list(checked(folder).report)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Progress.csv", "progress.csv"),
        ("PROGRESS.XLSX", "progress.xlsx"),
        ("progress.csv.csv", "progress.csv"),
        ("progress.xlsx.csv", "progress.xlsx"),
        ("progress.csv.txt", "progress.csv"),
        ("progress.xls", "progress.xlsx"),
        ("progress.xlsm", "progress.xlsx"),
        ("progress.xlsb", "progress.xlsx"),
        ("progress.ods", "progress.xlsx"),
        ("progress.numbers", "progress.xlsx"),
        ("progress.gsheet", "progress.xlsx"),
        ("progress.tsv", "progress.xlsx"),
        ("progres.csv", "progress.csv"),
        ("progresss.xlsx", "progress.xlsx"),
        ("prógress.csv", "progress.csv"),
        ("prоgress.csv", "progress.csv"),  # a Cyrillic о
        ("ｐｒｏｇｒｅｓｓ.csv", "progress.csv"),
        ("progress (1).csv", "progress.csv"),
        ("progress(2).csv", "progress.csv"),
        ("progress - Copy.csv", "progress.csv"),
        ("progress - สำเนา.csv", "progress.csv"),
        ("สำเนาของ progress.csv", "progress.csv"),
        ("Copy of progress.csv", "progress.csv"),
        ("progress-LAPTOP-8H2K.csv", "progress.csv"),
        ("progress-SOMSRI.csv", "progress.csv"),
        ("progress (ปลัด's conflicted copy 2569-11-20).csv", "progress.csv"),
        ("progress.sync-conflict-20261120-101112-ABCDEF.csv", "progress.csv"),
        ("progress_v2.csv", "progress.csv"),
        ("progress 2570.csv", "progress.csv"),
        ("progress_final.xlsx", "progress.xlsx"),
        ("progress.csv.bak", "progress.csv"),
        ("ความก้าวหน้า.csv", "progress.csv"),
        ("รายงาน ไตรมาส 1.xlsx", "progress.xlsx"),
        ("progress", "progress.csv"),
        ("progress.docx", "progress.xlsx"),
        ("progress.xlsx.lnk", "progress.xlsx"),
        ("Overlap.yml", "overlap.yml"),
        ("overlap.yaml", "overlap.yml"),
        ("overlap.yml.txt", "overlap.yml"),
        ("withdraw.yml", "withdrawn.yml"),
    ],
)
def test_a_file_that_is_nearly_named_right_is_named_with_the_right_name(
    name: str, wanted: str, tmp_path: Path
) -> None:
    found = problems(portal_folder(tmp_path, {f"{YEAR}/{name}": REPORTS}))
    # What only calls itself a workbook cannot be looked into for personal data either.
    assert {problem.code for problem in found} <= {"file-unread", "source-unread"}
    assert found[0].code == "file-unread"
    assert wanted in found[0].advice
    assert found[0].place.file == f"{YEAR}/{name}"


@pytest.mark.parametrize(
    "name",
    [
        *("Projects.csv", "project.csv", "projects (1).csv", "โครงการ.csv", "แผน 2570.csv"),
        *("ผด.02.csv", "plan.csv", "projects.csv.csv", "projects-DESKTOP-1.csv", "งบ.csv"),
    ],
)
def test_a_missing_table_is_one_message_and_following_it_mends_the_plan(
    name: str, tmp_path: Path
) -> None:
    folder = portal_folder(tmp_path, {PROJECTS: None, f"{YEAR}/{name}": GOOD_CSV})
    (problem,) = problems(folder)
    assert problem.code == "file-missing"
    assert name in problem.advice and "projects.xlsx" in problem.message
    assert "เปลี่ยนชื่อเป็น projects.csv" in problem.advice
    (folder / YEAR / name).rename(folder / PROJECTS)
    assert codes(folder) == []


@pytest.mark.parametrize("name", ["plan.yml.txt", "plan.yaml", "Plan.yml", "plan (1).yml"])
def test_a_missing_plan_yml_is_one_message(name: str, tmp_path: Path) -> None:
    folder = portal_folder(tmp_path, {PLAN: None, f"{YEAR}/{name}": GOOD_PLAN})
    (problem,) = problems(folder)
    assert problem.code == "file-missing" and name in problem.advice


@pytest.mark.parametrize("name", ["organisation.yml", "organization.yaml", "Organization.yml.txt"])
def test_a_missing_organization_is_one_message(name: str, tmp_path: Path) -> None:
    path = "plans/organization.yml"
    portal_folder(tmp_path, {path: None, f"plans/{name}": "kind: อบต.\n"})
    (problem,) = problems(tmp_path)
    assert problem.code == "file-missing" and name in problem.advice


def test_a_second_table_beside_the_one_that_is_read_says_which_is_read(tmp_path: Path) -> None:
    files: Files = {f"{YEAR}/projects-DESKTOP-9.csv": GOOD_CSV}
    (problem,) = problems(portal_folder(tmp_path, files))
    assert problem.code == "file-unread" and "projects.csv" in problem.message


@pytest.mark.parametrize(
    ("name", "year"),
    [("๒๕๗๐", "2570"), ("2027", "2570"), ("ปี 2570", "2570"), ("70", "2570"), ("FY2570", "2570")],
)
def test_a_year_by_another_name_is_one_message_with_its_right_name(
    name: str, year: str, tmp_path: Path
) -> None:
    portal_folder(tmp_path)
    (tmp_path / YEAR).rename(tmp_path / "plans" / name)
    (problem,) = problems(tmp_path)
    assert problem.code == "file-missing"
    assert f"“{name}”" in problem.advice and f"เป็น {year}" in problem.advice
    (tmp_path / "plans" / name).rename(tmp_path / "plans" / year)
    assert codes(tmp_path) == []


@pytest.mark.parametrize("name", ["amendment", "Amendments", "amendmants", "ฉบับแก้ไข"])
def test_amendments_in_a_folder_of_another_name_are_an_error(name: str, tmp_path: Path) -> None:
    files: Files = {
        f"{YEAR}/{name}/1/plan.yml": "kind: แก้ไข\n",
        f"{YEAR}/{name}/1/projects.csv": GOOD_CSV,
    }
    (problem,) = problems(portal_folder(tmp_path, files))
    assert problem.code == "folder-misnamed" and "amendments" in problem.advice


def test_an_amendments_files_beside_its_folder_are_led_into_it(tmp_path: Path) -> None:
    (problem,) = problems(portal_folder(tmp_path, {f"{YEAR}/amendments/projects.csv": GOOD_CSV}))
    assert problem.code == "file-unread"
    assert f"{YEAR}/amendments/1/projects.csv" in problem.advice


def test_papers_that_no_plan_names_are_one_message_a_folder(tmp_path: Path) -> None:
    files: Files = {f"{YEAR}/documents/{name}.pdf": pdf() for name in ("a", "b", "c")}
    (problem,) = problems(portal_folder(tmp_path, {**files, f"{YEAR}/letter.pdf": pdf()}))[1:]
    assert problem.code == "paper-unnamed"
    folder = portal_folder(tmp_path, {PLAN: PAPERED % "documents/a.pdf"})
    told = [one for one in problems(folder) if "documents" in one.place.file]
    assert ["“b.pdf” “c.pdf”" in one.message for one in told] == [True]


@pytest.mark.parametrize("file", ["before.jpg", "receipt.pdf", "ภาพหลังทำ.png"])
def test_a_file_of_a_project_is_led_to_the_column_of_evidence_and_that_settles_it(
    file: str, tmp_path: Path
) -> None:
    made = {"pdf": pdf(), "jpg": photo(scene(90, 70)), "png": photo(scene(90, 70), "PNG")}
    files: Files = {f"{YEAR}/documents/{file}": made[file.rpartition(".")[2]]}
    (problem,) = problems(portal_folder(tmp_path, files))
    assert problem.code == "paper-unnamed"
    named = f"documents/{file}"
    assert f"{named} ในช่องหลักฐานของ progress.csv" in problem.advice
    rows = f"รหัสโครงการ,ณ วันที่,สถานะ,หลักฐาน\n2570-001,2569-11-10,ยังไม่ดำเนินการ,{named}\n"
    files[f"{YEAR}/progress.csv"] = rows
    assert "paper-unnamed" not in codes(portal_folder(tmp_path, files))


@pytest.mark.parametrize(
    "written",
    [
        "documents\\a.pdf",
        '"documents\\a.pdf"',
        "'documents\\a.pdf'",
        '"documents\\\\a.pdf"',
        "./documents/a.pdf",
        "“documents/a.pdf”",
    ],
)
def test_the_path_of_a_paper_is_taken_as_it_is_meant(written: str, tmp_path: Path) -> None:
    files: Files = {PLAN: PAPERED % written, f"{YEAR}/documents/a.pdf": pdf()}
    assert codes(portal_folder(tmp_path, files)) == []


@pytest.mark.parametrize(
    ("written", "there", "said"),
    [
        ("แผนดำเนินงาน.pdf", "แผนด\u0e4d\u0e32เนินงาน.pdf", "นิคหิต"),
        ("a.pdf", "A.pdf", "ตัวพิมพ์ใหญ่เล็ก"),
        ("café.pdf", unicodedata.normalize("NFD", "café.pdf"), "NFD"),
        ("scan.pdf", "sc\u0430n.pdf", "U+0430"),
        ("a b.pdf", "a\u00a0b.pdf", "U+00A0"),
        ("ประกาศ.pdf", "ประกาศ (1).pdf", "ชื่อคล้ายกัน"),
        ("ประกาศ.pdf", "ประกาศ.pdf.pdf", "ชื่อคล้ายกัน"),
        ("announcement.pdf", "anouncement.pdf", "ชื่อคล้ายกัน"),
    ],
)
def test_a_paper_of_nearly_that_name_is_named_and_told_once(
    written: str, there: str, said: str, tmp_path: Path
) -> None:
    files: Files = {PLAN: PAPERED % f'"documents/{written}"', f"{YEAR}/documents/{there}": pdf()}
    (problem,) = problems(portal_folder(tmp_path, files))
    assert problem.code == "document-missing"
    assert there in problem.advice and said in problem.advice


def test_a_paper_that_nothing_is_like_is_only_missing() -> None:
    assert paper_meant("documents/a.pdf", ["documents/ประกาศ.pdf", "plan.yml"]) == ("", "")


LITTER = (
    *("Thumbs.db", "THUMBS.DB", "desktop.ini", ".DS_Store", "~$projects.xlsx", "ehthumbs.db"),
    *(".~lock.projects.xlsx#", ".goutputstream-X1Y2Z3", "~WRL0001.tmp", "A1B2C3D4.tmp"),
    *("7D3F0A00", "projects.csv~", "#plan.yml#", "._plan.yml", ".plan.yml.swp"),
    *("__MACOSX/plan.yml", "$RECYCLE.BIN/x.csv", "@eaDir/projects.csv"),
)


@pytest.mark.parametrize("name", LITTER)
@pytest.mark.parametrize("below", ["plans", YEAR, f"{YEAR}/documents", "content"])
def test_what_systems_leave_is_passed_over_everywhere(
    name: str, below: str, tmp_path: Path
) -> None:
    assert is_litter(name)
    assert codes(portal_folder(tmp_path, {f"{below}/{name}": b"\0"})) == []


@pytest.mark.parametrize("name", ["projects.csv", "tmp.csv", "a~b.pdf", "12345678.pdf", "abc.yml"])
def test_what_somebody_wrote_is_no_litter(name: str) -> None:
    assert not is_litter(name) and not is_litter(f"documents/{name}")


def test_every_part_of_the_table_is_known_by_its_own_name_and_no_other() -> None:
    for parts in (YEAR_PARTS, PLANS_PARTS):
        for part in parts:
            for name in part.names:
                found = meant(name, parts)
                assert found and found.part is part
                assert found.name == name


@pytest.mark.parametrize("name", ["ประกาศใช้แผน.pdf", "IMG_0012.jpg", "กองช่าง.docx", "x.zip"])
def test_papers_are_not_taken_for_ours(name: str) -> None:
    assert meant(name, YEAR_PARTS) is None


@pytest.mark.parametrize("ending", TABLE_ENDINGS)
def test_a_table_that_nothing_tells_of_is_named_with_both_names(
    ending: str, tmp_path: Path
) -> None:
    (problem,) = problems(portal_folder(tmp_path, {f"{YEAR}/กองช่าง{ending}": b"x"}))[:1]
    assert problem.code == "file-unread"
    assert f"projects{ending}" in problem.advice and f"progress{ending}" in problem.advice


def test_a_folder_without_plans_is_no_portal_whatever_else_it_is(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path)
    assert problem.code == "portal-missing" and "plan.yml" in problem.advice
    assert "สร้างไฟล์" not in problem.advice


def test_a_folder_within_a_portal_leads_back_to_the_portal(tmp_path: Path) -> None:
    portal_folder(tmp_path / "x")
    assert "--portal x" in problems(tmp_path)[0].advice
    assert "--portal .. " in f"{problems(tmp_path / 'x/plans')[0].advice} "
    assert "--portal ../.." in problems(tmp_path / "x" / YEAR)[0].advice


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html><table><tr><td>1</td></tr></table>", "HTML"),
        (GOOD_CSV, "เปลี่ยนชื่อเป็น projects.csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "บันทึกเป็นสมุดงาน Excel (.xlsx)"),
    ],
)
def test_an_old_workbook_is_called_what_it_really_is(
    data: bytes, said: str, tmp_path: Path
) -> None:
    files: Files = {PROJECTS: None, f"{YEAR}/projects.xls": data}
    (problem,) = problems(portal_folder(tmp_path, files))
    assert problem.code == "file-missing" and said in problem.advice


def test_a_table_one_folder_too_deep_is_one_message(tmp_path: Path) -> None:
    files: Files = {PROJECTS: None, f"{YEAR}/2570/projects.csv": GOOD_CSV}
    (problem,) = problems(portal_folder(tmp_path, files))
    assert problem.code == "file-missing" and "2570/projects.csv" in problem.advice


def test_an_amendments_folder_in_thai_digits_is_told_its_name(tmp_path: Path) -> None:
    folder = portal_folder(tmp_path, {f"{YEAR}/amendments/๑/plan.yml": "kind: แก้ไข\n"})
    told = {problem.code: problem for problem in problems(folder)}
    assert "เป็น 1 " in told["amendment-number"].advice


def test_a_copy_of_a_record_is_no_record_of_an_edition(tmp_path: Path) -> None:
    files: Files = {f"{YEAR}/announced/0 (1).csv": GOOD_CSV}
    (problem,) = problems(portal_folder(tmp_path, files))
    assert problem.code == "file-unread" and "phaen announce" in problem.advice


@pytest.mark.parametrize("name", ["projects.csv", "plan.yml", "organization (1).yml", "a.docx"])
def test_a_file_in_plans_itself_is_named_with_where_it_belongs(name: str, tmp_path: Path) -> None:
    (problem,) = problems(portal_folder(tmp_path, {f"plans/{name}": "a: 1\n"}))
    wanted = "organization.yml" if "org" in name else YEAR
    assert problem.code == "file-unread" and wanted in problem.advice


def test_what_readers_of_a_repository_are_told_is_no_stray(tmp_path: Path) -> None:
    assert codes(portal_folder(tmp_path, {"plans/README.md": "x"})) == []


def test_a_table_among_the_pages_is_said_to_be_no_plan(tmp_path: Path) -> None:
    workbook = (ROOT / "plans/2569/projects.xlsx").read_bytes()
    (problem,) = problems(portal_folder(tmp_path, {"content/projects.xlsx": workbook}))
    assert problem.code == "file-unread" and "content" in problem.message


@pytest.mark.parametrize("name", ["ผด.02.docx", "แผน 2570.numbers", "โครงการ.lnk", "กองช่าง.ods"])
def test_what_may_hold_the_missing_table_is_named_whatever_wrote_it(
    name: str, tmp_path: Path
) -> None:
    (problem,) = problems(portal_folder(tmp_path, {PROJECTS: None, f"{YEAR}/{name}": b"PK"}))
    assert problem.code == "file-missing"
    assert name in problem.advice and "projects.xlsx" in problem.advice


@pytest.mark.parametrize(
    ("folders", "told"),
    [
        (["1", "01"], {"01": "2"}),
        (["1", "01", "2"], {"01": "3"}),
        (["01"], {"01": "1"}),
        (["01", "2"], {"01": "1"}),
        (["1", "๒"], {"๒": "2"}),
        (["1", "2", "๑"], {"๑": "3"}),
        (["1", "ครั้งที่ 2"], {"ครั้งที่ 2": "2"}),
        (["1", "3"], {"3": "2"}),
    ],
)
def test_amendment_whose_folder_is_right_is_not_renumbered_by_a_copy_beside_it(
    tmp_path: Path, folders: list[str], told: dict[str, str]
) -> None:
    files: Files = {f"{YEAR}/amendments/{name}/plan.yml": "kind: แก้ไข\n" for name in folders}
    found = problems(portal_folder(tmp_path, files))
    wrong = [one for one in found if one.code == "amendment-number"]
    assert [one.value for one in wrong] == list(told)
    assert all(f"เป็น {told[one.value]} " in one.advice for one in wrong)


@pytest.mark.parametrize("name", ["projects.xlsx ", " projects.csv", "projects .csv"])
def test_name_that_differs_by_a_blank_alone_says_so(tmp_path: Path, name: str) -> None:
    files: Files = {PROJECTS: None, f"{YEAR}/{name}": GOOD_CSV}
    told = {problem.code: problem for problem in problems(portal_folder(tmp_path, files))}
    assert "มีเว้นวรรคเกินในชื่อ" in told["file-missing"].advice
