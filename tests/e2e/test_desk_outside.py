"""What other programs, and others' commits, do beneath a draft: nothing is lost, and it is told."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from e2e.clerks import Clerk, first_clerk
from e2e.desks import three_releases
from e2e.remotes import PROJECTS, QUIET
from generator.desk.asked import Answer, Asked, Upload
from generator.desk.entrance import Entrance
from generator.desk.laying import Desk
from generator.desk.office import Office
from generator.desk.pages import (
    draft,
    files,
    history,
    overview,
    preview,
    projects,
    publishing,
    sheet,
)
from generator.machine.git_program import GitError
from generator.machine.packaged import THEME
from generator.machine.proof import Proof
from generator.plan.merge import Side, UnsafeError

TODAY = datetime.date(2026, 11, 24)


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    return first_clerk(tmp_path / "one", None)


def opened(clerk: Clerk) -> Desk:
    desk = Desk(Office(clerk.folder, QUIET, lambda: TODAY, Proof()), THEME)
    Entrance(desk)
    return desk


@pytest.fixture
def desk(clerk: Clerk) -> Desk:
    return opened(clerk)


def sent(number: int, **form: str) -> Asked:
    """Return a form as a browser sends it, the `number`th."""
    return Asked("", form={"desk.form": str(number), **form})


def typed(desk: Desk, number: int, budget: str, row: str = "2570-001") -> Answer:
    form = {"desk.form": str(number), "cell.budget": budget}
    return projects.change_project(desk, Asked("", {"year": "2570", "id": row}, form=form))


def test_a_file_changed_elsewhere_is_taken_in_beside_what_the_draft_changed_in_it(
    desk: Desk, clerk: Clerk
) -> None:
    typed(desk, 1, "7777")
    clerk.edit("สายที่ 2,2000", "สายที่ 2,2222")
    with pytest.raises(UnsafeError, match="กดรับเข้าร่าง"):
        draft.keep(desk, sent(2))
    assert "สายที่ 2,2222" in clerk.table.read_text("utf-8")
    assert overview.take_in(desk, sent(3)).status == 303
    typed(desk, 4, "3333", "2570-003")  # over a file that is not as it was committed
    assert draft.keep(desk, sent(5)).status == 303
    told = clerk.table.read_text("utf-8")
    assert all(one in told for one in ("สายที่ 1,7777", "สายที่ 2,2222", "สายที่ 3,3333"))
    assert clerk.git("status", "--short") == ""


def test_a_cell_changed_in_the_draft_and_elsewhere_is_asked_about(desk: Desk, clerk: Clerk) -> None:
    typed(desk, 1, "7777")
    clerk.edit("สายที่ 1,1000", "สายที่ 1,1111")
    told = overview.take_in(desk, sent(2))
    assert told.status == 409 and all(one in told.body.decode() for one in ("7777", "1111"))
    assert desk.office.data(PROJECTS) and b"7777" in (desk.office.data(PROJECTS) or b"")
    (one,) = desk.office.take_in("3")
    assert desk.office.take_in("4", {one.id: Side.THEIRS}) == ()
    assert draft.keep(desk, sent(5)).status == 303
    assert "สายที่ 1,1111" in clerk.table.read_text("utf-8")


def test_a_file_that_is_gone_goes_once_it_is_taken_in_and_kept(desk: Desk, clerk: Clerk) -> None:
    clerk.write("content/x.md", "# x\n")
    for number in (1, 3):
        overview.take_in(desk, sent(number))
        assert draft.keep(desk, sent(number + 1)).status == 303
        assert clerk.git("ls-files", "content") == ("content/x.md" if number == 1 else "")
        (clerk.folder / "content/x.md").unlink(missing_ok=True)
    assert clerk.git("status", "--short") == ""


@pytest.mark.parametrize("lock", ["index.lock", "refs/heads/main.lock"])
def test_what_could_not_be_kept_and_was_dropped_is_in_no_later_commit(
    desk: Desk, clerk: Clerk, lock: str
) -> None:
    typed(desk, 1, "7777")
    before = clerk.table.read_bytes()
    clerk.write(f".git/{lock}", "")
    with pytest.raises(GitError, match="ลบแฟ้ม"):
        draft.keep(desk, sent(2))
    (clerk.folder / ".git" / lock).unlink()
    assert clerk.table.read_bytes() == before and clerk.git("status", "--short") == ""
    draft.drop(desk, sent(3))
    typed(desk, 4, "2222", "2570-002")
    assert draft.keep(desk, sent(5)).status == 303
    assert "7777" not in clerk.git("log", "-p") and clerk.git("rev-list", "--count", "HEAD") == "2"


def test_a_file_of_another_program_stays_where_what_took_it_in_cannot_be_kept(
    desk: Desk, clerk: Clerk
) -> None:
    clerk.edit("สายที่ 2,2000", "สายที่ 2,2222")
    overview.take_in(desk, sent(1))
    typed(desk, 2, "7777")
    before = clerk.table.read_bytes()
    clerk.write(".git/index.lock", "")
    with pytest.raises(GitError):
        draft.keep(desk, sent(3))
    assert clerk.table.read_bytes() == before


def test_a_draft_whose_history_was_written_anew_is_set_aside_and_the_desk_opens(
    desk: Desk, clerk: Clerk
) -> None:
    typed(desk, 1, "7777")
    clerk.git("commit", "-q", "--amend", "-m", "anew")
    clerk.git("reflog", "expire", "--expire=now", "--all")
    clerk.git("gc", "-q", "--prune=now")
    again = opened(clerk)
    with pytest.raises(UnsafeError, match=r"แยกเก็บไว้ที่โฟลเดอร์ .*aside-1"):
        overview.overview(again, Asked(""))
    assert overview.overview(again, Asked("")).status == 200
    assert any(b"7777" in one.read_bytes() for one in clerk.folder.glob(".git/*/aside-1/*"))


@pytest.mark.parametrize("harm", ["cut", "a file gone"])
def test_a_draft_that_is_not_whole_is_told_and_set_aside(
    desk: Desk, clerk: Clerk, harm: str
) -> None:
    typed(desk, 1, "7777")
    (note,) = clerk.folder.glob(".git/*/draft/draft.json")
    files = [one for one in note.parent.iterdir() if one != note]
    assert files
    if harm == "cut":
        note.write_bytes(note.read_bytes()[:-9])
    else:
        files[0].unlink()
    again = opened(clerk)
    with pytest.raises(UnsafeError, match=r"ไฟล์ของร่างเสีย.*aside-1"):
        overview.overview(again, Asked(""))
    assert overview.overview(again, Asked("")).status == 200
    assert [*clerk.folder.glob(".git/*/aside-1/draft.json")]


@pytest.mark.parametrize("way", ["a cell", "a file", "keep", "drop"])
def test_a_form_of_an_old_tab_neither_writes_over_nor_drops_what_is_left_of_a_harmed_draft(
    desk: Desk, clerk: Clerk, way: str
) -> None:
    typed(desk, 1, "7777")
    (note,) = clerk.folder.glob(".git/*/draft/draft.json")
    note.write_bytes(note.read_bytes()[:-9])
    done: dict[str, Callable[[], object]] = {
        "a cell": lambda: typed(desk, 2, "8888"),
        "a file": lambda: desk.office.put("2", {"content/x.md": b"# x\n"}),
        "keep": lambda: draft.keep(desk, sent(2)),
        "drop": lambda: draft.drop(desk, sent(2)),
    }
    with pytest.raises(UnsafeError, match=r"ไฟล์ของร่างเสีย.*aside-1"):
        done[way]()
    assert any(b"7777" in one.read_bytes() for one in clerk.folder.glob(".git/*/aside-1/*"))
    assert not desk.office.state().draft.digests


def test_a_draft_tells_what_it_changes_and_not_what_others_kept_meanwhile(
    desk: Desk, clerk: Clerk
) -> None:
    typed(desk, 1, "7777")
    clerk.edit("สายที่ 2,2000", "สายที่ 2,2222")
    clerk.git("commit", "-qam", "another's")
    told = draft.draft(desk, Asked("")).body.decode()
    assert "7,777" in told and "2,222" not in told and "งานของผู้อื่นอยู่ครบ" in told


@pytest.mark.parametrize(
    "name", ["ก" * 90 + ".pdf", "CON.pdf", "aux", "a:b.pdf", "a?b.pdf", "end.", "~$a.xlsx"]
)
def test_a_name_that_some_machine_cannot_have_is_no_file_of_a_draft(desk: Desk, name: str) -> None:
    form = {"desk.form": "1", "year": "2570", "what": "paper"}
    given = {"file": Upload(name, b"%PDF-1.4\n%%EOF")}
    with pytest.raises(UnsafeError, match="เปลี่ยน"):
        files.put_file_in(desk, Asked("", form=form, files=given))
    assert not desk.office.state().draft.digests


def test_a_workbook_that_is_none_has_no_page_that_says_it_is_fine(desk: Desk) -> None:
    desk.office.put("1", {"plans/2570/projects.xlsx": b"id,name\n", PROJECTS: None})
    told = sheet.sheet(desk, Asked("", {"year": "2570"})).body.decode()
    assert "ข้างในเป็นข้อความ" in told and "ทุกแถวอ่านได้" not in told


def test_the_way_back_goes_once_from_the_release_that_its_page_told_of(
    desk: Desk, tmp_path: Path
) -> None:
    live = three_releases(tmp_path / "live")
    desk.office.note_shown(str(live.live), "")
    page = publishing.publishing(desk, Asked("")).body.decode()
    assert 'name="release" value="รุ่นที่ 3 (c)"' in page
    assert publishing.back(desk, sent(1, release="รุ่นที่ 3 (c)")).status == 200
    for number in (1, 2):  # its page loaded anew, and another tab
        with pytest.raises(UnsafeError, match="ไม่ย้อนซ้ำ"):
            publishing.back(desk, sent(number, release="รุ่นที่ 3 (c)"))
    assert (now := live.current()) and now.name == "b"


def test_the_next_year_begins_at_the_desk_once_and_with_what_goes_on(desk: Desk) -> None:
    assert 'name="begin" value="2571"' in files.files(desk, Asked("")).body.decode()
    assert files.begin_year(desk, sent(1, begin="2571", continuing="1")).status == 303
    data = desk.office.data("plans/2571/projects.csv") or b""
    assert desk.office.data("plans/2571/plan.yml") and b"2570-004" in data
    with pytest.raises(UnsafeError, match="เริ่มไว้แล้ว"):  # another tab
        files.begin_year(desk, sent(2, begin="2571"))
    shown = files.files(desk, Asked("", query={"year": "2571"})).body.decode()
    assert 'value="2571" selected' in shown and 'name="begin"' not in shown
    assert draft.keep(desk, sent(3)).status == 303


def test_each_release_that_is_kept_is_opened_as_readers_saw_it_and_nothing_beside_it(
    desk: Desk, clerk: Clerk, tmp_path: Path
) -> None:
    assert "ยังไม่มีรุ่นที่เปิดดูได้" in history.history(desk, Asked("")).body.decode()
    live = three_releases(tmp_path / "live").live
    desk.office.note_shown(str(live), clerk.git("rev-parse", "HEAD"))
    told = history.history(desk, Asked("")).body.decode()
    assert [f"/release/{number}/index.html" in told for number in (1, 2, 3, 4)] == [1, 1, 1, 0]
    assert told.count("<b>ประชาชนเห็นรุ่นนี้</b>") == 2  # the release, and the commit it is made of

    def answered(number: str, file: str) -> Answer:
        return preview.release(desk, Asked("", {"number": number, "file": file}))

    first, last = (answered(number, "index.html").body.decode() for number in "13")
    assert "a</body>" in first and "ประชาชนเคยเห็นรุ่นนี้" in first
    assert "c</body>" in last and "ประชาชนเห็นรุ่นนี้อยู่ขณะนี้" in last
    (live.parent / "live.releases" / "000001-a" / "out").symlink_to(clerk.folder)
    for number, file in (
        ("9", "index.html"),
        ("1", "../000003-c/index.html"),
        ("1", "out/plans/organization.yml"),
        ("1", "/etc/passwd"),
        ("..", "index.html"),
        ("1", "\0"),
    ):
        answer = answered(number, file)
        assert answer.status == 404 and b"c</body>" not in answer.body
