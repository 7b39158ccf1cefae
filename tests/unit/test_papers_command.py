"""`phaen papers`: which files it leaves, and what it says when it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import phaen
from paper_makers import text_of
from portals import portal_folder

DAY = ("--today", "2569-11-24")


def ran(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(phaen, ["papers", *map(str, arguments), *DAY])
    return result.exit_code, result.output


def test_papers_asked_for_are_left_in_a_folder(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal")
    code, told = ran(2570, "--portal", portal, "--to", tmp_path / "out", "--only", "pd02,board")
    assert code == 0 and "2 ฉบับ" in told
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == ["board.pdf", "pd02.pdf"]
    again = ran(2570, "--portal", portal, "--to", tmp_path / "out", "--only", "pd02,board")
    assert again == (code, told)


def test_a_draft_says_so(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal")
    code, told = ran(2570, "--portal", portal, "--to", tmp_path, "--only", "pd01", "--draft")
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
