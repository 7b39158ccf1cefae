"""Papers, days and names of strategies of a recorded edition stay; better ones stand beside."""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from e2e.remotes import git
from generator.machine.git import Repository
from generator.plan.record import record_bytes
from generator.publishing.standing import taken_back
from generator.publishing.trees import Tree
from portals import TODAY, csv_table, make_row

Files = Mapping[str, str | bytes | None]

YEAR = "plans/2570"
PLAN = f"{YEAR}/plan.yml"
RECORD = f"{YEAR}/announced/0.csv"
REPORTS = f"{YEAR}/announced/progress.csv"
PAPER = f"{YEAR}/documents/a.pdf"
ENTRIES = f"{YEAR}/withdrawn.yml"
TEXT = """fiscal_year: 2570
strategies: [{id: 1, name: โครงสร้างพื้นฐาน}, {id: 2, name: ยุทธศาสตร์ที่ 2 สังคม}]
edition:
  announced: 2569-10-15
  documents: [{file: documents/a.pdf, title: ประกาศ}]
"""
DAY = datetime.date(2026, 10, 15)
REPORT = {"id": "2570-001", "date": "2569-11-01", "result": "ลงนามแล้ว"}
ANNOUNCED: Files = {
    PLAN: TEXT,
    PAPER: b"%PDF announced",
    RECORD: record_bytes(DAY, [{"id": "2570-001", "name": "ถนน"}]),
    REPORTS: record_bytes(datetime.date(2026, 11, 1), [REPORT]),
    f"{YEAR}/projects.csv": csv_table([make_row()]),
}
OTHER = b"%PDF another"
FILE_ENTRY = """withdrawn:
  - {kind: ข้อมูลส่วนบุคคล, file: documents/a.pdf, day: 2569-11-24, reason: เลขประจำตัว}
"""
DATE_ENTRY = """withdrawn:
  - {kind: พิมพ์วันที่ผิด, edition: 0, column: announced, day: 2569-11-24, reason: พิมพ์ผิด}
"""


def _commit(repository: Path, files: Files) -> str:
    for name, content in files.items():
        path = repository / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    for command in (("add", "-A"), ("commit", "-qm", "x", "--allow-empty")):
        done = git(*command, cwd=repository)
        assert done.returncode == 0, done.stderr
    return git("rev-parse", "HEAD", cwd=repository).stdout.strip()


def pushed(tmp_path: Path, *pushes: Files) -> list[str]:
    """Return what the last of some pushes takes back of the one before it."""
    tmp_path.mkdir(exist_ok=True)
    git("init", "-q", "-b", "main", ".", cwd=tmp_path)
    commits = [_commit(tmp_path, files) for files in (ANNOUNCED, *pushes)]
    repository = Repository(tmp_path, os.environ)
    before, after = (Tree(repository, one) for one in commits[-2:])
    return [f"{one.place.file}: {one.message}" for one in taken_back(before, after, TODAY)]


UNLISTED = TEXT.replace("  documents: [{file: documents/a.pdf, title: ประกาศ}]\n", "")
TWO = TEXT.replace("documents: [", "documents: [{file: documents/b.pdf, title: แก้คำผิด}, ")
RENAMED = TEXT.replace("a.pdf", "ประกาศ.pdf")


@pytest.mark.parametrize(
    "push",
    [
        {PAPER: OTHER},
        {PAPER: None, PLAN: UNLISTED},
        {PLAN: UNLISTED},
        {PAPER: OTHER, PLAN: TWO, f"{YEAR}/documents/b.pdf": b"%PDF b"},
        {PAPER: OTHER, f"{YEAR}/unread/a.pdf": b"%PDF announced"},
        {PAPER: OTHER, ENTRIES: FILE_ENTRY.replace("a.pdf", "b.pdf")},
    ],
)
def test_an_announced_paper_is_neither_replaced_nor_taken_away(push: Files, tmp_path: Path) -> None:
    (refused,) = pushed(tmp_path, push)
    assert refused.startswith(f"{PAPER}: เอกสารของฉบับที่ประกาศแล้ว")


