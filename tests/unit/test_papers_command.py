"""`phaen papers`: which files it leaves, and what it says when it cannot."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from generator.archive import Seal, file_digest, place
from generator.cli import phaen
from paper_makers import printed, text_of, year_of
from portals import PROJECTS, csv_table, make_plan, make_project, make_row, portal_folder
from seals import DAY as DAY_OF_SEAL
from seals import SOURCES, bag_files, small_seal

DAY = ("--today", "2569-11-24")


def ran(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(phaen, ["papers", *map(str, arguments), *DAY])
    return result.exit_code, result.output


def test_papers_asked_for_are_left_in_a_folder(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal")
    code, told = ran(2570, "--portal", portal, "--to", tmp_path / "out", "--only", "pd02,board")
    assert code == 0 and "4 ไฟล์" in told
    names = sorted(one.name for one in (tmp_path / "out").iterdir())
    assert names == ["board.pdf", "pd02.docx", "pd02.pdf", "pd02.xlsx"]
    again = ran(2570, "--portal", portal, "--to", tmp_path / "out", "--only", "pd02,board")
    assert again == (code, told)


def test_papers_are_made_wherever_the_portal_and_their_folder_stand(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "แผน งาน #1" / "คลัง %20")
    out = portal / "เอกสาร #2 (ร่าง)"
    code, told = ran(
        2570, "--portal", portal, "--to", out, "--only", "pd01.pdf,board.pdf,pd02.docx"
    )
    assert code == 0 and str(out) in told
    assert sorted(one.name for one in out.iterdir()) == ["board.pdf", "pd01.pdf", "pd02.docx"]


def test_a_sign_that_is_printed_as_a_box_is_told(tmp_path: Path) -> None:
    for name, foreign in (("plain", ""), ("boxed", " 😀")):
        portal = portal_folder(tmp_path / name)
        file = portal / "plans/2570/projects.csv"
        text = file.read_text(encoding="utf-8-sig").replace("ก่อสร้าง", f"ก่อสร้าง{foreign}", 1)
        file.write_text(text, encoding="utf-8-sig")
        code, told = ran(2570, "--portal", portal, "--to", tmp_path / "out", "--only", "pd02.pdf")
        assert code == 0 and ("กรอบ □ ใน pd02.pdf" in told) is bool(foreign)


def edit(path: Path) -> None:
    """Save a workbook as another program does: without what it does not know."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data.replace(b"</sheetData>", b"<row/></sheetData>"))


def test_a_file_of_one_kind_may_be_asked_for(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal")
    code, _ = ran(2570, "--portal", portal, "--to", tmp_path / "out", "--only", "pd02.xlsx")
    assert code == 0
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["pd02.xlsx"]


def test_what_the_office_changed_is_never_written_over(tmp_path: Path) -> None:
    portal, out = portal_folder(tmp_path / "portal"), tmp_path / "out"
    order = (2570, "--portal", portal, "--to", out, "--only", "pd01.xlsx,pd02.xlsx")
    ran(*order)
    edit(out / "pd02.xlsx")
    theirs = (out / "pd02.xlsx").read_bytes()
    (out / "pd01.xlsx").unlink()
    code, told = ran(*order)
    assert code == 2 and str(out / "pd02.xlsx") in told and "--beside" in told
    assert not (out / "pd01.xlsx").exists()  # all or nothing
    for _ in range(2):  # as often as one likes
        assert ran(*order, "--beside")[0] == 0
        assert sorted(one.name for one in out.iterdir()) == [
            "pd01.xlsx", "pd02-2.xlsx", "pd02.xlsx",
        ]  # fmt: skip
    assert (out / "pd02.xlsx").read_bytes() == theirs
    edit(out / "pd02-2.xlsx")
    code, told = ran(*order, "--beside")
    assert code == 0 and (out / "pd02-3.xlsx").is_file() and "ฉบับใหม่คือ pd02-3.xlsx" in told
    (out / "pd02.xlsx").rename(tmp_path / "kept.xlsx")  # the other advice
    assert ran(*order)[0] == 0


@pytest.mark.parametrize("typed", ["ผด.01", "แบบ ผด. ๐๑", "PD01.XLSX", "ผด.02/1.xlsx"])
def test_a_form_may_be_called_as_staff_call_it(tmp_path: Path, typed: str) -> None:
    portal, out = portal_folder(tmp_path / "portal"), tmp_path / "out"
    assert ran(2570, "--portal", portal, "--to", out, "--only", typed)[0] == 0
    names = {one.name for one in out.iterdir()}
    assert ("pd02-1.xlsx" if "/" in typed else "pd01.xlsx") in names


def test_an_emblem_that_no_paper_can_have_is_told(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal")
    (portal / "plans" / "emblem.png").write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    with (portal / "plans" / "organization.yml").open("a", encoding="utf-8") as stream:
        stream.write("\nemblem: emblem.png\n")
    out = tmp_path / "out"
    code, told = ran(2570, "--portal", portal, "--to", out, "--only", "pd01.xlsx")
    assert code == 0 and "ไม่มีตรา" in told


def test_a_letter_that_the_office_rewrote_is_kept(tmp_path: Path) -> None:
    portal, out = portal_folder(tmp_path / "portal"), tmp_path / "out"
    order = (2570, "--portal", portal, "--to", out, "--only", "announcement.docx,plan.docx")
    assert ran(*order)[0] == 0
    assert sorted(one.name for one in out.iterdir()) == ["announcement.docx", "plan.docx"]
    letter = Document(str(out / "announcement.docx"))
    letter.paragraphs[0].add_run(" ฉบับที่แก้ถ้อยคำแล้ว")
    letter.save(str(out / "announcement.docx"))
    theirs = (out / "announcement.docx").read_bytes()
    code, told = ran(*order)
    assert code == 2 and "announcement.docx" in told and "plan.docx" not in told
    assert (out / "announcement.docx").read_bytes() == theirs


def test_what_only_the_plan_changed_is_made_anew(tmp_path: Path) -> None:
    portal, out = portal_folder(tmp_path / "portal"), tmp_path / "out"
    order = (2570, "--portal", portal, "--to", out, "--only", "pd02.xlsx")
    ran(*order)
    plan = portal / "plans/2570/projects.csv"
    before = (out / "pd02.xlsx").read_bytes()
    plan.write_text(plan.read_text("utf-8-sig").replace("478300", "478400"), "utf-8-sig")
    assert ran(*order)[0] == 0
    assert (out / "pd02.xlsx").read_bytes() != before


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"text"])
def test_what_cannot_be_read_is_somebodys(tmp_path: Path, data: bytes) -> None:
    portal, out = portal_folder(tmp_path / "portal"), tmp_path / "out"
    out.mkdir()
    (out / "pd02.xlsx").write_bytes(data)
    code, _ = ran(2570, "--portal", portal, "--to", out, "--only", "pd02.xlsx")
    assert code == 2 and (out / "pd02.xlsx").read_bytes() == data


