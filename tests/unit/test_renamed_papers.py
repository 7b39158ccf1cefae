"""A paper whose own name names somebody gets another one, and nobody has to write the old one."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import phaen
from generator.pipeline import pages_of
from generator.publishing.standing import taken_back
from held import Held
from portals import PLAN, checked, codes, csv_table, make_row, portal_folder, tree
from traces import holding
from uploads import pdf
from workbooks import shared_workbook

DAY = datetime.date(2026, 11, 24)
WHOM, OTHER = "ศรีนวล คำแปง", "พร้อม สายบุญ"
YEAR = "plans/2570"
LISTED, AMENDED = f"{YEAR}/withdrawn.yml", f"{YEAR}/amendments/1/plan.yml"
EDITION = """edition:
  considered: 2569-10-10
  announced: 2569-10-15
  posted_from: 2569-10-16
  posted_until: 2569-11-20
"""
AMENDMENT = """kind: แก้ไข
number: 1/2570
considered: 2569-11-01
announced: 2569-11-02
posted_from: 2569-11-03
posted_until: 2569-12-10
"""
CHANGE = {"id": "2570-001", "การเปลี่ยนแปลง": "แก้ไข", "name": "ก่อสร้างถนนสายใหม่", "เหตุผล": "ย้าย"}
OLD = f"documents/รายชื่อ-{WHOM}.xlsx"
PAPERS = {
    "a workbook": (OLD, shared_workbook([["ชื่อ", "หมู่"], [WHOM, "3"]])),
    "a paper": (f"documents/ประกาศ {WHOM.replace(' ', '')}.pdf", pdf("notice")),
    "a folder": (f"documents/{WHOM}/ประกาศ.pdf", pdf("notice")),
    "all of the name": (f"{WHOM}.pdf", pdf("notice")),
}
Do = Callable[[Path, str, str], None]


def run(*arguments: str, portal: Path, text: str = "") -> tuple[int, str]:
    more = ["--portal", str(portal), "--today", "2569-11-24"]
    done = CliRunner().invoke(phaen, [*arguments, *more], input=text)
    return done.exit_code, done.output


def withdraw(portal: Path, *texts: str) -> tuple[int, str]:
    command = ("withdraw", "2570", "--text", "-", "--reason", "ชื่อแฟ้มมีชื่อประชาชน")
    return run(*command, portal=portal, text="\n".join(texts or (WHOM,)))


def office(folder: Path, papers: Mapping[str, bytes], *, amended: bool = False) -> Path:
    """Return a recorded portal whose notice, or whose amendment's, lists some papers."""
    listed = "".join(f"\n    - {{title: เอกสาร, file: {name!r}}}" for name in papers)
    plan = (portal_folder(folder) / PLAN).read_text("utf-8").split("edition:")[0]
    mine = f"  documents:{listed}\n"
    files: dict[str, str | bytes | None] = {f"{YEAR}/{name}": data for name, data in papers.items()}
    files |= {PLAN: f"{plan}\n{EDITION}{'' if amended else mine}"}
    if amended:
        files[AMENDED] = f"{AMENDMENT}documents:{listed}\n"
        files[f"{YEAR}/amendments/1/projects.csv"] = csv_table([CHANGE])
        files[f"{YEAR}/projects.csv"] = csv_table([make_row(), make_row(id="2570-002")])
    portal_folder(folder, files)
    assert run("announce", "2570", portal=folder)[0] == 0
    return folder


def rename(portal: Path, old: str, new: str) -> None:
    (portal / YEAR / new).parent.mkdir(exist_ok=True)
    (portal / YEAR / old).rename(portal / YEAR / new)
    for path in (PLAN, AMENDED):
        if (portal / path).is_file():
            text = (portal / path).read_text("utf-8")
            (portal / path).write_text(text.replace(repr(old), repr(new)), "utf-8")


def replaced(portal: Path, old: str, new: str) -> None:
    rename(portal, old, new)
    (portal / YEAR / new).write_bytes(pdf("another"))


def removed(portal: Path, old: str, new: str) -> None:
    rename(portal, old, new)
    (portal / YEAR / new).unlink()
    for path in (PLAN, AMENDED):
        if (portal / path).is_file():
            lines = (portal / path).read_text("utf-8").splitlines(keepends=True)
            left = "".join(one for one in lines if new not in one)
            if "- {title" not in left:
                left = left.replace("documents:\n", "documents: []\n")
            (portal / path).write_text(left, "utf-8")


