"""What is withdrawn leaves the server: releases, remains, history; real git, real pushes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from e2e.clerks import Clerk
from e2e.remotes import PROJECTS, Office, git, office
from e2e.sites import DAY, phaen
from portals import ROOT
from traces import holding

SECRET = "นายสมศักดิ์ ทองดีเลิศ"
WITHDRAWN = "plans/2570/withdrawn.yml"
ENTRY = (
    "withdrawn:\n  - {kind: ข้อมูลส่วนบุคคล, edition: 0, id: 2570-002, column: name, "
    "day: 2569-11-24, reason: ชื่อประชาชน}\n"
)
ALLOWED = "allow:\n  - {text: นายสมศักดิ์ ทองดีเลิศ, reason: ชื่อถนน}\n"


def rename(made: Office, name: str) -> str:
    """Return the table with another name of the second project."""
    table = (made.copy / PROJECTS).read_text("utf-8").split("\n")
    cells = table[2].split(",")
    return "\n".join([*table[:2], ",".join([*cells[:2], name, *cells[3:]]), *table[3:]])


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office that told a person's name three times; its withdrawal is committed, not pushed."""
    made = office(tmp_path_factory.mktemp("purge") / "office")
    made.commit("plans/2570/privacy.yml", ALLOWED)
    made.commit(PROJECTS, rename(made, f"ซ่อมแซมห้องน้ำ {SECRET}"))
    for amount in ("2000", "2500"):
        made.state_budget(amount)
        done = made.push()
        assert done.returncode == 0, done.stderr
    assert SECRET in made.page("2570/table.html")
    made.git("rm", "-q", "plans/2570/privacy.yml")
    (made.copy / PROJECTS).write_text(rename(made, "ซ่อมแซมห้องน้ำ █"), encoding="utf-8")
    made.commit(WITHDRAWN, ENTRY)
    return made


@pytest.fixture
def fresh(told: Office, tmp_path: Path) -> Office:
    return told.copied(tmp_path / "office")


@pytest.mark.long
def test_a_push_that_withdraws_leaves_no_older_release_and_nothing_that_was_built_of_them(
    fresh: Office,
) -> None:
    done = fresh.push()
    assert done.returncode == 0, done.stderr
    assert "ลบรุ่นก่อนหน้าทุกรุ่น" in done.stderr
    assert "--purge" in done.stderr
    assert [one.name.partition("-")[2] for one in fresh.releases] == [fresh.shown]
    for path in (*fresh.live.parent.rglob("*"), *(fresh.remote / "phaen").rglob("*")):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes(), path
    back = phaen("publish", "--to", str(fresh.live), "--rollback")
    assert back.returncode != 0
    assert "ถอน" in back.stderr
    fresh.state_budget("3000")
    done = fresh.push()
    assert "ลบรุ่นก่อนหน้า" not in done.stderr
    assert len(fresh.releases) == 2
    assert phaen("publish", "--to", str(fresh.live), "--rollback").returncode == 0


