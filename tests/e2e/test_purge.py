"""What is withdrawn leaves the server: releases, remains, history; real git, real pushes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from e2e.remotes import PROJECTS, Office, office
from e2e.sites import phaen

SECRET = "นายสมศักดิ์ ทองดีเลิศ"
WITHDRAWN = "plans/2570/withdrawn.yml"
ENTRY = (
    "withdrawn:\n  - {kind: ข้อมูลส่วนบุคคล, edition: 0, id: 2570-002, column: name, "
    "day: 2569-11-24, reason: ชื่อประชาชน}\n"
)
ALLOWED = "allow:\n  - {text: นายสมศักดิ์ ทองดีเลิศ, reason: ชื่อถนน}\n"


def rename(made: Office, name: str) -> str:
    """Return the table with another name of the second project."""
    table = (made.copy / PROJECTS).read_text("utf-8").split("\n")
    cells = table[2].split(",")
    return "\n".join([*table[:2], ",".join([*cells[:2], name, *cells[3:]]), *table[3:]])


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office that told a person's name three times; its withdrawal is committed, not pushed."""
    made = office(tmp_path_factory.mktemp("purge") / "office")
    made.commit("plans/2570/privacy.yml", ALLOWED)
    made.commit(PROJECTS, rename(made, f"ซ่อมแซมห้องน้ำ {SECRET}"))
    for amount in ("2000", "2500"):
        made.state_budget(amount)
        done = made.push()
        assert done.returncode == 0, done.stderr
    assert SECRET in made.page("2570/table.html")
    made.git("rm", "-q", "plans/2570/privacy.yml")
    (made.copy / PROJECTS).write_text(rename(made, "ซ่อมแซมห้องน้ำ █"), encoding="utf-8")
    made.commit(WITHDRAWN, ENTRY)
    return made


def copied(made: Office, folder: Path) -> Office:
    copy = Office(folder)
    shutil.copytree(made.folder, copy.folder, symlinks=True)
    settings = copy.remote / "phaen/settings.json"  # the live link has moved
    settings.write_text(settings.read_text("utf-8").replace(str(made.live), str(copy.live)))
    copy.git("remote", "set-url", "origin", str(copy.remote))
    return copy


@pytest.fixture
def fresh(told: Office, tmp_path: Path) -> Office:
    return copied(told, tmp_path / "office")


def test_a_push_that_withdraws_leaves_no_older_release_and_nothing_that_was_built_of_them(
    fresh: Office,
) -> None:
    done = fresh.push()
    assert done.returncode == 0, done.stderr
    assert "ลบรุ่นก่อนหน้าทุกรุ่น" in done.stderr
    assert "--purge" in done.stderr
    assert [one.name.partition("-")[2] for one in fresh.releases] == [fresh.shown]
    for path in (*fresh.live.parent.rglob("*"), *(fresh.remote / "phaen").rglob("*")):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes(), path
    back = phaen("publish", "--to", str(fresh.live), "--rollback")
    assert back.returncode != 0
    assert "ถอน" in back.stderr
    fresh.state_budget("3000")
    done = fresh.push()
    assert "ลบรุ่นก่อนหน้า" not in done.stderr
    assert len(fresh.releases) == 2
    assert phaen("publish", "--to", str(fresh.live), "--rollback").returncode == 0
