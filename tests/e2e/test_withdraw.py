"""What was withdrawn is gone from all that is built, published, sealed or kept afterwards."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.archive.chain import HEADING, digest_of_line
from generator.cli import phaen
from portals import PLAN, csv_table, make_row, plan_yml, portal_folder
from traces import holding
from uploads import pdf
from workbooks import shared_workbook
from zips import zipped

WHOM, PHONE = "ยายพร้อม สายบุญ", "081-234-5678"
SPELLED = ("๐๘๑-๒๓๔-๕๖๗๘", "08 1234 5678", "ยายพร้อม\u00a0สายบุญ")
REASON = "มีข้อมูลของประชาชน"
BEFORE, AFTER = "2570-12-01", "2570-12-20"
ROW = "2570-001"
DATES = """
  considered: 2569-10-10
  announced: 2569-10-15
  posted_from: 2569-10-16
  posted_until: 2569-11-20"""
AMENDMENT = """kind: แก้ไข
number: 1/2570
considered: 2569-11-21
announced: 2569-11-22
posted_from: 2569-11-23
posted_until: 2569-12-25
"""


def table(rows: list[dict[str, str]], kind: str) -> bytes:
    """Return rows as a table of that kind."""
    if kind == "csv":
        return csv_table(rows).encode()
    headings = list(dict.fromkeys(key for row in rows for key in row))
    return shared_workbook([headings, *([row.get(one, "") for one in headings] for row in rows)])


def office(folder: Path, kind: str) -> Path:
    """Return a portal of two years that says a person's name and number nearly everywhere."""
    rows = [
        make_row(
            id=ROW,
            name=f"ซ่อมแซมบ้าน{WHOM}",
            detail=f"ติดต่อ {SPELLED[2]} โทร {SPELLED[0]}",
            note=f"หลังบ้านยายพร้อมสายบุญ {PHONE}",
        ),
        make_row(id="2570-002", detail=f"ข้างบ้าน{WHOM}", note=""),
    ]
    change = [
        {
            "id": ROW,
            "การเปลี่ยนแปลง": "แก้ไข",
            "name": f"ซ่อมแซมบ้าน{WHOM} และห้องน้ำ",
            "เหตุผล": f"{WHOM} ขอ",
        }
    ]
    report = [
        {
            "id": ROW,
            "ณ วันที่": "2570-03-31",
            "สถานะ": "แล้วเสร็จ",
            "ผลการดำเนินการ": f"ส่งมอบให้{WHOM} {SPELLED[1]}",
            "เบิกจ่าย": "100",
        }
    ]
    exempt = "allow:\n" + "".join(
        f'  - text: "{one}"\n    reason: ยินยอม\n' for one in (PHONE, *SPELLED[:2])
    )
    tables: dict[str, str | bytes | None] = {
        "plans/2570/projects.csv": None,
        f"plans/2570/projects.{kind}": table(rows, kind),
        f"plans/2570/progress.{kind}": table(report, kind),
        f"plans/2570/amendments/1/projects.{kind}": table(change, kind),
        "plans/2570/amendments/1/plan.yml": AMENDMENT,
        "plans/2570/privacy.yml": exempt,
        "plans/2571/plan.yml": plan_yml().replace("2570", "2571"),
        "plans/2571/projects.csv": csv_table(
            [make_row(id="2571-001", start="ต.ค. 2570", end="ต.ค. 2570")]
        ),
        PLAN: plan_yml(DATES),
    }
    portal_folder(folder, {**tables})
    for more in ((), ("--progress",)):
        run(folder, "announce", "2570", *more)
    return folder


def run(portal: Path, *arguments: str | Path, day: str = BEFORE, code: int = 0) -> Result:
    """Run the command line, which must end with `code`."""
    given = (*map(str, arguments), "--portal", str(portal), "--today", day)
    done = CliRunner().invoke(phaen, given)
    assert done.exit_code == code, done.output
    return done


def ask(portal: Path, whom: Path, *more: str) -> str:
    return run(
        portal, "withdraw", "2570", *more, "--text", whom, "--reason", REASON, day=AFTER
    ).output