def purge(made: Office, typed: str, *more: str | Path) -> subprocess.CompletedProcess[str]:
    """Run `phaen receive --purge` and type into it."""
    command = [sys.executable, "-m", "generator", "receive", str(made.remote), "--purge"]
    return subprocess.run(
        [*command, "--today", DAY, *map(str, more)], cwd=ROOT, input=typed, capture_output=True,
        encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def withdrawn(told: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office whose withdrawal is pushed and shown; a draft and a tag still lead to the text."""
    made = told.copied(tmp_path_factory.mktemp("withdrawn") / "office")
    assert made.push().returncode == 0
    made.git("branch", "draft", "HEAD~1")
    made.git("tag", "-a", "-m", "ฉบับแรก", "v1", "HEAD~2")
    assert made.push("draft", "v1").returncode == 0
    return made


@pytest.mark.long
def test_a_purge_is_shown_agreed_to_and_leaves_nothing_on_the_server(
    withdrawn: Office, tmp_path: Path
) -> None:
    made = withdrawn.copied(tmp_path / "office")
    before = {path: path.read_bytes() for path in made.live.rglob("*.html")}
    tips = git("ls-remote", str(made.remote), cwd=tmp_path).stdout
    done = purge(made, "yes\n")
    assert done.returncode == 2
    assert PROJECTS in done.stdout
    assert "คอลัมน์ C" in done.stdout
    assert git("ls-remote", str(made.remote), cwd=tmp_path).stdout == tips
    done = purge(made, "remote.git\n")
    assert done.returncode == 0, done.stdout + done.stderr
    assert SECRET not in done.stdout
    assert "phaen sync --afresh" in done.stdout
    assert holding(made.remote, [SECRET]) == []
    assert holding(made.live.parent, [SECRET]) == []
    clone = tmp_path / "clone"
    assert (
        git("clone", "-q", "--mirror", str(made.remote), str(clone), cwd=tmp_path).returncode == 0
    )
    git("unpack-objects", "-q", cwd=clone)
    log = git("log", "--all", "-p", "--format=%B", cwd=clone).stdout
    assert "█" in log
    assert SECRET not in log
    after = {path: path.read_bytes() for path in made.live.rglob("*.html")}
    assert {one.name for one in after} == {one.name for one in before}
    nothing = purge(made, "").stdout
    assert nothing.startswith("ไม่พบข้อความที่ต้องลบ") and "--text" in nothing


@pytest.mark.long
def test_an_old_clone_never_comes_back_and_a_fresh_one_goes_on(
    withdrawn: Office, tmp_path: Path
) -> None:
    made = withdrawn.copied(tmp_path / "office")
    assert purge(made, "remote.git\n").returncode == 0
    made.state_budget("4000")
    for way in (
        ("main:old",),
        ("--force", "main"),
        ("v1:refs/tags/v9",),
        ("HEAD:refs/heads/main2",),
    ):
        done = made.push(*way)
        assert done.returncode != 0
        assert "phaen sync --afresh" in done.stderr, done.stderr
    pulled = git("pull", "-q", "--no-rebase", "--no-edit", "-X", "ours", "origin", "main",
                 cwd=made.copy)  # fmt: skip
    assert pulled.returncode == 0, pulled.stderr
    done = made.push()
    assert done.returncode != 0
    assert "phaen sync --afresh" in done.stderr
    assert holding(made.remote, [SECRET]) == []
    fresh = tmp_path / "fresh"
    git("clone", "-q", str(made.remote), str(fresh), cwd=tmp_path)
    made.state_budget("4500", copy=fresh)
    done = made.push(copy=fresh)
    assert done.returncode == 0, done.stderr
    assert made.shown == made.git("rev-parse", "HEAD", copy=fresh)[:12]
    clerk = Clerk(made.copy)
    clerk.write(
        "plans/2570/progress.csv", "id,date,status,percent\n2570-001,2569-11-20,แล้วเสร็จ,100\n"
    )
    done = clerk.sync()
    assert (done.returncode, "phaen sync --afresh" in done.stderr) == (2, True), done.stderr
    asked = tmp_path / "ขัดกัน.csv"
    assert "4500" in clerk.sync("--afresh", "--csv", str(asked)).stdout + asked.read_text(
        "utf-8-sig"
    )
    clerk.edit(",4000,", ",2500,")
    assert "เผยแพร่แล้ว" in clerk.sent("--afresh")
    assert ",4500," in clerk.table.read_text()
    assert "2569" in made.page("2570/projects/2570-001.html")
    assert holding(made.remote, [SECRET]) == []


@pytest.mark.long
def test_pushes_go_on_until_a_killed_purge_is_ended(withdrawn: Office, tmp_path: Path) -> None:
    """Git sends pieces of what the branch still leads to: they are no history that comes back."""
    made = withdrawn.copied(tmp_path / "office")
    objects = git("rev-list", "--objects", "main", cwd=made.remote).stdout.splitlines()
    oids = "".join(f"{line.split()[0]}\n" for line in objects)
    (made.remote / "phaen/purging").write_text(oids, encoding="ascii")
    made.state_budget("6000")
    assert made.push().returncode == 0
    assert purge(made, "remote.git\n").returncode == 0
    assert holding(made.remote, [SECRET]) == []


@pytest.mark.long
def test_a_text_by_file_or_typed_and_a_bundle_where_it_is_told(
    withdrawn: Office, tmp_path: Path
) -> None:
    made = withdrawn.copied(tmp_path / "office")
    for place in (made.remote / "kept.bundle", made.live.parent / "live.releases/kept"):
        assert purge(made, "remote.git\n", "--keep-bundle", place).returncode != 0
    (tmp_path / "texts").write_text("ก่\n", encoding="utf-8")
    assert "สั้นเกินไป" in purge(made, "", "--text", tmp_path / "texts").stderr
    bundle = tmp_path / "kept.bundle"
    typed = "ก่อสร้างถนน สายที่ 2\n\nremote.git\n"
    done = purge(made, typed, "--text", "-", "--keep-bundle", bundle)
    assert done.returncode == 0, done.stdout + done.stderr
    assert str(bundle) in done.stdout
    kept = tmp_path / "kept"
    assert git("clone", "-q", str(bundle), str(kept), "-b", "draft", cwd=tmp_path).returncode == 0
    assert SECRET in git("log", "-p", cwd=kept).stdout
    assert holding(made.remote, [SECRET, "ก่อสร้างถนน สายที่ 2"]) == []


@pytest.mark.long
def test_a_purge_waits_until_readers_see_the_withdrawal_and_has_options_of_its_own(
    told: Office, tmp_path: Path
) -> None:
    made = told.copied(tmp_path / "office")
    done = purge(made, "remote.git\n")
    assert "ไม่พบข้อความที่ต้องลบ" in done.stdout
    assert phaen("publish", "--to", str(made.live), "--rollback").returncode == 0
    assert "ย้อนกลับ" in purge(made, "remote.git\n").stderr
    for options in (["--text", "a"], ["--keep-bundle", "b"], []):
        assert phaen("receive", str(made.remote), *options).returncode == 2


def test_history_is_purged_by_typing_and_an_old_clone_is_refused(tmp_path: Path) -> None:
    made = office(tmp_path / "office")
    made.commit(PROJECTS, rename(made, f"ซ่อมแซมห้องน้ำ {SECRET}"))
    (made.copy / PROJECTS).write_text(rename(made, "ซ่อมแซมห้องน้ำ █"), encoding="utf-8")
    made.commit(WITHDRAWN, ENTRY)
    # Past the hooks, as in the years before there were any.
    git("fetch", "-q", str(made.copy), "main:main", cwd=made.remote)
    old = made.git("rev-parse", "HEAD")
    assert purge(made, "\n").returncode == 2
    assert made.git("ls-remote", "origin", "main").split()[0] == old
    done = purge(made, "remote.git\n")
    assert done.returncode == 0, done.stdout + done.stderr
    assert SECRET not in done.stdout
    assert holding(made.remote, [SECRET]) == []
    assert "█" in made.page("2570/table.html")
    assert [one.name.partition("-")[2] for one in made.releases] == [made.shown]
    back = phaen("publish", "--to", str(made.live), "--rollback")
    assert back.returncode != 0
    done = made.push("main:old")
    assert done.returncode != 0
    assert "phaen sync --afresh" in done.stderr