def test_a_folder_that_takes_no_papers_is_named_with_what_to_do(tmp_path: Path) -> None:
    portal, out = portal_folder(tmp_path / "portal"), tmp_path / "out"
    out.write_text("a file")
    code, told = ran(2570, "--portal", portal, "--to", out / "in", "--only", "pd01.xlsx")
    assert code == 2 and f"ลงโฟลเดอร์ {out / 'in'} ไม่ได้" in told and "--to" in told


def test_a_draft_says_so(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal")
    code, told = ran(2570, "--portal", portal, "--to", tmp_path, "--only", "pd01.pdf", "--draft")
    assert code == 0 and "ร่าง" in told
    assert "ร่าง" in text_of((tmp_path / "pd01.pdf").read_bytes())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("2570", "--only", "pd03"), "ไม่มีเอกสารชื่อ pd03"),
        (("2560",), "ไม่พบแผนปี 2560"),
    ],
)
def test_what_cannot_be_made_is_told(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    portal = portal_folder(tmp_path / "portal")
    code, told = ran(*arguments, "--portal", portal, "--to", tmp_path / "out")
    assert code == 2 and said in told
    assert not (tmp_path / "out").exists()


def test_a_plan_with_errors_has_no_papers(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal", {"plans/2570/projects.csv": "id,name\nก,ข\n"})
    code, _ = ran(2570, "--portal", portal, "--to", tmp_path / "out")
    assert code == 1 and not (tmp_path / "out").exists()


def sealed(portal: Path, files: dict[str, bytes]) -> None:
    """Seal a small year with more files into a portal."""
    path = small_seal(portal.parent / "a.zip", {**bag_files(), **files})
    place(portal, Seal("2568", file_digest(path), DAY_OF_SEAL, ""), path, None)
    for name, data in SOURCES.items():
        (portal / "plans" / "2568" / name).write_bytes(data)


def test_a_sealed_year_gives_the_papers_that_it_holds(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal")
    kept = printed(year_of(make_plan(make_project())), "pd01")["pd01"]
    sealed(portal, {"site/2568/papers/pd01.pdf": kept})
    code, told = ran(2568, "--portal", portal, "--to", tmp_path / "out")
    assert (code, "1 ไฟล์" in told) == (0, True), told
    assert {one.name: one.read_bytes() for one in (tmp_path / "out").iterdir()} == {
        "pd01.pdf": kept
    }


def test_a_sealed_year_without_papers_says_so(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal")
    sealed(portal, {})
    code, told = ran(2568, "--portal", portal, "--to", tmp_path / "out")
    assert code == 2 and "ปิดผนึกไว้โดยไม่มีเอกสาร" in told
    assert not (tmp_path / "out").exists()


def test_papers_say_nothing_that_a_site_may_not_say(tmp_path: Path) -> None:
    """Titles of private persons stop them as they stop a build, before a file is there."""
    rows = csv_table([make_row(id="2570-001", name="ซ่อมบ้านนายสมชาย ใจดีมาก เลขที่ 1100700000008")])
    portal = portal_folder(tmp_path / "portal", {PROJECTS: rows})
    code, _ = ran(2570, "--portal", portal, "--to", tmp_path / "out", "--only", "pd02")
    assert code == 1 and not (tmp_path / "out").exists()
