"""The catalogue, the rules, the failing portals and the staff guide say the same."""

import re
from pathlib import Path

import pytest
from golden import PLANS, folders, found, printed

from generator.parse.headings import AMENDMENT_FIELDS, PROGRESS_FIELDS, PROJECT_FIELDS
from generator.problems import CATALOGUE

GUIDE = (Path(__file__).parents[2] / "content" / "guide.md").read_text(encoding="utf-8")
FOLDERS = {folder.name.removeprefix("bad-"): folder for folder in folders()}
FIELDS = {
    (field.code, field.name)
    for field in (*PROJECT_FIELDS, *AMENDMENT_FIELDS, *PROGRESS_FIELDS)
    if field.code != "ordinal" and not field.code.startswith("month-")
}

each_portal = pytest.mark.parametrize("code", FOLDERS)


def test_every_code_has_its_failing_portal_and_every_portal_its_code() -> None:
    assert set(FOLDERS) == set(CATALOGUE)


@each_portal
def test_failing_portal_shows_its_problem_and_nothing_else(code: str) -> None:
    assert [problem.code for problem in found(FOLDERS[code])] == [code]


@each_portal
def test_what_is_printed_is_what_was_agreed(code: str) -> None:
    expected = (FOLDERS[code] / "expected.txt").read_text(encoding="utf-8")
    assert printed(found(FOLDERS[code])) == expected


@each_portal
def test_every_problem_says_where_what_and_what_to_do(code: str) -> None:
    for problem in found(FOLDERS[code]):
        assert problem.place.file
        assert problem.message.strip() and problem.advice.strip()
        assert "{" not in problem.message + problem.advice
        assert "“”" not in problem.message + problem.advice


@each_portal
def test_problem_of_a_table_names_the_cell_as_excel_and_the_office_do(code: str) -> None:
    for problem in found(FOLDERS[code]):
        if problem.place.column:
            assert problem.place.row
            assert problem.place.heading or code == "row-too-long"


def test_sound_portal_has_no_problem() -> None:
    assert printed(found(PLANS / "good")) == ""


def test_every_code_has_one_line_in_the_staff_guide() -> None:
    explained = re.findall(r"^\| `([a-z-]+)` \| [^|]+ \| [^|]+ \|$", GUIDE, re.MULTILINE)
    assert sorted(explained) == sorted(CATALOGUE)


@pytest.mark.parametrize(("code", "heading"), sorted(FIELDS))
def test_every_column_is_in_the_staff_guide(code: str, heading: str) -> None:
    assert f"`{code}`" in GUIDE
    assert heading in GUIDE


def test_staff_guide_is_a_plain_page() -> None:
    assert GUIDE.startswith("---\ntitle: ")
    assert not re.search(r"<[a-z/!]", GUIDE)
    assert "{{" not in GUIDE
    assert "{%" not in GUIDE
