"""`phaen diff`: what readers would see otherwise than at a revision."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from e2e.remotes import git
from e2e.sites import phaen
from portals import csv_table, make_row, portal_folder

DAY = ("--today", "2569-11-24")
PROJECTS = "plans/2570/projects.csv"


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    """A portal with one commit."""
    rows = [make_row(id=f"2570-{n:03}", name=f"ถนน สายที่ {n}", budget=f"{n}000") for n in (1, 2, 3)]
    folder = portal_folder(tmp_path / "portal", {PROJECTS: csv_table(rows)})
    git("init", "-q", "-b", "main", cwd=folder)
    git("add", "-A", cwd=folder)
    git("commit", "-qm", "one", cwd=folder)
    return folder


def change(portal: Path) -> None:
    rows = [
        make_row(id="2570-001", name="ถนน สายที่ 1", budget="1500"),
        make_row(id="2570-003", name="ถนน สายที่ 3", budget="3000"),
        make_row(id="2570-004", name="``` ถนน สายที่ 4", budget=""),
    ]
    (portal / PROJECTS).write_text(csv_table(rows), encoding="utf-8")


def test_nothing_changed_is_said_so(portal: Path) -> None:
    done = phaen("diff", "--portal", portal, *DAY)
    assert (done.returncode, done.stdout) == (0, "ประชาชนจะไม่เห็นสิ่งใดเปลี่ยนไป\n")


def test_projects_totals_pages_and_problems_are_told(portal: Path) -> None:
    change(portal)
    done = phaen("diff", "HEAD", "--portal", portal, *DAY)
    assert done.returncode == 0, done.stderr
    said = done.stdout.replace("\u00a0", " ")
    assert "จำนวนโครงการ 3 → 3" in said
    assert "งบประมาณรวม 6,000 → 4,500 บาท" in said
    assert "งบประมาณเพิ่มขึ้น 2570-001 ถนน สายที่ 1" in said
    assert "ใหม่ 2570-004" in said
    assert "หน้าที่จะหายไป 2570/projects/2570-002.html" in said
    assert "[budget-missing]" in said
    found = json.loads(phaen("diff", "--portal", portal, "--json", *DAY).stdout)
    (year,) = found["years"]
    assert (year["before"]["satang"], year["after"]["satang"]) == (600_000, 450_000)
    assert sorted(fact["kind"] for fact in year["facts"]) == ["dearer", "gone", "new"]
    assert found["pages"]["added"] == ["2570/projects/2570-004.html"]
    assert [one["code"] for one in found["new_problems"]] == ["budget-missing"]


def test_markdown_is_one_block_that_no_name_of_a_project_leaves(portal: Path) -> None:
    change(portal)
    lines = phaen("diff", "--portal", portal, "--markdown", *DAY).stdout.splitlines()
    assert lines[0].startswith("### ")
    assert (lines[2], lines[-1]) == ("````text", "````")
    assert not [line for line in lines[3:-1] if "````" in line]


def test_errors_are_told_and_pages_are_not_guessed(portal: Path) -> None:
    (portal / PROJECTS).write_text(csv_table([make_row(budget="กฎหมาย")]), encoding="utf-8")
    done = phaen("diff", "--portal", portal, *DAY)
    assert "[budget-unreadable]" in done.stdout
    assert "ยังบอกจำนวนหน้าไม่ได้" in done.stdout


@pytest.mark.parametrize("revision", ["nowhere", "--output=/tmp/x", "HEAD; touch x", "a" * 5000])
def test_revision_that_is_none_is_one_thai_sentence(portal: Path, revision: str) -> None:
    done = phaen("diff", "--portal", portal, *DAY, "--", revision)
    assert done.returncode == 2
    assert done.stderr.startswith("ไม่พบรุ่น")
    assert "Traceback" not in done.stderr