@pytest.fixture
def whom(tmp_path: Path) -> Path:
    """A file with what is to be withdrawn."""
    file = tmp_path / "texts" / "ถอน.txt"
    file.parent.mkdir()
    file.write_text(f"{WHOM}\n{PHONE}\n", encoding="utf-8")
    return file


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such links")
def test_nothing_of_it_is_left_below_portal_site_and_releases(tmp_path: Path, whom: Path) -> None:
    portal, live = office(tmp_path / "office", "csv"), tmp_path / "web" / "live"
    for day in (BEFORE, "2570-12-02"):
        run(portal, "publish", "--to", live, day=day)
    assert holding(live.parent, [WHOM, PHONE])
    told = ask(portal, whom)
    assert holding(portal, [WHOM, PHONE]) == []
    assert "พร้อม" not in told
    assert "phaen publish --to" in told
    assert "plans/2570/privacy.yml มีรายการยกเว้น" in told
    done = run(portal, "publish", "--to", live, day=AFTER)
    assert "ลบรุ่นก่อนหน้า 2 รุ่นแล้ว" in done.output
    assert holding(tmp_path, [WHOM, PHONE], but=["texts"]) == []
    page = (live / "2570/projects/2570-001.html").read_text(encoding="utf-8")
    assert REASON in page
    refused = run(portal, "publish", "--to", live, "--rollback", day=AFTER, code=1)
    assert "ย้อนกลับไม่ได้" in str(refused.exception)


def test_a_sealed_year_is_sealed_anew_and_the_old_seal_is_told_as_withdrawn(
    tmp_path: Path, whom: Path
) -> None:
    portal = office(tmp_path / "office", "xlsx")
    run(portal, "seal", "2570")
    run(portal, "build")
    sealed = portal / "plans/2570/sealed/2570.zip"
    old = tmp_path / "texts" / "2570.zip"
    old.write_bytes(sealed.read_bytes())
    told = ask(portal, whom, ROW)
    command = f'phaen seal 2570 --supersede --reason "{REASON}"'
    assert command in told
    run(portal, "seal", "2570", "--supersede", "--reason", REASON, day=AFTER)
    run(portal, "build", day=AFTER)
    assert holding(tmp_path, [WHOM, PHONE], but=["texts"]) == []
    assert old.name in {path.name for path in portal.rglob("*.zip")}
    for given in ((), (old,), (old, "--chain", portal / "plans/seals.txt")):
        # The years are over by the clock of the machine, or not: what is withdrawn is told first.
        said = CliRunner().invoke(phaen, ["verify", *map(str, given), "--portal", str(portal)])
        assert "2570: ถูกถอนตามที่บันทึก" in said.output
        assert given == () or said.exit_code == 0


def test_a_chain_that_was_given_says_what_a_file_is(tmp_path: Path) -> None:
    line = "2570 {} 2027-12-01 {} phaen-0.1.0"
    file, chain = tmp_path / "2570.zip", tmp_path / "seals.txt"
    file.write_bytes(b"anything")
    known = hashlib.sha256(b"anything").hexdigest()
    first = line.format(known, digest_of_line(HEADING))
    second = f"{line.format('0' * 64, digest_of_line(first))} {REASON}"
    for lines, said, code in (
        ((HEADING, first, second), "ถูกถอนตามที่บันทึก", 0),
        ((HEADING, first), "ไม่ใช่แฟ้ม zip", 1),
        ((HEADING, second), "บรรทัด 2", 2),
        ((HEADING,), "ไม่อยู่ใน seals.txt", 1),
        (("x",), "บรรทัด 1", 2),
    ):
        chain.write_text("".join(f"{one}\n" for one in lines), encoding="utf-8")
        done = CliRunner().invoke(phaen, ["verify", str(file), "--chain", str(chain)])
        assert said in done.output
        assert done.exit_code == code


@pytest.mark.long
def test_superseding_takes_rows_that_were_covered_by_hand_into_every_record(tmp_path: Path) -> None:
    portal = office(tmp_path / "office", "csv")
    run(portal, "seal", "2570")
    for name in ("projects.csv", "progress.csv", "amendments/1/projects.csv"):
        path = portal / "plans/2570" / name
        text = path.read_text(encoding="utf-8")
        for one in (WHOM, SPELLED[2], "ยายพร้อมสายบุญ"):
            text = text.replace(one, "█")
        path.write_text(text, encoding="utf-8")
    run(portal, "seal", "2570", "--supersede", "--reason", REASON, day=AFTER)
    assert holding(portal, [WHOM]) == []
    run(portal, "check", day=AFTER)
    again = run(portal, "seal", "2570", "--supersede", "--reason", "อีกครั้ง", day=AFTER, code=2)
    assert "ไม่มีอะไรต่าง" in again.output


