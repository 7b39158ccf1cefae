"""After a purge nothing says what was withdrawn, or it is told where; and nothing else is gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.machine.git_program import GitError
from generator.publishing.purge import purging as order
from generator.publishing.purge.covering import NOTICE, Covering, Outcome
from generator.publishing.purge.purging import Done, Survey
from histories import ENTRY, NAME, PROJECTS, WITHDRAWN, Case, begun, table

BARE = "สมศักดิ์ทองดีเลิศ"


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order, "wait_for_those_let_in", lambda: None)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """A person's name in a row, withdrawn by an entry."""
    made = begun(tmp_path)
    made.commit({PROJECTS: table(f"ซ่อมบ้าน {NAME}")})
    made.commit({PROJECTS: table("ซ่อมบ้าน █"), WITHDRAWN: ENTRY})
    return made


def purged(case: Case) -> tuple[Survey, Done]:
    with case.purging as purging:
        survey = purging.survey([], case.releases)
        return survey, purging.run(survey, case.releases, None)


def test_names_of_branches_tags_people_and_the_log_are_covered_without_their_text(
    case: Case,
) -> None:
    case.commit({"content/a.md": "a\n"}, author=NAME)
    for name in (f"งาน/{BARE}", f"งาน/{BARE}-2", f"{BARE}/ก"):
        case.git("branch", name)
    case.git("tag", f"ใบของ{BARE}")
    case.git("tag", "-a", "-m", "x", f"v-{BARE}")
    case.bring("refs/heads/*", "refs/tags/*")
    case.git("pack-refs", "--all", at=case.bare)
    log = case.bare / "phaen/pushes.log"
    log.write_text(f"time\twho\nnow\tstaff\tx\tงาน/{BARE}\tdraft\t\n", encoding="utf-8")
    survey, done = purged(case)
    assert done.left == ()
    assert survey.logged == 1
    case.clean(NAME, BARE)
    names = case.git("for-each-ref", "--format=%(refname)", at=case.bare).split()
    assert len(names) == 6 and sum("█" in name for name in names) == 5
    assert "งาน/█" in log.read_text(encoding="utf-8")


def test_a_branch_in_the_log_alone_is_covered_there(case: Case) -> None:
    case.bring()
    purged(case)
    log = case.bare / "phaen/pushes.log"
    log.write_text(f"now\tstaff\tx\tงาน/{BARE}\tdraft\t\n", encoding="utf-8")
    with case.purging as purging:
        survey = purging.survey([NAME], case.releases)
        assert survey.any
        purging.run(survey, case.releases, None)
    assert BARE not in log.read_text(encoding="utf-8")


LEFT: dict[str, Callable[[Case], object]] = {
    "description": lambda case: (case.bare / "description").write_text(NAME, encoding="utf-8"),
    "config": lambda case: case.git("config", f"branch.{BARE}.remote", "origin", at=case.bare),
    "hooks/post-update": lambda case: (case.bare / "hooks/post-update").write_text(f"# {NAME}\n"),
    f"info/{BARE}": lambda case: (case.bare / f"info/{BARE}").write_text("a"),
    f"refs/heads/{BARE}": lambda case: case.git(
        "symbolic-ref", f"refs/heads/{BARE}", "refs/heads/main", at=case.bare
    ),
}


@pytest.mark.parametrize(
    "where",
    [one if one == "config" else pytest.param(one, marks=pytest.mark.long) for one in LEFT],
)
def test_what_a_purge_does_not_write_is_told_by_name_before_and_after(
    case: Case, where: str
) -> None:
    case.bring()
    (case.bare / "hooks").mkdir(exist_ok=True)
    (case.bare / "info").mkdir(exist_ok=True)
    LEFT[where](case)
    survey, done = purged(case)
    covered = where.replace(BARE, "█")
    assert covered in survey.beside
    assert covered in done.left
    assert not any(BARE in one for one in (*survey.beside, *done.left))


def test_an_object_that_says_it_yet_is_told(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever may be wrong in how a file was covered, nobody is told that nothing is left."""
    case.commit({"content/a.md": f"ก {NAME} ข\n"})
    case.commit({"content/a.md": "ก\n"})
    case.bring()
    monkeypatch.setattr(Covering, "file", lambda *_: None)
    monkeypatch.setattr(order, "prove_files", lambda *_: None)
    with case.purging as purging:
        survey = purging.survey([], case.releases)
        assert purging.run(survey, case.releases, None).left


def test_notes_tags_of_folders_and_what_stands_for_objects_go_along(case: Case) -> None:
    old = case.git("rev-parse", "HEAD~1")
    case.git("notes", "add", "-m", f"ถามที่ {NAME}", old)
    case.git("tag", "-a", "-m", f"โฟลเดอร์ของ {NAME}", "folder", f"{old}^{{tree}}")
    case.git("tag", "file", f"{old}:{PROJECTS}")
    case.git("replace", old, "HEAD~2")
    case.git("commit", "-q", "--allow-empty", "-m", "ว่าง")
    case.bring("refs/heads/*", "refs/tags/*", "refs/notes/*", "refs/replace/*")
    _, done = purged(case)
    assert done.left == ()
    case.clean(NAME)
    new = case.git("rev-parse", "main~2", at=case.bare)
    assert case.git("notes", "show", new, at=case.bare) == "ถามที่ █"
    assert case.git("for-each-ref", "--format=%(refname)", "refs/replace", at=case.bare) == (
        f"refs/replace/{new}"
    )
    assert case.git("cat-file", "-p", "file", at=case.bare) == table("ซ่อมบ้าน █").strip()
    assert case.git("cat-file", "-t", "folder^{}", at=case.bare) == "tree"


def test_another_repository_in_a_folder_stays_what_it_is(case: Case) -> None:
    """A submodule's commit is no object of this repository."""
    other = "1" * 40
    case.git("update-index", "--add", "--cacheinfo", f"160000,{other},lib")
    case.git("commit", "-q", "-m", "โมดูล")
    case.bring()
    _, done = purged(case)
    assert done.left == ()
    assert case.git("rev-parse", "main:lib", at=case.bare) == other
    assert case.telling(NAME) == []


@pytest.mark.parametrize(
    "wrong",
    [
        lambda data: data.replace(b"2000", b"2001"),
        lambda _: NOTICE,
        *(
            pytest.param(one, marks=pytest.mark.long)
            for one in (lambda data: data + b"more\n", lambda data: data.partition(b"\n")[0])
        ),
    ],
)
def test_a_file_in_which_anything_else_would_change_is_not_taken(
    case: Case, wrong: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    case.bring()
    before = case.git("for-each-ref", at=case.bare)
    right = Covering.file

    def file(self: Covering, data: bytes) -> Outcome | None:
        made = right(self, data)
        return made and Outcome(wrong(made.data))

    monkeypatch.setattr(Covering, "file", file)
    with pytest.raises(GitError, match="เปลี่ยนสิ่งอื่น"):
        purged(case)
    assert case.git("for-each-ref", at=case.bare) == before


def test_a_file_without_the_text_may_not_change_at_all(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.bring()
    right = Covering.file

    def file(self: Covering, data: bytes) -> Outcome | None:
        return right(self, data) or (Outcome(b"") if data.startswith(b"fiscal") else None)

    monkeypatch.setattr(Covering, "file", file)
    with pytest.raises((GitError, order.PurgeRefusedError)):
        purged(case)
