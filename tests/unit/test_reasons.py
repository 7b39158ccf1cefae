"""A reason tells why, to everybody and for good: never what was withdrawn."""

from __future__ import annotations

import datetime
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import phaen
from generator.commands import withdrawing
from generator.plan.model import Withdrawn
from generator.plan.withdraw import covered_reason, entries_of, gone_from
from generator.problems import Place
from generator.publishing import withdrawing as preparing
from generator.publishing.standing import taken_back
from held import Held
from portals import PLAN, PROJECTS, codes, csv_table, make_row, portal_folder, tree

DAY = datetime.date(2026, 11, 24)
ROW, REASON = "2570-001", "มีข้อมูลส่วนบุคคลของประชาชน"
WHOM = "สายทอง บุญเรืองศรี"
NOTE = f"บ้านเลขที่ 47 ของ{WHOM} ซึ่งป่วยด้วยโรคไต"
LISTED = "plans/2570/withdrawn.yml"
NOTICE = """edition:
  considered: 2569-10-10
  announced: 2569-10-15
  posted_from: 2569-10-16
  posted_until: 2569-11-20"""


def run(*arguments: str, portal: Path, text: str = "") -> Result:
    more = ["--portal", str(portal), "--today", "2569-11-24"]
    return CliRunner().invoke(phaen, [*arguments, *more], input=text)


def office(folder: Path, cells: Mapping[str, str] | None = None, *, recorded: bool = False) -> Path:
    said = {"note": NOTE, "name": "ซ่อมแซมบ้านผู้ยากไร้", "detail": "เปลี่ยนหลังคาให้ลุงแก้ว"}
    said |= cells or {}
    rows = [make_row(id=ROW, **said), make_row(id="2570-002", note="")]
    plan = (portal_folder(folder) / PLAN).read_text(encoding="utf-8").split("edition:")[0]
    portal_folder(folder, {PLAN: f"{plan}\n{NOTICE}\n", PROJECTS: csv_table(rows)})
    if recorded:
        assert run("announce", "2570", portal=folder).exit_code == 0
    return folder


def committed(folder: Path) -> None:
    for given in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "แผน"]):
        who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run(["git", *who, *given], cwd=folder, check=True)


TELLING = [
    f"หมายเหตุบอกบ้านของ{WHOM}",
    "หมายเหตุบอกชื่อสายทอง",
    "คุณบุญเรืองศรีขอให้ถอน",
    "สาย ทอง ขอถอน",
    "บอกว่าป่วยด้วยโรคไต",
]


@pytest.mark.parametrize("reason", TELLING)
@pytest.mark.parametrize("recorded", [True, False])
def test_a_reason_that_says_part_of_a_whole_cell_is_refused_and_nothing_is_written(
    tmp_path: Path, reason: str, recorded: bool
) -> None:
    portal = office(tmp_path, recorded=recorded)
    before = tree(portal)
    asked = ("withdraw", "2570", ROW, "--column", "หมายเหตุ", "--reason")
    done = run(*asked, reason, portal=portal)
    assert done.exit_code
    assert "เหตุผล" in done.output
    for word in ("สายทอง", "บุญเรืองศรี", "โรคไต"):
        assert word not in done.output
    assert tree(portal) == before
    assert run(*asked, REASON, portal=portal).exit_code == 0  # the advice works


@pytest.mark.parametrize(
    ("column", "was", "now", "reason"),
    [
        ("detail", "เปลี่ยนหลังคาให้ลุงแก้ว", "เปลี่ยนหลังคาให้ลุง█", "มีชื่อลุงแก้ว"),
        ("detail", "เปลี่ยนหลังคาให้ลุงแก้ว", "█", "เปลี่ยนหลังคาของแก้ว"),
        ("note", NOTE, "บ้านเลขที่ 47 ของ█", f"มีชื่อ{WHOM}"),
        ("name", "ซ่อมแซมบ้านยายวันดีศรีสุข", "ซ่อมแซมบ้าน█", "มีชื่อวันดีศรีสุข"),
    ],
)
@pytest.mark.parametrize("recorded", [True, False])
def test_of_what_was_covered_by_hand_a_reason_tells_nothing(
    tmp_path: Path, column: str, was: str, now: str, reason: str, recorded: bool
) -> None:
    portal = office(tmp_path, {column: was}, recorded=recorded)
    committed(portal)
    office(portal, {column: now})
    before = tree(portal)
    done = run("withdraw", "2570", ROW, "--reason", reason, portal=portal)
    assert done.exit_code, done.output
    assert "เหตุผล" in done.output
    assert tree(portal) == before
    assert run("withdraw", "2570", ROW, "--reason", REASON, portal=portal).exit_code == 0


@pytest.mark.parametrize(
    "reason",
    [
        "มีชื่อประชาชน",
        "เจ้าของข้อมูลขอให้ถอน",
        "เปิดเผยชื่อและที่อยู่ของผู้รับความช่วยเหลือ",
        "ปรากฏชื่อ นามสกุล ของราษฎรหมู่ที่ 3 ในหมายเหตุ",
        "เพื่อคุ้มครองข้อมูลส่วนบุคคลตาม พ.ร.บ. 2562",
        "บอกบ้านเลขที่ของผู้ป่วย ในแผนปี 2570",
    ],
)
def test_an_honest_reason_is_taken(reason: str) -> None:
    assert covered_reason(reason, [NOTE, "เปลี่ยนหลังคา", "ผู้ป่วยในหมู่ที่ 3 ปี 2570", "แก้ว"]) == reason


