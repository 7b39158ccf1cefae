"""What goes out of a host's history is all that ever told it, by whatever name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.machine.git_history import History
from generator.plan.withdraw import Needles
from generator.publishing.hosted import Going, going
from histories import PROJECTS, Case, begun, table

SECRET = "ศรีนวลคำแปง"
ENTRIES = "withdrawn:\n  - {{kind: ข้อมูลส่วนบุคคล, file: {file}, day: 2569-11-24, reason: มีชื่อ}}\n"


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return begun(tmp_path)


def gone(case: Case, changed: list[str], needles: Needles, below: str = ".") -> Going:
    root = case.copy / below
    return going(root, case.copy, History(root, os.environ), changed, needles)


@pytest.mark.parametrize("path", ["content/old.md", "plans/2565/projects.csv", "notes/x.txt"])
@pytest.mark.parametrize("coding", ["utf-8", "cp874", "utf-16"])
def test_a_file_that_only_history_has_goes(case: Case, path: str, coding: str) -> None:
    case.commit({path: f"# {SECRET}\n".encode(coding), "content/other.md": "# อื่น\n"})
    case.commit({path: None})
    found = gone(case, ["plans/2570/"], Needles([SECRET]))
    assert found.paths == tuple(sorted(["plans/2570/", path]))
    assert found.standing == ("plans/2570/",)


def test_a_file_under_its_old_name_goes_and_its_new_one_stays_as_it_is_now(case: Case) -> None:
    case.commit({"content/a.md": f"# {SECRET}\n"})
    case.commit({"content/a.md": None, "content/b.md": f"# {SECRET}\n"})
    case.commit({"content/b.md": "# █\n"})
    found = gone(case, ["plans/2570/"], Needles([SECRET]))
    assert found.paths == ("content/a.md", "content/b.md", "plans/2570/")
    assert found.standing == ("content/b.md", "plans/2570/")


def test_a_name_that_is_itself_withdrawn_is_not_told(case: Case) -> None:
    case.commit({f"content/ของ{SECRET}[1].md": "# หน้า\n"})
    case.commit({f"content/ของ{SECRET}[1].md": None})
    found = gone(case, ["plans/2570/"], Needles([SECRET]))
    (glob,) = found.globs
    assert glob == f"content/ของ{'?' * len(SECRET.encode())}[[]1].md"
    assert SECRET not in str(found)


def test_what_another_file_of_such_a_name_is_now_is_put_back(case: Case) -> None:
    other = "ก" * len(SECRET)
    case.commit({f"content/{SECRET}.md": "# หน้า\n", f"content/{other}.md": "# หน้า\n"})
    case.commit({f"content/{SECRET}.md": None})
    found = gone(case, ["plans/2570/"], Needles([SECRET]))
    assert found.standing == (f"content/{other}.md", "plans/2570/")


def test_what_entries_of_every_year_name_goes(case: Case) -> None:
    listed = ENTRIES.format(file="content/thanks.md")
    case.commit({"content/thanks.md": "# █\n", "plans/2569/withdrawn.yml": listed})
    found = gone(case, ["plans/2570/"], Needles())
    assert found.paths == ("content/thanks.md", "plans/2569/", "plans/2570/")
    assert found.standing == found.paths


def test_paths_are_told_from_the_repositorys_folder(case: Case) -> None:
    case.commit({f"office/{PROJECTS}": table("ถนน"), "office/content/x.md": f"{SECRET}\n"})
    found = gone(case, ["plans/2570/"], Needles([SECRET]), "office")
    assert found.paths == ("office/content/x.md", "office/plans/2570/")