@pytest.mark.parametrize("by_hand", [True, pytest.param(False, marks=pytest.mark.long)])
def test_a_seal_is_not_superseded_for_a_reason_that_tells_what_was_withdrawn(
    tmp_path: Path, whom: Path, *, by_hand: bool
) -> None:
    portal = office(tmp_path / "office", "csv")
    run(portal, "seal", "2570")
    chain = (portal / "plans/seals.txt").read_bytes()
    if by_hand:
        for name in ("projects.csv", "progress.csv", "amendments/1/projects.csv"):
            path = portal / "plans/2570" / name
            text = path.read_text(encoding="utf-8")
            for one in (WHOM, SPELLED[2], "ยายพร้อมสายบุญ"):
                text = text.replace(one, "█")
            path.write_text(text, encoding="utf-8")
    else:
        ask(portal, whom, ROW)
    for reason in (f"ปิดบ้านของ{WHOM}", "ยายพร้อมขอให้ถอน", "บ้านของ พร้อม สายบุญ"):
        done = run(portal, "seal", "2570", "--supersede", "--reason", reason, day=AFTER, code=2)
        assert "สายบุญ" not in done.output and "พร้อม" not in done.output
        assert (portal / "plans/seals.txt").read_bytes() == chain
    run(portal, "seal", "2570", "--supersede", "--reason", REASON, day=AFTER)


def test_papers_and_names_of_files_are_told_with_the_step_and_follow_when_replaced(
    tmp_path: Path, whom: Path
) -> None:
    portal = office(tmp_path / "office", "csv")
    named, paper = f"documents/ประกาศ {WHOM}.pdf", "documents/board.pdf"
    for file, text in ((named, "x"), (paper, f"Contact {PHONE}")):
        (portal / "plans/2570" / file).parent.mkdir(exist_ok=True)
        (portal / "plans/2570" / file).write_bytes(pdf(text))
    papers = f"  documents: [{{title: ก, file: {named}}}, {{title: ข, file: {paper}}}]\n"
    plan = portal / PLAN
    plan.write_text(plan.read_text("utf-8").replace("edition:\n", f"edition:\n{papers}"), "utf-8")
    whole = plan.read_text("utf-8")
    run(portal, "announce", "2570")
    # The plan names a file whose name holds it: renamed by hand first.
    refused = run(portal, "withdraw", "2570", "--text", whom, "--reason", REASON, day=AFTER, code=1)
    assert "plan.yml" in refused.output
    (portal / "plans/2570" / named).rename(portal / "plans/2570/documents/notice.pdf")
    plan.write_text(whole.replace(named, "documents/notice.pdf"), encoding="utf-8")
    told = ask(portal, whom)
    assert "plans/2570/documents/board.pdf" in told
    assert holding(portal, [WHOM, PHONE]) == ["plans/2570/documents/board.pdf"]
    (portal / "plans/2570" / paper).write_bytes(pdf("Contact"))
    run(portal, "check", day=AFTER, code=1)  # the announced paper is another one
    ask(portal, whom)
    assert 'file: "documents/board.pdf"' in (portal / "plans/2570/withdrawn.yml").read_text("utf-8")
    run(portal, "check", day=AFTER)
    assert holding(portal, [WHOM, PHONE]) == []


def test_the_grep_of_these_tests_sees_into_archives_papers_and_codings(tmp_path: Path) -> None:
    files = {
        "a.zip": zipped({"inner.zip": zipped({"a.html": "<b>ยาย</b>พร้อม&nbsp;สายบุญ"})}),
        "b.txt": WHOM.encode("cp874"),
        "c.txt": WHOM.encode("utf-16-le"),
        "d.pdf": pdf(PHONE),
        f"{WHOM}.txt": b"",
        "e.txt": SPELLED[0].encode(),
        "clean.txt": "ยายพร้อมกับสายบุญ".encode(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    assert set(holding(tmp_path, [WHOM, PHONE])) == files.keys() - {"clean.txt"}