def test_what_is_gone_from_a_text_is_its_covered_pieces_or_all_of_it() -> None:
    assert gone_from("ให้ลุงแก้ว", "ให้ลุง█") == ("แก้ว",)
    assert gone_from("ให้ลุงแก้ว", "อื่น") == ("ให้ลุงแก้ว",)
    assert gone_from("ให้ลุงแก้ว", "ให้ลุงแก้ว") == ()


def test_an_earlier_reason_is_covered_with_all_else_and_the_gate_lets_that_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is a way out for whoever told too much in a reason before anybody looked."""
    portal = office(tmp_path, recorded=True)
    with monkeypatch.context() as of_before:  # as a release without these checks wrote it
        of_before.setattr(withdrawing, "refuse_telling", lambda *_: None)
        of_before.setattr(preparing, "find_personal", lambda _: ())
        asked = ("withdraw", "2570", ROW, "--column", "หมายเหตุ", "--reason")
        assert run(*asked, f"มีชื่อ{WHOM} ในหมายเหตุ", portal=portal).exit_code == 0
    before = tree(portal)
    for file in (LISTED, "plans/2570/announced/0.csv"):
        assert WHOM in before[file].decode()
    given = ("withdraw", "2570", "--text", "-", "--reason", "เหตุผลเดิมมีชื่อประชาชน")
    done = run(*given, portal=portal, text=WHOM)
    assert done.exit_code == 0, done.output
    after = tree(portal)
    assert WHOM not in b"".join(after.values()).decode("utf-8", "ignore")
    assert "มีชื่อ█ ในหมายเหตุ" in after[LISTED].decode()
    assert taken_back(Held(before), Held(after), DAY) == ()
    assert set(codes(portal, DAY)) <= {"person-possible"}  # of the other cells


@pytest.mark.parametrize(
    ("now", "refused"),
    [
        ("มีชื่อ█ ในหมายเหตุ", False),
        ("█", False),
        ("มีชื่อ█", False),
        ("มีชื่ออื่น█ ในหมายเหตุ", True),
        ("มีชื่อ", True),
        (f"มีชื่อ{WHOM}█ ในหมายเหตุ", True),
        (f"█มีชื่อ{WHOM} ในหมายเหตุ", True),
    ],
)
def test_of_an_entry_that_was_told_only_its_reason_may_be_covered(
    tmp_path: Path, now: str, refused: bool
) -> None:
    portal = office(tmp_path)
    entry = (
        "withdrawn:\n  - {kind: ข้อมูลส่วนบุคคล, edition: 0, id: 2570-001, column: หมายเหตุ, "
        'day: 2569-11-20, reason: "%s"}\n'
    )
    was = {**tree(portal), LISTED: (entry % f"มีชื่อ{WHOM} ในหมายเหตุ").encode()}
    told = taken_back(Held(was), Held({**was, LISTED: (entry % now).encode()}), DAY)
    assert bool([one for one in told if one.place.file == LISTED]) == refused


def test_an_entry_with_a_covered_reason_is_no_new_one() -> None:
    """Or it would let what it covered be covered otherwise, once more."""
    entry = (
        "withdrawn:\n  - {kind: ข้อมูลส่วนบุคคล, edition: 0, id: 2570-001, "
        "day: 2569-11-20, reason: %s}\n"
    )
    was, now = (
        Withdrawn(entries_of((entry % reason).encode(), Place(LISTED)))
        for reason in ("มีชื่อแก้วตา", "มีชื่อ█")
    )
    assert len(now.entries) == 1
    assert now.since(was).entries == ()
    assert now.since(Withdrawn()).entries == now.entries


@pytest.mark.parametrize(
    ("reason", "refused"), [(REASON, False), *((one, True) for one in TELLING[:2])]
)
@pytest.mark.parametrize("where", ["a row", "a page"])
def test_the_gate_refuses_an_entry_that_tells_what_it_covers(
    tmp_path: Path, reason: str, refused: bool, where: str
) -> None:
    """Whoever writes withdrawn.yml by hand is told as well, before it is public."""
    page = "content/thanks.md"
    named = f"file: {page}" if where == "a page" else "edition: 0, id: 2570-001, column: หมายเหตุ"
    before = {**tree(office(tmp_path)), page: f"# ขอบคุณ\n\n{NOTE}\n".encode()}
    entry = f"{{kind: ข้อมูลส่วนบุคคล, {named}, day: 2569-11-20, reason: {reason}}}"
    after = {**before, LISTED: f"withdrawn:\n  - {entry}\n".encode()}
    for path in (page,) if where == "a page" else (PROJECTS,):
        after[path] = before[path].replace(NOTE.encode(), "█".encode())
    told = taken_back(Held(before), Held(after), DAY)
    assert bool([one for one in told if one.place.file == LISTED]) == refused
    assert not any("สายทอง" in f"{one.message}{one.advice}" for one in told)