@pytest.mark.parametrize(
    "push",
    [
        {PLAN: TWO, f"{YEAR}/documents/b.pdf": OTHER},
        {PAPER: None, f"{YEAR}/documents/ประกาศ.pdf": b"%PDF announced", PLAN: RENAMED},
        {PAPER: OTHER, ENTRIES: FILE_ENTRY},
        {PAPER: None, PLAN: UNLISTED, ENTRIES: FILE_ENTRY},
    ],
)
def test_a_paper_is_renamed_joined_by_another_or_withdrawn_by_an_entry(
    push: Files, tmp_path: Path
) -> None:
    assert pushed(tmp_path, push) == []


def test_a_paper_is_replaced_before_its_edition_is_recorded(tmp_path: Path) -> None:
    records = {RECORD: None, REPORTS: None}
    assert pushed(tmp_path, records, {PAPER: OTHER}) == []


def test_an_entry_for_a_paper_is_used_up(tmp_path: Path) -> None:
    assert pushed(tmp_path, {PAPER: OTHER, ENTRIES: FILE_ENTRY}, {PAPER: b"%PDF third"}) != []


@pytest.mark.parametrize("name", ["สวัสดิการผู้สูงอายุ", "โครงสร้าง", "โครงสร้างพื้นฐาน 2"])
def test_a_strategy_of_an_announced_plan_takes_no_other_name(name: str, tmp_path: Path) -> None:
    """Rows name it by its id: all their money would move."""
    (refused,) = pushed(tmp_path, {PLAN: TEXT.replace("โครงสร้างพื้นฐาน", name)})
    assert "ยุทธศาสตร์ 1" in refused


def test_a_number_in_the_name_of_a_strategy_is_no_misspelling(tmp_path: Path) -> None:
    assert pushed(tmp_path, {PLAN: TEXT.replace("ที่ 2", "ที่ 3")}) != []


@pytest.mark.parametrize(
    "text",
    [TEXT.replace("พื้นฐาน", "พื้นฐาณ"), TEXT.replace("สังคม}", "สังคม}, {id: 3, name: การศึกษา}")],
)
def test_a_misspelt_strategy_is_mended_and_another_added(text: str, tmp_path: Path) -> None:
    assert pushed(tmp_path, {PLAN: text}) == []


def test_a_record_is_of_the_day_that_the_plan_states_also_after_an_entry(tmp_path: Path) -> None:
    """One entry would let the record tell any day, for ever."""
    plan = TEXT.replace("2569-10-15", "2569-10-14")

    def record(day: int) -> bytes:
        rows = [{"id": "2570-001", "name": "ถนน"}]
        return record_bytes(datetime.date(2026, 10, day), rows)

    put_right: Files = {PLAN: plan, ENTRIES: DATE_ENTRY}
    assert pushed(tmp_path / "a", put_right) == []
    assert pushed(tmp_path / "b", put_right, {RECORD: record(14)}) == []
    (refused,) = pushed(tmp_path / "c", put_right, {RECORD: record(1)})
    assert "ไม่ตรงกับ announced" in refused


def test_no_record_of_reports_is_dated_after_its_last_report(tmp_path: Path) -> None:
    """Every honest report until then would be refused as slipped in."""
    later = record_bytes(datetime.date(2026, 11, 20), [REPORT])
    (refused,) = pushed(tmp_path, {REPORTS: later})
    assert "20 พฤศจิกายน 2569" in refused


@pytest.mark.parametrize(
    "text",
    [
        "edition: x\nstrategies: y\n",
        "edition: [1]\nstrategies: {a: b}\n",
        "strategies: [x, {id: [1], name: {a: b}}]\nedition: {documents: [x, {file: [y]}, 3]}\n",
        "- a\n",
        "\x00",
        "edition: {",
        "",
    ],
)
def test_a_plan_of_any_shape_is_refused_and_breaks_nothing(text: str, tmp_path: Path) -> None:
    assert any("วันที่ประกาศ" in one for one in pushed(tmp_path / "now", {PLAN: text}))
    assert isinstance(pushed(tmp_path / "before", {PLAN: text}, {}), list)


def test_a_name_of_any_length_is_compared_at_once(tmp_path: Path) -> None:
    long = "ก" * 200_000
    plan = TEXT.replace("โครงสร้างพื้นฐาน", long)
    begun = time.monotonic()
    assert pushed(tmp_path, {PLAN: plan}, {PLAN: plan.replace(f"{long[:-1]}ก", f"ข{long}")})
    assert time.monotonic() - begun < 10
