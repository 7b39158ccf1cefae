"""Every commit that comes in is judged, by whichever reference: history is public. Real pushes."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.remotes import PROJECTS, Office, office
from tables import workbook
from uploads import jpg, pdf
from uploads import office as paper

PRIVACY = "plans/2570/privacy.yml"


def _citizen() -> str:
    digits = "110180000000"
    last = (11 - sum(int(one) * (13 - n) for n, one in enumerate(digits)) % 11) % 10
    whole = f"{digits}{last}"
    return "-".join((whole[0], whole[1:5], whole[5:10], whole[10:12], whole[12]))


NUMBER = _citizen()


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = office(tmp_path_factory.mktemp("office") / "one")
    done = made.push()
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture
def clean(published: Office) -> Iterator[Office]:
    """The office, whose pushes are to be refused: whatever a test commits is gone after."""
    tip = published.git("rev-parse", "HEAD")
    yield published
    published.git("reset", "-q", "--hard", tip)
    there = published.git("ls-remote", "origin").split()
    published.push("--prune", "refs/heads/main:refs/heads/main")
    assert there == [tip, "HEAD", tip, "refs/heads/main"]


def between(made: Office, path: str, content: str | bytes, message: str = "แก้แผน") -> str:
    """Commit a file and take it back in the next commit; return the commit that had it."""
    commit = made.commit(path, content)
    made.git("commit", "-q", "--amend", "-m", message)
    commit = made.git("rev-parse", "HEAD")[:12]
    made.git("revert", "--no-edit", "HEAD")
    return commit


def row(made: Office, text: str) -> str:
    table = (made.copy / PROJECTS).read_text("utf-8")
    return table.replace("ก่อสร้างถนน สายที่ 2", text)


@pytest.mark.parametrize(
    "path",
    [
        *(PROJECTS, "plans/2570/documents/a.pdf"),
        *(
            pytest.param(one, marks=pytest.mark.long)
            for one in (
                *("plans/2570/old.csv", "plans/2570/plan.yml", "content/news.md", "plans/note.txt"),
                *("plans/2570/documents/a.docx", "plans/2570/copy.xlsx"),
            )
        ),
    ],
)
def test_a_commit_in_the_middle_that_holds_a_number_is_refused_by_its_name(
    clean: Office, path: str
) -> None:
    text = f"ซ่อมบ้าน เลขประจำตัวประชาชน {NUMBER}"
    content: str | bytes = text
    if path == PROJECTS:
        content = row(clean, text)
    elif path.endswith(".yml"):
        content = f"{(clean.copy / path).read_text('utf-8')}# {text}\n"
    elif path.endswith((".pdf", ".docx", ".xlsx")):
        content = {
            ".pdf": lambda: pdf(f"ID card {NUMBER}"),
            ".docx": lambda: paper("docx", text),
            ".xlsx": lambda: workbook([["id", "name"], ["1", text]]),
        }[path[path.rindex(".") :]]()
    commit = between(clean, path, content, "เพิ่มรายชื่อ")
    clean.state_budget("7000")
    done = clean.push()
    assert done.returncode != 0
    assert f"commit {commit} “เพิ่มรายชื่อ”" in done.stderr
    assert path in done.stderr
    assert "git reset --soft" in done.stderr
    assert NUMBER not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "where",
    [
        *("HEAD:refs/heads/draft", "tagged"),
        pytest.param("HEAD:refs/tags/v1", marks=pytest.mark.long),
    ],
)
def test_drafts_and_tags_are_public_too(clean: Office, where: str) -> None:
    commit = between(clean, PROJECTS, row(clean, f"นายสมหมาย ใจกล้า {NUMBER}"))
    if where == "tagged":
        clean.git("tag", "-a", "-m", "ประกาศ", "tagged")
    done = clean.push(where)
    assert done.returncode != 0
    assert commit in done.stderr
    assert ("git tag -d" in done.stderr) == ("tag" in where)


def test_a_draft_whose_own_tip_tells_of_a_person_is_refused(clean: Office) -> None:
    clean.commit(PROJECTS, row(clean, "ซ่อมบ้านของนายสมหมาย ใจกล้า"))
    done = clean.push("HEAD:refs/heads/draft")
    assert done.returncode != 0
    assert "ชื่อบุคคล" in done.stderr


def test_what_is_unsafe_to_open_is_refused_in_the_middle_too(clean: Office) -> None:
    commit = between(clean, "content/photo.jpg", jpg(position=True))
    assert commit in clean.push().stderr
    clean.git("reset", "-q", "--hard", "HEAD~2")
    (clean.copy / "plans/passwords").symlink_to("/etc/passwd")
    commit = clean.commit("plans/2570/note.txt", "a")
    (clean.copy / "plans/passwords").unlink()
    clean.commit("plans/2570/note.txt", "b")
    assert commit in clean.push().stderr


def test_a_message_that_tells_a_number_is_refused(clean: Office) -> None:
    clean.state_budget("7000")
    clean.git("commit", "-q", "--amend", "-m", f"แก้แผน\n\nตามคำขอของ {NUMBER}")
    done = clean.push()
    assert done.returncode != 0
    assert "ข้อความของ commit" in done.stderr
    assert NUMBER not in done.stderr


def test_the_advice_works_and_leaves_nothing_of_the_commit_between(clean: Office) -> None:
    between(clean, PROJECTS, row(clean, f"ซ่อมบ้าน {NUMBER}"))
    clean.state_budget("7000")
    done = clean.push("HEAD:refs/heads/draft")
    way = done.stderr[done.stderr.index("git reset --soft") :].split()[:4]
    clean.git(*way[1:])
    clean.git("commit", "-qam", "ปรับปรุงแผน")
    done = clean.push("HEAD:refs/heads/draft")
    assert done.returncode == 0, done.stderr
    assert clean.push(":refs/heads/draft").returncode == 0


def test_errors_of_a_plan_on_its_way_and_what_the_end_lets_through_may_come_in(
    published: Office,
) -> None:
    name = "ซ่อมห้องประชุม นายสมหมาย ใจกล้า"
    published.commit(PROJECTS, (published.copy / PROJECTS).read_text("utf-8") + ",,,\n2570-009,,\n")
    published.commit(PROJECTS, row(published, name).replace(",,,\n2570-009,,\n", ""))
    published.commit(PRIVACY, "allow:\n  - {text: นายสมหมาย ใจกล้า, reason: ชื่อห้องประชุม}\n")
    done = published.push()
    assert done.returncode == 0, done.stderr
    shutil.rmtree(published.folder)


def test_what_was_withdrawn_is_in_no_commit_between_either(tmp_path: Path) -> None:
    made = office(tmp_path / "one")
    table = (made.copy / PROJECTS).read_text("utf-8")
    whom, page = "ยายพร้อม สายบุญ", "content/thanks.md"
    made.commit(PROJECTS, table.replace("ก่อสร้างถนน สายที่ 4", f"ซ่อมบ้าน {whom}"))
    made.commit(page, f"# ก\n\nขอบคุณ {whom} ที่ให้ที่ดิน\n")
    entries = "".join(
        f"  - {{kind: ข้อมูลส่วนบุคคล, {what}, day: 2569-11-20, reason: ชื่อ}}\n"
        for what in ("edition: 0, id: 2570-004, column: โครงการ", f"file: {page}")
    )
    made.commit("plans/2570/withdrawn.yml", f"withdrawn:\n{entries}")
    for path in (PROJECTS, page):
        made.commit(path, (made.copy / path).read_text("utf-8").replace(whom, "█"))
    done = made.push()
    assert done.returncode == 0, done.stderr
    tip = made.git("rev-parse", "HEAD")
    for path in (PROJECTS, page):
        commit = between(made, path, (made.copy / path).read_text("utf-8").replace("█", whom))
        refused = made.push()
        assert refused.returncode != 0
        assert f"commit {commit}" in refused.stderr
        assert path in refused.stderr
        assert "git reset --soft" in refused.stderr
        assert whom not in refused.stderr
        made.git("reset", "-q", "--hard", tip)
    table = (made.copy / PROJECTS).read_text("utf-8")
    between(made, PROJECTS, table.replace("ก่อสร้างถนน สายที่ 3", "ก่อสร้างถนน สายที่ 5"))
    done = made.push()
    assert done.returncode == 0, done.stderr


def test_a_withdrawn_page_or_paper_never_comes_back_by_any_name(tmp_path: Path) -> None:
    made = office(tmp_path / "one")
    whom, page, name = "ศรีนวลคำแปง", "content/thanks.md", "plans/2570/documents/a.docx"
    plan = (made.copy / "plans/2570/plan.yml").read_text("utf-8")
    listed = "  documents:\n    - {title: ประกาศ, file: documents/%s.docx}\n"
    told = f"# ขอบคุณ\n\nขอบคุณ {whom} ที่ให้ที่ดิน\n"
    made.commit("plans/2570/plan.yml", plan + listed % "a")
    made.commit(name, paper("docx", f"ลำดับหนึ่ง {whom}"))
    made.commit(page, told)
    done = made.push()
    assert done.returncode == 0, done.stderr
    old = made.git("rev-parse", "HEAD")
    entries = "".join(
        f"  - {{kind: ข้อมูลส่วนบุคคล, file: {one}, day: 2569-11-20, reason: มีชื่อ}}\n"
        for one in (page, "documents/a.docx")
    )
    (made.copy / "plans/2570/withdrawn.yml").write_text(f"withdrawn:\n{entries}", encoding="utf-8")
    (made.copy / name).write_bytes(paper("docx", "ลำดับหนึ่ง"))
    made.commit(page, told.replace(whom, "█"))
    done = made.push()
    assert done.returncode == 0, done.stderr
    (made.copy / page).unlink()
    made.git("commit", "-qam", "ลบหน้า")
    assert made.push().returncode == 0
    tip = made.git("rev-parse", "HEAD")
    blob = subprocess.run(
        ["git", "cat-file", "blob", f"{old}:{name}"],
        cwd=made.copy, check=True, capture_output=True,
    ).stdout  # fmt: skip
    for path, content in (
        (page, told),
        ("content/news.md", f"# ข่าว\n\nขอบคุณ  {whom} ที่ให้ที่ดิน\n"),
        ("plans/2570/documents/b.docx", blob),
    ):
        if path.endswith(".docx"):
            both = listed % "a" + listed.partition("\n")[2] % "b"
            (made.copy / "plans/2570/plan.yml").write_text(plan + both, encoding="utf-8")
        made.commit(path, content)
        for back in (False, True)[
            : 1 + (path == page)
        ]:  # taken back in the next commit, it is in history all the same
            if back:
                made.git("revert", "--no-edit", "HEAD")
            done = made.push()
            assert done.returncode and "ถอนแล้วตาม withdrawn.yml" in done.stderr, (path, back)
            assert whom not in done.stderr
        made.git("reset", "-q", "--hard", tip)
    made.commit(page, "# ขอบคุณ\n\nขอบคุณทุกท่าน\n")
    assert made.push().returncode == 0
