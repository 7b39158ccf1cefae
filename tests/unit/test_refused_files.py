"""A file that the system does not give is one problem; everything else is still told."""

import errno
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import phaen
from portals import PLAN, PROJECTS, checked, codes, csv_table, make_row, portal_folder

ORGANIZATION = "plans/organization.yml"
PROGRESS = "plans/2570/progress.csv"
RECORD = "plans/2570/announced/0.csv"
ROWS = [make_row(id="2570-001"), make_row(id="2570-002", name="ขุดลอกลำเหมือง")]
REPORTS = "รหัส,ณ วันที่,สถานะ\n2570-001,2569-11-10,แล้วเสร็จ\n"
REFUSALS = (
    PermissionError(errno.EACCES, "Permission denied"),
    OSError(errno.EIO, "Input/output error"),
    FileNotFoundError(errno.ENOENT, "No such file or directory"),
)


def refuse(monkeypatch: pytest.MonkeyPatch, folder: Path, name: str, error: OSError) -> None:
    """Have the system refuse one file, as it does where Excel has it open."""
    read = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path == folder / name:
            raise error
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refused)


def announced(folder: Path, **files: str) -> Path:
    portal = portal_folder(folder, {PROJECTS: csv_table(ROWS), PROGRESS: REPORTS, **files})
    for more in ((), ("--progress",)):
        line = ["announce", "2570", *more, "--portal", str(portal), "--today", "2569-11-24"]
        done = CliRunner().invoke(phaen, line)
        assert done.exit_code == 0, done.output
    return portal


def check(portal: Path, *more: str) -> Result:
    return CliRunner().invoke(
        phaen, ["check", "--portal", str(portal), "--today", "2569-11-24", *more]
    )


@pytest.mark.parametrize("error", REFUSALS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("name", [PROJECTS, PLAN, ORGANIZATION, PROGRESS, "content/news.md"])
def test_a_refused_file_is_one_problem_among_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, error: OSError
) -> None:
    portal = announced(tmp_path)
    (portal / "content").mkdir()
    (portal / "content/news.md").write_text("# ข่าว\n", encoding="utf-8")
    (portal / "content/other.md").write_text("????? ????\n", encoding="utf-8")
    before = [one for one in checked(portal).report if one.place.file != name]
    assert [one.code for one in before] == ["text-lost"]
    refuse(monkeypatch, portal, name, error)
    told = [(one.place.file, one.code) for one in checked(portal).report]
    assert sorted(told) == sorted([(name, "file-unreadable"), ("content/other.md", "text-lost")])
    assert codes(portal).count("file-unreadable") == 1


def test_a_file_that_excel_has_open_says_to_close_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal = announced(tmp_path)
    refuse(monkeypatch, portal, PROJECTS, REFUSALS[0])
    result = check(portal, "--excel", str(tmp_path / "copy.xlsx"))
    assert result.exit_code == 1
    assert "ปิด Excel ก่อน" in result.output
    assert f"ไม่ได้อ่าน {PROJECTS}" in result.output
    assert "Permission" not in result.output and not (tmp_path / "copy.xlsx").exists()


@pytest.mark.parametrize("option", ["--csv", "--excel"])
def test_what_was_found_is_told_also_where_its_list_cannot_be_written(
    tmp_path: Path, option: str
) -> None:
    portal = portal_folder(tmp_path / "p", {PROJECTS: csv_table([ROWS[0] | {"budget": "1แสน"}])})
    (tmp_path / "a-file").write_bytes(b"x")
    target = tmp_path / "a-file/list"
    result = check(portal, option, str(target))
    assert "amount-worded" in result.output
    assert isinstance(result.exception, OSError) and ".part" not in str(result.exception)


@pytest.mark.parametrize("name", [PLAN, PROJECTS, PROGRESS])
def test_what_is_not_read_has_not_changed_since_it_was_announced(tmp_path: Path, name: str) -> None:
    portal = announced(tmp_path)
    (portal / name).write_bytes(
        b"a: [\n\x00" if name == PLAN else b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    )
    assert {(one.place.file, one.code) for one in checked(portal).report.errors} <= {
        (name, "file-other-kind"),
        (name, "file-unreadable"),
        (name, "yaml-syntax"),
    }


def test_a_cell_that_cannot_be_read_is_not_also_told_as_changed(tmp_path: Path) -> None:
    portal = announced(tmp_path)
    changed = [ROWS[0] | {"budget": "1แสน"}, ROWS[1] | {"budget": "77"}]
    (portal / PROJECTS).write_text(csv_table(changed), encoding="utf-8")
    told = [(one.code, one.place.row) for one in checked(portal).report.errors]
    assert told == [("amount-worded", 2), ("announced-row-changed", 3)]


@pytest.mark.parametrize(
    "data",
    [b"{\\rtf1\\ansi\nfiscal_year: 2570}", b"<html><body>", b"PK\x03\x04doc", b"%PDF-1.7"],
    ids=["rtf", "html", "docx", "pdf"],
)
@pytest.mark.parametrize("name", [PLAN, ORGANIZATION])
def test_settings_that_another_program_saved_are_called_that(
    tmp_path: Path, name: str, data: bytes
) -> None:
    portal = portal_folder(tmp_path, {name: data})
    (only,) = (one for one in checked(portal).report.errors if one.place.file == name)
    assert only.code == "file-other-kind" and "Notepad" in only.advice


@pytest.mark.parametrize("key", ["considered", "announced", "posted_from", "posted_until"])
def test_a_day_that_cannot_be_read_is_not_also_told_as_missing(tmp_path: Path, key: str) -> None:
    portal = portal_folder(tmp_path)
    plan = portal / PLAN
    text = plan.read_text(encoding="utf-8")
    changed = re.sub(rf"\b{key}: [^,}}\n]+", f"{key}: ตอนเช้า", text, count=1)
    assert changed != text
    plan.write_text(changed, encoding="utf-8")
    assert codes(portal) == ["date-unreadable"]
