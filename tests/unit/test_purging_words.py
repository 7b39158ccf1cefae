"""What `phaen receive --purge` says: what goes by name, its text never, the last word when true."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.commands.purging import Purged, purge, tell_what_is_open
from generator.publishing.purge import purging as order
from generator.publishing.purge.purging import PurgeRefusedError, Purging
from histories import ENTRY, NAME, PROJECTS, WITHDRAWN, Case, begun, table

BARE, GONE = "สมศักดิ์ทองดีเลิศ", "ลบออกจากประวัติแล้ว"


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setattr(order, "wait_for_those_let_in", lambda: None)
    made = begun(tmp_path)
    made.commit({PROJECTS: table(f"ซ่อมบ้าน {NAME}")})
    made.commit({PROJECTS: table("ซ่อมบ้าน █"), WITHDRAWN: ENTRY})
    return made


def run(case: Case, monkeypatch: pytest.MonkeyPatch, text: str = "") -> Purged:
    """Run the command's own part on a repository, and type its name."""

    @contextlib.contextmanager
    def purging() -> Iterator[Purging]:
        with case.purging as made:
            yield made

    file = case.folder / "text"
    file.write_text(text, encoding="utf-8")
    remote = SimpleNamespace(
        purging=purging, closed=contextlib.nullcontext, releases=case.releases,
        own_folder=case.bare / "phaen",
    )  # fmt: skip
    monkeypatch.setattr("sys.stdin", io.StringIO("remote.git\n"))
    return purge(remote, "remote.git", str(file) if text else None, None)  # type: ignore[arg-type]


def test_branches_log_and_files_of_the_repository_are_told_and_the_last_word_waits_for_them(
    case: Case, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case.git("branch", f"งาน-{BARE}")
    case.bring("refs/heads/*")
    (case.bare / "description").write_text(f"คลังของ{NAME}", encoding="utf-8")
    log = case.bare / "phaen/pushes.log"
    log.write_text(f"now\tstaff\tx\tงาน-{BARE}\tdraft\t\n", encoding="utf-8")
    purged = run(case, monkeypatch)
    tell_what_is_open(purged)
    said = capsys.readouterr().out
    assert purged == Purged(done=True, open=("description",))
    assert "refs/heads/งาน-█" in said
    assert "บันทึกการ push ที่ปิด: 1" in said
    assert "description" in said.partition("พิมพ์ชื่อคลัง")[0]
    assert GONE not in said
    assert BARE not in said and NAME not in said
    (case.bare / "description").write_text("คลัง", encoding="utf-8")
    assert run(case, monkeypatch) == Purged(done=False)


def test_the_last_word_is_said_where_nothing_is_left(
    case: Case, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case.bring()
    assert run(case, monkeypatch) == Purged(done=True)
    assert GONE in capsys.readouterr().out


@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("plans/2569/projects.csv", "phaen withdraw 2569 --text แฟ้ม"),
        ("content/news.md", "phaen withdraw ปี --text แฟ้ม"),
    ],
)
def test_what_is_told_yet_is_refused_with_the_command_that_withdraws_it(
    case: Case, path: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is told that nothing is there, while all of it is."""
    told = "ซ่อมแซมบ้าน ศรีนวลคำแปง"
    case.commit({PROJECTS: table(told), path: f"{told}\n", WITHDRAWN: None})
    case.commit({PROJECTS: table("ซ่อมแซมบ้าน █"), WITHDRAWN: ENTRY})
    case.bring()
    with pytest.raises(PurgeRefusedError) as refused:
        run(case, monkeypatch)
    assert path in str(refused.value)
    assert command in str(refused.value)


def test_by_text_what_nothing_tells_is_named_and_the_last_word_is_not_said(
    case: Case, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case.commit({"content/a.md": "ก\nยายมีบ้านสวน\n"})
    entry = ENTRY + "  - {kind: ข้อมูลส่วนบุคคล, file: content/a.md, day: 2569-11-24, reason: ก}\n"
    case.commit({"content/a.md": "ก\n", WITHDRAWN: entry})
    case.bring()
    purged = run(case, monkeypatch, f"{NAME}\n")
    said = capsys.readouterr().out
    assert purged == Purged(done=True, open=("content/a.md",))
    assert "content/a.md" in said
    assert GONE not in said