def pushed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    told = taken_back(Held(before), Held(after), DAY)
    assert not any("file:" in one.advice for one in told)
    return [f"{one.place.words} {one.message} {one.advice}" for one in told]


@pytest.mark.parametrize(
    ("kind", "change", "amended"),
    [
        ("a workbook", rename, False),
        ("a workbook", rename, True),
        ("a workbook", replaced, False),
        ("a paper", rename, True),
        ("a paper", replaced, True),
        ("a paper", removed, True),
        ("a paper", removed, False),
        ("a folder", rename, False),
        ("a folder", replaced, False),
        ("all of the name", replaced, False),
        ("all of the name", removed, True),
    ],
)
def test_a_paper_gets_another_name_and_the_gate_takes_it(
    tmp_path: Path, kind: str, change: Do, *, amended: bool
) -> None:
    old, data = PAPERS[kind]
    if change is replaced and kind == "a workbook":
        old, data = old.replace("xlsx", "pdf"), pdf("list")
    portal = office(tmp_path, {old: data}, amended=amended)
    before = tree(portal)
    code, told = withdraw(portal)
    assert code == 1
    assert "เปลี่ยนชื่อไฟล์" in told
    assert tree(portal) == before
    change(portal, old, f"documents/1{Path(old).suffix}")
    code, told = withdraw(portal)
    assert code == 0, told
    assert WHOM not in told
    assert pushed(before, tree(portal)) == []
    assert "error" not in [one.severity.name.lower() for one in checked(portal, DAY).report]
    assert holding(portal, [WHOM]) == []
    page = pages_of(checked(portal, DAY))["2570/data/index.md"].decode()
    assert "เปลี่ยนชื่อหรือเอาออก" in page
    once = tree(portal)
    assert withdraw(portal)[0] == 0
    assert tree(portal) == once


def test_one_entry_lets_one_paper_go(tmp_path: Path) -> None:
    names = [f"documents/ใบรับรอง {whom}.pdf" for whom in (WHOM, OTHER)]
    portal = office(tmp_path, {name: pdf(str(at)) for at, name in enumerate(names)})
    before = tree(portal)
    removed(portal, names[0], "documents/0.pdf")
    assert withdraw(portal, WHOM)[0] == 0
    removed(portal, names[1], "documents/1.pdf")
    (refused,) = pushed(before, tree(portal))
    assert "phaen withdraw 2570 --text" in refused
    assert withdraw(portal, OTHER)[0] == 0
    assert pushed(before, tree(portal)) == []
    after = tree(portal)
    assert after[LISTED].decode().count("ใบรับรอง █.pdf") == 2
    # What was used once is used up.
    again = {**after, PLAN: before[PLAN]} | {f"{YEAR}/{one}": b"%PDF new" for one in names}
    assert len(pushed(again, after)) >= 2


def test_papers_of_one_run_have_an_entry_each(tmp_path: Path) -> None:
    names = [f"documents/ใบรับรอง {whom}.pdf" for whom in (WHOM, OTHER)]
    portal = office(tmp_path, {name: pdf(str(at)) for at, name in enumerate(names)})
    before = tree(portal)
    for at, name in enumerate(names):
        replaced(portal, name, f"documents/{at}.pdf")
    assert withdraw(portal, WHOM, OTHER)[0] == 0
    assert pushed(before, tree(portal)) == []
    assert codes(portal, DAY).count("announced-document-changed") == 0


def test_a_paper_that_went_for_another_reason_is_asked_for(tmp_path: Path) -> None:
    names = [f"documents/{at}.pdf" for at in range(3)]
    portal = office(
        tmp_path, {name: pdf(str(len(name))) for name in (*names, OLD.replace("xlsx", "pdf"))}
    )
    before = tree(portal)
    rename(portal, OLD.replace("xlsx", "pdf"), "documents/list.pdf")
    for name in names:
        removed(portal, name, name)
    masked = (
        'withdrawn:\n  - {kind: ข้อมูลส่วนบุคคล, file: "documents/█", day: 2569-11-24, reason: ก}\n'
    )
    (portal / LISTED).write_text(masked, "utf-8")
    assert len([one for one in pushed(before, tree(portal)) if "ถูกแทนที่" in one]) == 2
