"""The desk asks git only what it cannot know, and never shows what was."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest

from e2e.desks import brought, opened_office, person, unpublished_office
from e2e.remotes import PROJECTS, Office, git

PAGES = ("/", "/rows", "/rows/2570/2570-001", "/progress", "/files", "/draft", "/sheet/2570",
         "/amend", "/announce", "/handed", "/history")  # fmt: skip
AT_FIRST = 36  # of a page after somebody else's push, which it fetches and lays out


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return unpublished_office(tmp_path_factory.mktemp("speed") / "office")


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], int]]:
    """Whatever asks git asks one that writes it down; return how often since the last time."""
    folder, real = tmp_path_factory.mktemp("bin"), shutil.which("git")
    (folder / "git").write_text(f'#!/bin/sh\necho >>"{folder}/asked"\nexec "{real}" "$@"\n')
    (folder / "git").chmod(0o755)
    asked = folder / "asked"

    def count() -> int:
        found = asked.stat().st_size if asked.exists() else 0
        asked.unlink(missing_ok=True)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
        yield count


@pytest.fixture(scope="module")
def where(made: Office, counted: Callable[[], int]) -> Iterator[str]:
    with opened_office(made, "--socket", str(made.folder / "desk.sock")) as told:
        assert counted() > 0
        yield told


def test_a_page_and_a_saved_cell_ask_git_nothing_that_was_asked_before(
    made: Office, where: str, counted: Callable[[], int]
) -> None:
    asker = person(where, "มานะ")
    for path in PAGES:
        assert asker.ask("GET", path).status == 200, path
    counted()
    for path in PAGES:
        asker.ask("GET", path)
        assert (path, counted()) == (path, 0)
    for number in ("71000", "72000"):
        assert asker.sends("/rows/2570/2570-001", {"cell.budget": number}).status == 303
        assert number in asker.ask("GET", "/rows/2570/2570-001").text
        assert counted() == 0
    other = person(where, "ปิติ")
    other.ask("GET", "/")
    assert counted() == 0  # nor does another person's


def test_what_somebody_pushed_is_on_the_very_next_page(
    made: Office, where: str, counted: Callable[[], int]
) -> None:
    asker = person(where, "ชูใจ")
    for number in range(3):
        if number == 1:  # where a reference has no file of its own git is asked
            for folder in (made.remote, made.folder / "remote.desk/work"):
                assert git("pack-refs", "--all", cwd=folder).returncode == 0
        asker.ask("GET", "/")
        text = (made.copy / PROJECTS).read_text("utf-8")
        made.commit(PROJECTS, text.replace("ก่อสร้างถนน", f"ก่อสร้างถนนใหม่ {number}", 1))
        brought(made)
        counted()
        assert f"ถนนใหม่ {number}" in asker.ask("GET", "/rows").text
        assert counted() <= AT_FIRST
        told = asker.ask("GET", "/").text
        assert made.git("log", "-1", "--format=%s") in told
        assert asker.ask("GET", "/").text.count("lamp") == told.count("lamp")


def test_a_history_that_was_written_anew_is_told_and_nothing_of_before_is_shown(
    made: Office, where: str
) -> None:
    asker = person(where, "ชูใจ")
    asker.ask("GET", "/rows")
    tip = git("rev-parse", "main", cwd=made.remote).stdout.strip()
    tree = git("rev-parse", "main^{tree}", cwd=made.remote).stdout.strip()
    new = git("commit-tree", tree, "-m", "anew", cwd=made.remote).stdout.strip()
    git("update-ref", "refs/heads/main", new, cwd=made.remote)
    try:
        told = asker.ask("GET", "/rows")
        assert told.status == 409
        assert "เขียนใหม่" in told.text and "ก่อสร้างถนน" not in told.text
    finally:
        git("update-ref", "refs/heads/main", tip, cwd=made.remote)
    assert asker.ask("GET", "/rows").status == 200
