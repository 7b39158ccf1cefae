"""The catalogue, the rules, the failing portals and the staff guide say the same."""

import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from generator.problems import CATALOGUE, Report
from generator.problems.catalogue import AREAS
from golden import GUIDE as GUIDE_FILE
from golden import PLANS, folders, found, guide, printed
from uploads import jpg, pdf

GUIDE = GUIDE_FILE.read_text(encoding="utf-8")
FOLDERS = {folder.name.removeprefix("bad-"): folder for folder in folders()}

each_portal = pytest.mark.parametrize("code", FOLDERS)


@cache
def found_in(code: str) -> Report:
    """Return the problems of a failing portal; it is checked once for all tests."""
    return found(FOLDERS[code])


def test_every_code_has_its_failing_portal_and_every_portal_its_code() -> None:
    assert set(FOLDERS) == set(CATALOGUE)


def test_no_code_stands_in_the_catalogue_twice() -> None:
    assert [kind.code for area in AREAS for kind in area] == list(CATALOGUE)


# What cannot be without the other: rows that follow one sub-heading only, which is set aside.
BESIDE = {"change-strategy-above": "rows-aside", "strategy-not-told": "rows-aside"}


@each_portal
def test_failing_portal_shows_its_problem_and_nothing_else(code: str) -> None:
    assert {problem.code for problem in found_in(code)} - {BESIDE.get(code)} == {code}
    assert len(list(found_in(code))) == 1 + (code in BESIDE)


@each_portal
def test_what_is_printed_is_what_was_agreed(code: str) -> None:
    expected = (FOLDERS[code] / "expected.txt").read_text(encoding="utf-8")
    assert printed(found_in(code)) == expected


@each_portal
def test_every_problem_says_where_what_and_what_to_do(code: str) -> None:
    for problem in found_in(code):
        assert problem.place.file
        assert problem.message.strip() and problem.advice.strip()
        assert "{" not in problem.message + problem.advice
        assert "“”" not in problem.message + problem.advice


@each_portal
def test_problem_of_a_table_names_the_cell_as_excel_and_the_office_do(code: str) -> None:
    for problem in found_in(code):
        if problem.place.column:
            assert problem.place.row
            assert problem.place.heading or code == "row-too-long"


def test_sound_portal_has_no_problem() -> None:
    assert printed(found(PLANS / "good")) == ""


def test_every_code_has_one_line_in_the_staff_guide() -> None:
    _, messages = GUIDE.split("\n## ข้อความที่ระบบแจ้ง\n")
    explained = re.findall(r"^\| `([a-z-]+)` \| [^|]+ \| [^|]+ \|$", messages, re.MULTILINE)
    assert sorted(explained) == sorted(CATALOGUE)


def test_staff_guide_has_every_column_as_the_table_of_columns_tells_it() -> None:
    assert guide(GUIDE) == GUIDE
    without = "".join(
        line for line in GUIDE.splitlines(keepends=True) if not line.startswith("| `note` |")
    )
    assert without != GUIDE
    assert guide(without) == GUIDE


def test_examples_of_the_staff_guide_are_accepted(tmp_path: Path) -> None:
    organization, plan, amendment = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    year = tmp_path / "plans" / "2570"
    shutil.copytree(FOLDERS["reason-missing"], tmp_path, dirs_exist_ok=True)
    (year.parent / "organization.yml").write_text(organization, encoding="utf-8")
    (year / "plan.yml").write_text(plan, encoding="utf-8")
    (year / "amendments" / "1" / "plan.yml").write_text(amendment, encoding="utf-8")
    (year / "documents").mkdir()
    for name in re.findall(r"documents/([a-z0-9.-]+)", plan):
        (year / "documents" / name).write_bytes(pdf() if name.endswith("pdf") else jpg())
    codes = {problem.code for problem in found(tmp_path)}
    totals = {"stated-projects-differ", "stated-budget-differ"}
    assert codes == {"reason-missing", "announced-unrecorded", *totals}


def test_staff_guide_is_a_plain_page() -> None:
    assert GUIDE.startswith("---\ntitle: ")
    assert not re.search(r"<[a-z/!]", GUIDE)
    assert "{" not in GUIDE
